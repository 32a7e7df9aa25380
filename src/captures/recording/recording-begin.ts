/**
 * Which records belong to a recording by where it begins. A shard can't be asked for a time (IT-1), and one that
 * was not there at the beginning is read from its own: what is older is read, and is no part of the recording.
 */
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';

/** A time is that of its whole second, as records tell theirs (RE-7). */
export function isFromBeginOn(
  begin: StartingPosition,
  { sequenceNumber, approximateCreationMs }: EncodedRecord,
): boolean {
  switch (begin.type) {
    case 'SEQUENCE_NUMBER':
      return compareSequenceNumbers(sequenceNumber, begin.sequenceNumber) >= 0;
    case 'TIME':
      return (
        approximateCreationMs === undefined ||
        approximateCreationMs >= Math.floor(begin.epochMs / 1000) * 1000
      );
    case 'LATEST':
    case 'TRIM_HORIZON':
      return true;
  }
}
