/**
 * When an event is full: an invocation's payload holds at most 6 MB (PR-3).
 *
 * AWS does not say on what exactly the limit is measured (PR-6). We count the
 * UTF-8 bytes of the serialised event, which errs towards smaller batches.
 */
import type { StreamRecord } from '../events/dynamodb-event';
import { serializeEvent, serializeRecord } from '../events/dynamodb-event';

export const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

const encoder = new TextEncoder();
const envelopeBytes = encoder.encode(serializeEvent([])).length;

export class PayloadLimit {
  private bytes = envelopeBytes;

  /** Whether the record still fits; if so it is counted. The first record always fits (PR-7). */
  add(record: StreamRecord): boolean {
    const added = encoder.encode(serializeRecord(record)).length + 1;
    if (this.bytes > envelopeBytes && this.bytes + added > MAXIMUM_PAYLOAD_BYTES) return false;
    this.bytes += added;
    return true;
  }
}
