import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AttributeValue } from '../../../../src/engine/events/dynamodb-event';
import { plainItem, plainValue } from '../../../../src/engine/events/plain-json';
import { attributeValues } from '../../captures/arbitrary-records';

/** What an application would have stored to get the plain value, as the SDK's marshalling does it. */
function typed(plain: unknown): AttributeValue {
  if (plain === null) return { NULL: true };
  if (typeof plain === 'number') return { N: String(plain) };
  if (typeof plain === 'boolean') return { BOOL: plain };
  if (typeof plain === 'string') return { S: plain };
  if (Array.isArray(plain)) return { L: plain.map(typed) };
  const members = Object.entries(plain as Record<string, unknown>).map(([name, value]) => [
    name,
    typed(value),
  ]);
  return { M: Object.fromEntries(members) as Record<string, AttributeValue> };
}

describe('an attribute value as plain JSON', () => {
  it('is what was stored, for every JSON value', () => {
    const values = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(values, (value) => {
        // -0 is no number of DynamoDB's, nor of JSON's text.
        const stored: unknown = JSON.parse(JSON.stringify(value));
        assert.equal(JSON.stringify(plainValue(typed(stored))), JSON.stringify(stored));
      }),
    );
  });

  it('is JSON for every attribute value, and keeps every digit of a number', () => {
    fc.assert(
      fc.property(attributeValues, (value) => {
        const plain = plainValue(value);
        assert.equal(JSON.stringify(JSON.parse(JSON.stringify(plain))), JSON.stringify(plain));
        if ('N' in value) assert.equal(String(plain), value['N']);
      }),
    );
  });

  for (const [value, plain] of [
    [{ S: '' }, ''],
    [{ N: '42' }, 42],
    [{ N: '-0.5' }, -0.5],
    [{ N: '9007199254740993' }, '9007199254740993'],
    [{ N: '1.10' }, '1.10'],
    [{ N: 'NaN' }, 'NaN'],
    [{ N: 'Infinity' }, 'Infinity'],
    [{ B: 'Zm9v' }, 'Zm9v'],
    [{ BOOL: false }, false],
    [{ NULL: true }, null],
    [{ SS: ['b', 'a'] }, ['b', 'a']],
    [{ NS: ['1', '12345678901234567890'] }, [1, '12345678901234567890']],
    [{ BS: ['Zg=='] }, ['Zg==']],
    [{ L: [{ M: { a: { L: [] } } }] }, [{ a: [] }]],
  ] as const) {
    it(`of ${JSON.stringify(value)} is ${JSON.stringify(plain)}`, () => {
      assert.deepEqual(plainValue(value), plain);
    });
  }

  for (const value of [
    { V: [1, 2] },
    {},
    { S: 'a', N: '1' },
    { L: 'no list' },
    { M: null },
    { NS: '1' },
    'text',
    null,
  ]) {
    it(`leaves what it does not know as it is: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(plainValue(value), value);
    });
  }

  it('keeps an attribute that is called __proto__', () => {
    const item = JSON.parse('{"__proto__":{"S":"a"}}') as Record<string, AttributeValue>;
    assert.equal(JSON.stringify(plainItem(item)), '{"__proto__":"a"}');
  });

  it('does not follow nesting deeper than DynamoDB has it', () => {
    let value: AttributeValue = { S: 'bottom' };
    for (let level = 0; level < 100_000; level += 1) value = { L: [value] };
    assert.ok(Array.isArray(plainValue(value)));
  });
});
