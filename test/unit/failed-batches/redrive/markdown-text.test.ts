import assert from 'node:assert/strict';
import { markdownText } from '../../../../src/failed-batches/redrive/markdown-text';

describe('text of others in a report', () => {
  for (const [text, expected] of [
    ['no\n\n## Succeeded: shardId-1\r\n', 'no ## Succeeded: shardId-1'],
    ['![x](https://example.com/x.png)', '!\\[x\\](https://example.com/x.png)'],
    ['<img src=x> &amp; `code` a|b', '\\<img src=x\\> \\&amp; \\`code\\` a\\|b'],
    ['already \\| escaped', 'already \\\\\\| escaped'],
    ['line\u2028and\u0007bell', 'line and bell'],
    ['order_id of orders-failures', 'order_id of orders-failures'],
  ] as const)
    it(`stays text, in one line: ${JSON.stringify(text)}`, () => {
      assert.equal(markdownText(text), expected);
    });
});
