import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isKeyValue, matchesKey } from '../../../../src/triggers/streams/key-values';

const number = { name: 'n', type: 'N' } as const;
const text = { name: 's', type: 'S' } as const;
const bytes = { name: 'b', type: 'B' } as const;

describe('values of a key, as typed', () => {
  it('are a number for a number, base64 for bytes, any text for a text', () => {
    for (const value of ['1', '-1.5', '.5', '5.', '1e5', '+2', '1E-130'])
      assert.ok(isKeyValue(number, value), value);
    for (const value of ['', 'one', '.', '-', '1,5', '0x10', 'Infinity'])
      assert.ok(!isKeyValue(number, value), value);
    for (const value of ['AA==', 'AAA=', 'AAAA']) assert.ok(isKeyValue(bytes, value), value);
    for (const value of ['', 'A', 'AA=', 'AAAA=', 'Ä===']) assert.ok(!isKeyValue(bytes, value), value);
    assert.ok(isKeyValue(text, ' '));
    assert.ok(!isKeyValue(text, ''));
  });

  it('match numbers as numbers', () => {
    const matches = (found: string, typed: string): boolean =>
      matchesKey({ n: { N: found } }, [number], { n: typed });
    assert.ok(matches('1', '1.0'));
    assert.ok(matches('100', '1e2'));
    assert.ok(matches('0', '-0.00'));
    assert.ok(matches('12345678901234567890123456789012345678', '12345678901234567890123456789012345678.0'));
    assert.ok(!matches('12345678901234567890123456789012345678', '12345678901234567890123456789012345679'));
    assert.ok(!matches('1', '-1'));
    assert.ok(!matches('1', '10'));
  });

  it('match any number however its zeros and its point are written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(5), (value, zeros) => {
        const written = `${value}${'0'.repeat(zeros)}e-${zeros}`;
        return matchesKey({ n: { N: String(value) } }, [number], { n: written });
      }),
    );
  });

  it('may leave the sort key open, but not another type in its place', () => {
    const keys = { s: { S: 'a' }, n: { N: '7' } };
    assert.ok(matchesKey(keys, [text, number], { s: 'a' }));
    assert.ok(matchesKey(keys, [text, number], { s: 'a', n: '7' }));
    assert.ok(!matchesKey(keys, [text, number], { s: 'a', n: '8' }));
    assert.ok(!matchesKey({ s: { B: 'a' } }, [text], { s: 'a' }));
  });
});
