/** A backoff that doubles from one failure to the next, up to a limit. */

/** @param failures in a row, from 1 */
export function doublingDelayMs(failures: number, firstMs: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longestMs);
}
