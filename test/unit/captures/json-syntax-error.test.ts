import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findJsonSyntaxError } from '../../../src/captures/reading/json-syntax-error';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place where a text stops being JSON', function () {
  this.timeout(60_000);
  it('is found exactly for what JSON.parse refuses', () => {
    const scraps = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        '\\u00e9',
        '\\u12',
        'true',
        'nul',
        '-',
        '0',
        '01',
        '1.5e-3',
        '.',
        'e',
        ' ',
        '\n',
        '\u0001',
        'ä',
      ],
    );
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.array(scraps, { maxLength: 10 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(findJsonSyntaxError(text) === undefined, isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('is the end, and called so, for any beginning of an object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
        fc.nat({ max: 4 }),
        fc.nat(),
        (value, indent, seed) => {
          const whole = JSON.stringify(value, undefined, indent);
          const found = findJsonSyntaxError(whole.slice(0, seed % whole.length));
          assert.equal(found?.cutOff, true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  for (const [text, line, column] of [
    ['{"a":1,}', 1, 8],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["{'a':1}", 1, 2],
    ['[1, 2, NaN]', 1, 8],
    ['[1.x]', 1, 3],
    ['["tab\there"]', 1, 6],
    ['{"a":1}\n{"b":2}', 2, 1],
    ['// comment\n{}', 1, 1],
    ['["\\x"]', 1, 3],
  ] as const) {
    it(`is line ${line}, column ${column} of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(findJsonSyntaxError(text), { line, column, cutOff: false });
    });
  }

  it('does not need a stack for deep nesting, nor for a long text', () => {
    const deep = '['.repeat(1_000_000);
    assert.deepEqual(findJsonSyntaxError(deep), { line: 1, column: 1_000_001, cutOff: true });
    assert.equal(findJsonSyntaxError(`"${'\\n'.repeat(1_000_000)}${'x'.repeat(10_000_000)}"`), undefined);
  });
});
