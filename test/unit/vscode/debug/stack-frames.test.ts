import assert from 'node:assert/strict';
import * as path from 'node:path';
import { parseStackFrames } from '../../../../src/vscode/debug/stack-frames';

describe('frames of a failed batch', () => {
  it('are read from paths and file URLs, named and at the top level', () => {
    const frames = parseStackFrames(
      [
        "TypeError: Cannot read properties of undefined (reading 'N')",
        '    at priceOf (/w/src/prices.ts:12:7)',
        '    at async handler (file:///w/src/my%20handler.ts:3:5)',
        '    at /w/src/top.js:1:1',
        '    at new Order (/w/src/order (1).ts:9:2)',
      ],
      '/w',
    );
    assert.deepEqual(frames, [
      { functionName: 'priceOf', file: '/w/src/prices.ts', line: 12, column: 7 },
      { functionName: 'async handler', file: '/w/src/my handler.ts', line: 3, column: 5 },
      { functionName: '', file: '/w/src/top.js', line: 1, column: 1 },
      { functionName: 'new Order', file: '/w/src/order (1).ts', line: 9, column: 2 },
    ]);
  });

  it('are found by webpack’s names of sources, if there is such a file', () => {
    const root = process.cwd();
    for (const name of [
      'webpack://orders/./src/extension.ts',
      'webpack:///orders/src/extension.ts',
      'webpack:///src/extension.ts',
    ])
      assert.deepEqual(parseStackFrames([`    at f (${name}:4:2)`], root), [
        { functionName: 'f', file: path.join(root, 'src/extension.ts'), line: 4, column: 2 },
      ]);
    assert.deepEqual(parseStackFrames(['    at f (webpack://orders/webpack/bootstrap:4:2)'], root), []);
  });

  it('leave out Node’s own and what is no frame', () => {
    assert.deepEqual(
      parseStackFrames(
        ['Error: at /w/x', '    at node:internal/process/task_queues:95:5', '    at <anonymous>'],
        '/w',
      ),
      [],
    );
  });

  it('are found in one text with line ends as well as in a list', () => {
    assert.equal(
      parseStackFrames(['Error: x\n    at a (/w/a.ts:1:2)\n    at b (/w/b.ts:3:4)'], '/w').length,
      2,
    );
  });
});
