/** What the engine tells its observer, in the model's terms; what the model does not need is left out. */
import type { MappingEvent } from '../../src/engine/ports/mapping-observer';
import type { Entry } from '../model/trace';

export function observedEntries(event: MappingEvent, atMs: number): readonly Entry[] {
  switch (event.type) {
    case 'recordsDropped': {
      const { batch, reason, document } = event;
      return [
        {
          is: 'dropped',
          atMs: atMs,
          shardId: batch.shardId,
          sequenceNumbers: batch.records.map(({ sequenceNumber }) => sequenceNumber),
          reason,
          ...(document === undefined ? {} : { document }),
        },
      ];
    }
    case 'recordsLost': {
      const { shardId, afterSequenceNumber, beforeSequenceNumber } = event;
      return [
        {
          is: 'lost',
          shardId,
          ...(afterSequenceNumber === undefined ? {} : { after: afterSequenceNumber }),
          ...(beforeSequenceNumber === undefined ? {} : { before: beforeSequenceNumber }),
        },
      ];
    }
    case 'batchStarted': {
      const { shardId, records } = event.batch;
      const sequenceNumbers = records.map(({ sequenceNumber }) => sequenceNumber);
      return [{ is: 'started', shardId, attempt: event.attempt, sequenceNumbers }];
    }
    default:
      return [];
  }
}
