/** Small records for tests in which only their number, keys and time matter. */
import type { StreamRecord } from '../../../src/engine/events/dynamodb-event';

export const STREAM_ARN =
  'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';

export function orderRecord(number: number): StreamRecord {
  return {
    eventID: `event-${number}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1732549200 + number,
      Keys: { pk: { S: `ORDER#${1000 + number}` }, sk: { S: 'v0' } },
      SequenceNumber: String(100 + number),
      SizeBytes: 18,
      StreamViewType: 'KEYS_ONLY',
    },
    eventSourceARN: STREAM_ARN,
  };
}

export function orderRecords(count: number): [StreamRecord, ...StreamRecord[]] {
  return [orderRecord(0), ...Array.from({ length: count - 1 }, (_, index) => orderRecord(index + 1))];
}
