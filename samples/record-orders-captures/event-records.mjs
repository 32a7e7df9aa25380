/**
 * From records as the SDK gives them to records as Lambda's events have them: base64 for
 * binary, seconds for the time, the stream's ARN on each, nothing that is absent.
 *
 * What DynamoDB Local can't know is put in: account, region and ARN of the sample, and the
 * time of the story (the recording itself takes a second). An id is a UUID there and 32
 * hexadecimal digits on AWS.
 */
const REGION = 'eu-west-1';

export const STREAM_ARN = `arn:aws:dynamodb:${REGION}:111122223333:table/Orders/stream/2026-03-01T18:30:00.000`;

/** What DynamoDB says about an item that it removed because its time to live was over. */
const TIME_TO_LIVE = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/**
 * @param record of GetRecords
 * @param seconds when the change is said to have been made, since 1970
 * @param expired whether the removal is to look as one by time to live does
 */
export function eventRecord(record, seconds, expired) {
  const { Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType } = record.dynamodb;
  return {
    eventID: record.eventID.replaceAll('-', ''),
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    dynamodb: {
      ApproximateCreationDateTime: seconds,
      Keys: keysInOrder(Keys),
      ...(NewImage && { NewImage: image(NewImage) }),
      ...(OldImage && { OldImage: image(OldImage) }),
      SequenceNumber,
      SizeBytes,
      StreamViewType,
    },
    ...(expired && { userIdentity: TIME_TO_LIVE }),
    eventSourceARN: STREAM_ARN,
  };
}

/** DynamoDB Local has them in any order. */
function keysInOrder({ pk, sk }) {
  return { pk, sk };
}

/** Sorted, so that two recordings can be compared. */
function image(item) {
  const names = Object.keys(item).sort();
  return Object.fromEntries(names.map((name) => [name, attributeValue(item[name])]));
}

function attributeValue(value) {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64).sort() };
  if (value.SS) return { SS: [...value.SS].sort() };
  if (value.NS) return { NS: [...value.NS].sort((a, b) => a - b) };
  if (value.L) return { L: value.L.map(attributeValue) };
  if (value.M) return { M: image(value.M) };
  return value;
}

function base64(bytes) {
  return Buffer.from(bytes).toString('base64');
}
