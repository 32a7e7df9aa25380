/** Times as Lambda writes them in documents and window members. */

/** The largest time that a Date holds. */
const LATEST_MS = 8_640_000_000_000_000;

/** `2025-11-25T15:53:01Z`; fractions are cut off (DE-2, section 3.8). */
export function isoSeconds(epochMs: number): string {
  return `${dateOf(Math.floor(epochMs / 1000) * 1000)
    .toISOString()
    .slice(0, -5)}Z`;
}

/** `2025-11-25T15:53:05.123Z` (DE-2). */
export function isoMilliseconds(epochMs: number): string {
  return dateOf(epochMs).toISOString();
}

/** A record may claim any number as its time. */
function dateOf(epochMs: number): Date {
  return new Date(Math.min(Math.max(epochMs, -LATEST_MS), LATEST_MS));
}
