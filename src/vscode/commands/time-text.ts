/**
 * Times as people type them: `14:30` today, `-10m` for ten minutes ago, `2026-11-23 14:30`, or ISO 8601.
 * Without a zone they are of this machine. No editor API here.
 */
import { parseAgoMs } from '../typed-position';

const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const dateTime = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/** @returns epoch milliseconds; undefined if the text is no time */
export function parseTime(text: string, now: Date): number | undefined {
  const agoMs = parseAgoMs(text);
  if (agoMs !== undefined) return now.getTime() - agoMs;
  const [, hours, minutes, seconds = '0'] = timeOfDay.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined) {
    const time = [Number(hours), Number(minutes), Number(seconds)] as const;
    if (time[0] > 23 || time[1] > 59 || time[2] > 59) return undefined;
    return new Date(now).setHours(...time, 0);
  }
  if (!dateTime.test(text)) return undefined;
  const parsed = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** As `parseTime` reads it, in this machine's zone, in whole seconds. */
export function timeText(epochMs: number): string {
  const time = new Date(epochMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
