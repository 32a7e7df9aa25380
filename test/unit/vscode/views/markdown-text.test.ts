/** Text within Markdown stays text. */
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownOf } from '../../../../src/vscode/views/tables/markdown-text';

describe('text within Markdown', () => {
  it('keeps links, emphasis, HTML and icons from meaning anything', () => {
    assert.equal(
      markdownOf('[x](command:y) **b** <b>&amp; $(error)'),
      '\\[x\\]\\(command:y\\) \\*\\*b\\*\\* &lt;b&gt;&amp;amp; \\$\\(error\\)',
    );
  });

  it('stays on its line, and can be broken at its spaces', () => {
    assert.equal(markdownOf('one\n\n# two\tthree'), 'one \\# two three');
  });

  it('is the same text again when the escapes are taken back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const back = markdownOf(text)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
          .replace(/\\([\s\S])/g, '$1');
        assert.equal(back, text.replace(/\s+/g, ' '));
        assert.doesNotMatch(markdownOf(text), /(?<!\\)(\\\\)*[[\]*_`$<>]/);
      }),
    );
  });
});
