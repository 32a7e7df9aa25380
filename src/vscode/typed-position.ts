/**
 * Positions in a stream as people type them, in launch.json and in the questions of a command: how long ago, and
 * a sequence number. No editor API here.
 */

const ago = /^-(\d{1,6})([smh])$/;
const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** @param text such as `-10m`. @returns how long ago that is; undefined if the text is something else */
export function parseAgoMs(text: string): number | undefined {
  const [, count, unit = ''] = ago.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unitsMs[unit] ?? 0);
}

/** Up to 40 digits (reference section 1.4). */
export function isSequenceNumber(text: string): boolean {
  return /^\d{1,40}$/.test(text);
}
