import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { orderedItem } from '../../../../src/engine/events/ordered-item';
import { plainItem } from '../../../../src/engine/events/plain-json';
import type { AttributeMap } from '../../../../src/engine/events/dynamodb-event';

const text = (item: AttributeMap): string => JSON.stringify(plainItem(orderedItem(item)));

describe('an item in one order', () => {
  it('is the same text whatever the order of its attributes and of the members of its sets', () => {
    const one: AttributeMap = {
      pk: { S: 'a' },
      address: { M: { zip: { S: '1' }, city: { S: 'x' } } },
      tags: { SS: ['b', 'a'] },
      sizes: { NS: ['10', '9'] },
      bits: { BS: ['Yg==', 'YQ=='] },
      lines: { L: [{ M: { sku: { S: 's' }, count: { N: '2' } } }] },
    };
    const other: AttributeMap = {
      lines: { L: [{ M: { count: { N: '2' }, sku: { S: 's' } } }] },
      bits: { BS: ['YQ==', 'Yg=='] },
      sizes: { NS: ['9', '10'] },
      tags: { SS: ['a', 'b'] },
      address: { M: { city: { S: 'x' }, zip: { S: '1' } } },
      pk: { S: 'a' },
    };
    assert.equal(text(one), text(other));
  });

  it('keeps the order of a list, and every value', () => {
    const item: AttributeMap = { l: { L: [{ S: 'b' }, { S: 'a' }] }, n: { NULL: true }, b: { BOOL: false } };
    assert.deepEqual(orderedItem(item), item);
  });

  it('loses no attribute, whatever it is called', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (values) => {
        const item = Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }]));
        assert.deepEqual(orderedItem(item), item);
      }),
    );
    const strange = JSON.parse('{"__proto__":{"S":"a"}}') as AttributeMap;
    assert.equal(JSON.stringify(orderedItem(strange)), '{"__proto__":{"S":"a"}}');
  });
});
