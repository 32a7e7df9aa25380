/**
 * The event as bytes: records are spliced in as they came, without being parsed. With a tumbling
 * window it has the window's members beside `Records` (reference section 3.8).
 */
import type { EncodedRecord } from './encoded-record';

export interface TimeWindowMembers {
  /** ISO 8601 in whole seconds and `Z`. */
  readonly window: { readonly start: string; readonly end: string };
  /** JSON text. */
  readonly state: string;
  readonly shardId: string;
  readonly eventSourceARN: string;
  readonly isFinalInvokeForWindow: boolean;
  readonly isWindowTerminatedEarly: boolean;
}

const encoder = new TextEncoder();
const opening = encoder.encode('{"Records":[');
const plainEnding = encoder.encode(']}');
const COMMA = 0x2c;

/** Bytes of an event without records. */
export function envelopeBytes(timeWindow: TimeWindowMembers | undefined): number {
  return opening.length + endingOf(timeWindow).length;
}

export function buildEvent(records: readonly EncodedRecord[], timeWindow?: TimeWindowMembers): Uint8Array {
  const ending = endingOf(timeWindow);
  let length = opening.length + ending.length + Math.max(0, records.length - 1);
  for (const { byteLength } of records) length += byteLength;
  const event = new Uint8Array(length);
  event.set(opening);
  let offset = opening.length;
  for (const record of records) {
    if (offset > opening.length) {
      event[offset] = COMMA;
      offset += 1;
    }
    event.set(record.json, offset);
    offset += record.byteLength;
  }
  event.set(ending, offset);
  return event;
}

function endingOf(timeWindow: TimeWindowMembers | undefined): Uint8Array {
  if (timeWindow === undefined) return plainEnding;
  const { window, state, shardId, eventSourceARN, isFinalInvokeForWindow, isWindowTerminatedEarly } =
    timeWindow;
  const before = JSON.stringify({ window }).slice(1, -1);
  const after = JSON.stringify({ shardId, eventSourceARN, isFinalInvokeForWindow, isWindowTerminatedEarly });
  return encoder.encode(`],${before},"state":${state},${after.slice(1)}`);
}
