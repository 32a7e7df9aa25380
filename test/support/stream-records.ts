/** Stream records for tests, as small as they may be. */
import type { StreamRecord } from '../../src/engine/events/dynamodb-event';

export function streamRecord(sequenceNumber: number, text = 'a'): StreamRecord {
  return {
    eventID: String(sequenceNumber),
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: {
      ApproximateCreationDateTime: 1_732_549_200,
      Keys: { id: { S: String(sequenceNumber) } },
      NewImage: { id: { S: String(sequenceNumber) }, text: { S: text } },
      SequenceNumber: String(sequenceNumber).padStart(21, '0'),
    },
  };
}
