/** How long to wait after a read that failed: the service asks for a backoff and names none (IT-9, IT-11). */
import { doublingDelayMs } from '../clock/doubling-delay';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** @param failures in a row, from 1 */
export function readRetryDelayMs(failures: number): number {
  return doublingDelayMs(failures, FIRST_DELAY_MS, LONGEST_DELAY_MS);
}
