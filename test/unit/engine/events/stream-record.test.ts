import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkStreamRecord } from '../../../../src/engine/events/stream-record';
import { streamRecords } from '../../captures/arbitrary-records';

const good = {
  eventName: 'INSERT',
  eventSource: 'aws:dynamodb',
  dynamodb: { Keys: { id: { S: 'a' } }, SequenceNumber: '111' },
};
const withChange = (change: Record<string, unknown>): unknown => ({
  ...good,
  dynamodb: { ...good.dynamodb, ...change },
});

describe('a parsed value', () => {
  it('is a record if it is one, and stays as it is with all that is unknown in it', () => {
    for (const value of [
      good,
      { ...good, later: [1], userIdentity: null },
      withChange({ Later: true, NewImage: {} }),
    ]) {
      const checked = checkStreamRecord(value);
      assert.ok(checked.valid);
      assert.equal(checked.record, value);
    }
    fc.assert(fc.property(streamRecords, (record) => checkStreamRecord(record).valid));
  });

  for (const [value, reason] of [
    [null, 'is null, not an object'],
    [[good], 'is an array, not an object'],
    [7, 'is a number, not an object'],
    [
      { ...good, eventSource: undefined },
      'has no eventSource; a DynamoDB Streams record says "aws:dynamodb"',
    ],
    [
      { ...good, eventSource: 'aws:kinesis' },
      'is a Kinesis record (eventSource aws:kinesis), not one of DynamoDB Streams',
    ],
    [{ ...good, eventSource: 'aws:sqs' }, 'has the eventSource aws:sqs, not aws:dynamodb'],
    [{ ...good, eventSource: 'a text of somebody' }, 'has the eventSource a text, not aws:dynamodb'],
    [{ ...good, eventName: undefined }, 'has no eventName'],
    [{ ...good, eventName: 'insert' }, 'has an eventName that is not INSERT, MODIFY or REMOVE'],
    [{ ...good, awsRegion: 1 }, 'has a number as awsRegion, not a text'],
    [{ ...good, userIdentity: 'x' }, 'has a text as userIdentity, not an object'],
    [{ ...good, dynamodb: undefined }, 'has no dynamodb member'],
    [{ ...good, dynamodb: [] }, 'has an array as dynamodb, not an object'],
    [withChange({ SequenceNumber: undefined }), 'has no dynamodb.SequenceNumber'],
    [withChange({ SequenceNumber: 111 }), 'has a dynamodb.SequenceNumber that is not a text of digits'],
    [withChange({ SequenceNumber: '0x1' }), 'has a dynamodb.SequenceNumber that is not a text of digits'],
    [
      withChange({ ApproximateCreationDateTime: '2025-11-25T15:45:36Z' }),
      'has a text as dynamodb.ApproximateCreationDateTime, where Lambda has seconds since 1970 as a number',
    ],
    [withChange({ Keys: undefined }), 'has no dynamodb.Keys'],
    [withChange({ Keys: null }), 'has null as dynamodb.Keys, not an object'],
    [
      withChange({ OldImage: { id: 'a' } }),
      'has plain values in dynamodb.OldImage, where each must be an attribute value such as {"S":"text"}',
    ],
  ] as const) {
    it(`is no record if it ${reason}`, () => {
      assert.deepEqual(checkStreamRecord(value), { valid: false, reason });
    });
  }
});
