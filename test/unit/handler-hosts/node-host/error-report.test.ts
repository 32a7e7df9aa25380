import assert from 'node:assert/strict';

import { errorBody, reportError } from '../../../../src/handler-hosts/node-host/error-report';
import { userCodeSyntaxError } from '../../../../src/handler-hosts/node-host/runtime-errors';

describe('the report of an error', () => {
  it('has no trace where the stack is no text', () => {
    const error = Object.assign(new RangeError('odd'), { stack: [{ toString: () => 'a call site' }] });
    assert.deepEqual(reportError(error, __filename), {
      errorType: 'RangeError',
      errorMessage: 'odd',
      trace: [],
    });
  });

  it('is cut where the Runtime API would refuse it, however much escaping adds', () => {
    const whole = { errorType: 'E', errorMessage: 'short', trace: ['E: short', '    at x'] };
    assert.equal(errorBody(whole), JSON.stringify(whole));
    const line = '\u0001'.repeat(10_000);
    const report = {
      errorType: 'E',
      errorMessage: line.repeat(200),
      trace: Array(1000).fill(line) as string[],
    };
    const body = errorBody(report);
    assert.ok(Buffer.byteLength(body) < 6 * 1024 * 1024, `${body.length}`);
    const cut = JSON.parse(body) as typeof report;
    assert.equal(cut.errorType, 'E');
    assert.ok(report.errorMessage.startsWith(cut.errorMessage) && cut.errorMessage.length > 0);
  });
});

describe('the report of a syntax error', () => {
  const frames = {
    '/task/src/x.js:2\nconst = 1;\n': '    at /task/src/x.js:2:1',
    'file:///task/src/x.mjs:7\nconst = 1;\n': '    at file:///task/src/x.mjs:7:1',
    'C:\\task\\x.js:12\r\nconst = 1;\n': '    at C:\\task\\x.js:12:1',
  };
  for (const [place, frame] of Object.entries(frames)) {
    it(`begins with ${frame.trim()}`, () => {
      const original = new SyntaxError('Unexpected token');
      original.stack = `${place}SyntaxError: Unexpected token\n    at /task/src/y.ts:1:2\n    at wrap (node:internal)`;
      const lines = userCodeSyntaxError(original).stack?.split('\n') ?? [];
      assert.equal(lines[0], frame);
      assert.ok(lines.includes('    at /task/src/y.ts:1:2'));
    });
  }

  it('is left as it is where no file begins it', () => {
    const original = new SyntaxError('Unexpected token in JSON');
    original.stack = 'SyntaxError: Unexpected token in JSON\n    at JSON.parse';
    assert.equal(userCodeSyntaxError(original).stack, original.stack);
  });
});
