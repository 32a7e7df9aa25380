import assert from 'node:assert/strict';

import fc from 'fast-check';

import { InspectorLines } from '../../../../src/handler-hosts/processes/inspector-lines';
import { LimitedOutput } from '../../../../src/handler-hosts/processes/output-limit';

/** The text in pieces, cut at the given places. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [...places, text.length].map((end, index) => text.slice(places[index - 1] ?? 0, end));
}

describe('the output of one invocation', () => {
  it('is its beginning and its end, and every character is passed on or counted', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.array(fc.nat(300)), (text, cuts) => {
        let passed = '';
        let dropped = 0;
        const output = new LimitedOutput((part) => (passed += part), { head: 20, tail: 10 });
        for (const piece of pieces(text, cuts)) output.write(piece);
        output.flush((characters) => (dropped = characters));
        const expected = text.length <= 30 ? text : text.slice(0, 20) + text.slice(-10);
        assert.equal(passed, expected);
        assert.equal(dropped, text.length - expected.length);
      }),
    );
  });

  it('has a new allowance after each invocation', () => {
    let passed = '';
    const output = new LimitedOutput((part) => (passed += part), { head: 2, tail: 1 });
    output.write('abcdef');
    output.flush(() => undefined);
    output.write('gh');
    assert.equal(passed, 'abfgh');
  });
});

describe("Node's lines about the debugger", () => {
  const chatter = [
    'Debugger listening on ws://127.0.0.1:40123/8a6c\n',
    'For help, see: https://nodejs.org/en/docs/inspector\n',
    'Debugger attached.\n',
    'Waiting for the debugger to disconnect...\n',
  ];

  it('disappear however they are cut, and nothing else does', () => {
    const theirs = [
      'Debugger of mine\n',
      'For the record\n',
      'x Debugger attached.\n',
      '\n',
      'no end of line',
    ];
    const text = [
      chatter[0],
      theirs[0],
      chatter[1],
      theirs[1],
      chatter[2],
      theirs[2],
      theirs[3],
      chatter[3],
      theirs[4],
    ].join('');
    fc.assert(
      fc.property(fc.array(fc.nat(400)), (cuts) => {
        let passed = '';
        const ports: number[] = [];
        const lines = new InspectorLines(
          (part) => (passed += part),
          (port) => ports.push(port),
        );
        for (const piece of pieces(text, cuts)) lines.write(piece);
        lines.end();
        assert.equal(passed, theirs.join(''));
        assert.deepEqual(ports, [40123]);
      }),
    );
  });

  it('tell the port once, whatever a process under the handler prints', () => {
    const ports: number[] = [];
    const lines = new InspectorLines(
      () => undefined,
      (port) => ports.push(port),
    );
    for (const port of [40123, 40124]) lines.write(`Debugger listening on ws://127.0.0.1:${port}/8a6c\n`);
    assert.deepEqual(ports, [40123]);
  });

  it('never hold back text that cannot become one', () => {
    let passed = '';
    const lines = new InspectorLines(
      (part) => (passed += part),
      () => undefined,
    );
    lines.write('prompt> ');
    assert.equal(passed, 'prompt> ');
  });
});
