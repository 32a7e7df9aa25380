/**
 * `startingPosition` as people write it: Lambda's two names, a sequence number, a time, or how long ago.
 */
import { isJsonObject } from '../../engine/events/json-object';
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import { isSequenceNumber, parseAgoMs } from '../typed-position';

/** How long ago is counted from the moment at which the session starts. */
export type WrittenPosition = StartingPosition | { readonly type: 'AGO'; readonly durationMs: number };

/**
 * @param value `"LATEST"`, `"TRIM_HORIZON"`, `{"sequenceNumber": digits}`, `{"time": ISO 8601 or "-10m"}`, or
 *   the digits or the time alone
 * @returns undefined if it is none of these
 */
export function parseStartingPosition(value: unknown): WrittenPosition | undefined {
  if (isJsonObject(value)) {
    const { sequenceNumber, time, ...others } = value;
    if (Object.keys(others).length > 0) return undefined;
    if (typeof sequenceNumber === 'string' && time === undefined) return atSequenceNumber(sequenceNumber);
    return typeof time === 'string' && sequenceNumber === undefined ? atTime(time) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (value === 'LATEST' || value === 'TRIM_HORIZON') return { type: value };
  return atSequenceNumber(value) ?? atTime(value);
}

export function positionAt(written: WrittenPosition, nowMs: number): StartingPosition {
  return written.type === 'AGO' ? { type: 'TIME', epochMs: nowMs - written.durationMs } : written;
}

function atSequenceNumber(text: string): WrittenPosition | undefined {
  return isSequenceNumber(text) ? { type: 'SEQUENCE_NUMBER', sequenceNumber: text } : undefined;
}

function atTime(text: string): WrittenPosition | undefined {
  const durationMs = parseAgoMs(text);
  if (durationMs !== undefined) return { type: 'AGO', durationMs };
  // A date without a time of day, or in another form than ISO, would mean different things in different places.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : { type: 'TIME', epochMs };
}
