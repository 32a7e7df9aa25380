/** Arbitrary stream records in all the shapes that DynamoDB allows, for property tests. */
import * as fc from 'fast-check';
import type { AttributeMap, AttributeValue, StreamRecord } from '../../../src/engine/events/dynamodb-event';
import type { SourcedRecord } from './capture-lines';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '"ApproximateCreationDateTime":7,',
    '{"captureVersion":2}',
    '\r\n\u2028\u0000',
    '\ud800',
    '🧾',
  ),
);
const name = fc.oneof(
  text,
  fc.constantFrom('__proto__', 'constructor', 'toString', 'ApproximateCreationDateTime'),
);
const number = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('0.1', '12345678901234567890123456789012345678', '-1E-130', '9007199254740993'),
);
const base64 = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64'));

export const attributeValues: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text.map((S) => ({ S })),
    number.map((N) => ({ N })),
    base64.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.array(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
    fc.array(number, { minLength: 1, maxLength: 3 }).map((NS) => ({ NS })),
    fc.array(base64, { minLength: 1, maxLength: 3 }).map((BS) => ({ BS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    attributeMaps(tie('value')).map((M) => ({ M })),
  ),
})).value;

function attributeMaps(values: fc.Arbitrary<AttributeValue>): fc.Arbitrary<AttributeMap> {
  // Built from entries, so that an attribute may be called __proto__.
  return fc.array(fc.tuple(name, values), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

export const streamRecords: fc.Arbitrary<StreamRecord> = fc
  .record({
    eventID: fc.uuid(),
    eventName: fc.constantFrom('INSERT', 'MODIFY', 'REMOVE'),
    seconds: fc.oneof(fc.nat({ max: 4_000_000_000 }), fc.constant(1732549200.5)),
    keys: attributeMaps(attributeValues),
    newImage: fc.option(attributeMaps(attributeValues), { nil: undefined }),
    oldImage: fc.option(attributeMaps(attributeValues), { nil: undefined }),
    sequenceNumber: fc.bigInt({ min: 1n, max: 10n ** 39n }).map(String),
  })
  .map(({ eventID, eventName, seconds, keys, newImage, oldImage, sequenceNumber }) => ({
    eventID,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: seconds,
      Keys: keys,
      ...(newImage !== undefined && { NewImage: newImage }),
      ...(oldImage !== undefined && { OldImage: oldImage }),
      SequenceNumber: sequenceNumber,
      SizeBytes: 26,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123',
  }));

export const sourcedRecords: fc.Arbitrary<SourcedRecord> = fc.record({
  shardId: fc.constantFrom('shardId-1', 'shardId-2', 'shardId-ü "3"'),
  record: streamRecords,
});
