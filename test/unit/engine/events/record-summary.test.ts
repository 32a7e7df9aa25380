import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AttributeMap, StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import {
  isTimeToLiveRemoval,
  keyRange,
  keyText,
  recordText,
  recordTimeMs,
} from '../../../../src/engine/events/record-summary';
import { streamRecords } from '../../captures/arbitrary-records';

function record(keys: AttributeMap, more: Partial<StreamRecord> = {}): StreamRecord {
  return {
    eventName: 'MODIFY',
    eventSource: 'aws:dynamodb',
    dynamodb: { Keys: keys, SequenceNumber: '1' },
    ...more,
  };
}

describe('a record in a few words', () => {
  it('names its keys in their order', () => {
    assert.equal(keyText(record({ pk: { S: 'ORDER#1001' }, sk: { S: 'v0' } })), 'ORDER#1001 / v0');
    assert.equal(
      keyText(record({ id: { N: '12345678901234567890' }, at: { N: '7' } })),
      '12345678901234567890 / 7',
    );
    assert.equal(keyText(record({ hash: { B: 'Zm9v' } })), 'Zm9v');
  });

  it('is one line of bounded length, whatever the keys are', () => {
    fc.assert(
      fc.property(streamRecords, (one) => {
        const values = Object.keys(one.dynamodb.Keys).length;
        const text = keyText(one);
        assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u);
        assert.ok(Array.from(text).length <= values * 63);
      }),
    );
    assert.equal(keyText(record({ pk: { S: 'a\nb\u0000' } })), 'a\u{FFFD}b\u{FFFD}');
    assert.equal(keyText(record({ pk: { S: '🧾'.repeat(61) } })), `${'🧾'.repeat(59)}…`);
  });

  it('says what happened, and whether DynamoDB did it by time to live', () => {
    const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    const keys = { pk: { S: 'CART#7' } };
    assert.equal(recordText(record(keys)), 'MODIFY CART#7');
    assert.equal(
      recordText(record(keys, { eventName: 'REMOVE', userIdentity })),
      'REMOVE (time to live) CART#7',
    );
    assert.equal(isTimeToLiveRemoval(record(keys, { eventName: 'REMOVE' })), false);
    assert.equal(isTimeToLiveRemoval(record(keys, { eventName: 'REMOVE', userIdentity: {} })), false);
  });

  it('gives the range of a batch by its first and last keys', () => {
    assert.deepEqual(
      keyRange([record({ pk: { S: 'b' } }), record({ pk: { S: 'c' } }), record({ pk: { S: 'a' } })]),
      {
        first: 'b',
        last: 'a',
      },
    );
    assert.equal(keyRange([]), undefined);
  });

  it('gives its time in milliseconds, if it has one', () => {
    const timed = record({});
    assert.equal(recordTimeMs(timed), undefined);
    const dynamodb = { ...timed.dynamodb, ApproximateCreationDateTime: 1732549200 };
    assert.equal(recordTimeMs({ ...timed, dynamodb }), 1732549200000);
  });
});
