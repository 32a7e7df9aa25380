/**
 * `startingPosition` as people write it: Lambda's two names, a sequence number, a time, or how long ago.
 */
import { isJsonObject } from '../../engine/events/json-object';
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';

/** How long ago is counted from the moment at which the session starts. */
export type WrittenPosition = StartingPosition | { readonly type: 'AGO'; readonly durationMs: number };

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

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
  return /^\d{1,40}$/.test(text) ? { type: 'SEQUENCE_NUMBER', sequenceNumber: text } : undefined;
}

function atTime(text: string): WrittenPosition | undefined {
  const [, count, unit] = /^-(\d{1,6})([smh])$/.exec(text) ?? [];
  const unitMs = unit === undefined ? undefined : unitsMs[unit];
  if (unitMs !== undefined) return { type: 'AGO', durationMs: Number(count) * unitMs };
  // A date without a time of day, or in another form than ISO, would mean different things in different places.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : { type: 'TIME', epochMs };
}
