/** Keys of items as people type and paste them. */
import * as assert from 'node:assert/strict';
import { readRecordKeys } from '../../../../src/failed-batches/fetching/record-keys';
import type { KeyAttribute } from '../../../../src/triggers/streams/key-values';

const simple: readonly KeyAttribute[] = [{ name: 'id', type: 'S' }];
const composite: readonly KeyAttribute[] = [
  { name: 'customer', type: 'S' },
  { name: 'order', type: 'N' },
];
const key = (customer: string, order: string) => ({ customer: { S: customer }, order: { N: order } });
const record = { eventName: 'INSERT', dynamodb: { Keys: key('ann', '1'), NewImage: { text: { S: 'a' } } } };

describe('keys of items', () => {
  const readable: readonly (readonly [string, readonly KeyAttribute[], string, unknown])[] = [
    ['a plain value', simple, 'ORDER#1', [{ id: { S: 'ORDER#1' } }]],
    ['a plain value with the separator of others', simple, 'a / b', [{ id: { S: 'a / b' } }]],
    ['plain values as a list of records shows them', composite, 'ann / 1', [key('ann', '1')]],
    ['several lines', composite, 'ann / 1\r\n\n bob / 2 ', [key('ann', '1'), key('bob', '2')]],
    ['columns of a table', composite, 'ann\t1', [key('ann', '1')]],
    ['plain JSON', composite, '{"customer":"ann","order":1}', [key('ann', '1')]],
    ['an item around it', composite, '{"order":"1","total":5,"customer":"ann"}', [key('ann', '1')]],
    ['attribute values', composite, JSON.stringify(key('ann', '1')), [key('ann', '1')]],
    ['a record', composite, JSON.stringify(record), [key('ann', '1')]],
    [
      'an array of all forms',
      composite,
      `["ann / 1",["bob",2],${JSON.stringify(key('eve', '3'))}]`,
      [key('ann', '1'), key('bob', '2'), key('eve', '3')],
    ],
    ['a JSON object a line', simple, '{"id":"a"}\n{"id":"b"}', [{ id: { S: 'a' } }, { id: { S: 'b' } }]],
    ['the same one twice', simple, 'a\na', [{ id: { S: 'a' } }]],
  ];
  for (const [form, attributes, text, keys] of readable)
    it(`are read from ${form}`, () => {
      assert.deepEqual(readRecordKeys(text, attributes, 10), { keys });
    });

  const refused: readonly (readonly [string, readonly KeyAttribute[], string, string])[] = [
    ['nothing', simple, ' ', 'Enter a value for "id".'],
    ['one value of two', composite, 'ann', 'Enter a value for "customer" / "order".'],
    [
      'a text for a number',
      composite,
      'ann / one',
      'The value for "order" must be a number such as 42 or 1.5.',
    ],
    ['another type', simple, '{"id":{"N":"1"}}', 'The value for "id" must be a text.'],
    ['a missing member', composite, '{"customer":"ann"}', 'It has no value for "order".'],
    ['JSON that is cut off', simple, '{"id":', 'This is neither JSON nor plain values of a key.'],
    ['an empty array', simple, '[]', 'Enter a value for "id".'],
    ['one bad of two', simple, '["a", null]', 'Key 2 of 2: It is no key: enter a value for "id".'],
    ['more than are lost', simple, 'a\nb\nc', 'At most 2 records are lost, and these are 3 keys.'],
  ];
  for (const [what, attributes, text, problem] of refused)
    it(`are refused in a sentence: ${what}`, () => {
      assert.deepEqual(readRecordKeys(text, attributes, 2), { problem });
    });
});
