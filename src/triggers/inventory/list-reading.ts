/** One list of a service read page by page: a throttled page is asked for again, any other failure ends the list. */
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { Page } from '../ports/page';
import { ServiceError } from '../ports/service-error';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** How far a list, or a single answer, has come. */
export type Progress =
  | { readonly kind: 'reading' }
  /** The service is asked too often, and is asked again then (epoch milliseconds). */
  | { readonly kind: 'throttled'; readonly untilMs: number }
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface ListObserver<Row> {
  page(rows: readonly Row[]): void;
  progress(progress: Progress): void;
}

/** Never rejects; after the signal has aborted the observer hears nothing more. */
export async function readList<Row>(
  nextPage: (after: string | undefined) => Promise<Page<Row>>,
  clock: Clock,
  stop: StopSignal,
  observer: ListObserver<Row>,
): Promise<void> {
  let after: string | undefined;
  do {
    const pageStart = after;
    const page = await patiently(
      () => nextPage(pageStart),
      clock,
      stop,
      (progress) => observer.progress(progress),
    );
    if (page === undefined) return;
    observer.page(page.rows);
    after = page.next;
  } while (after !== undefined);
  observer.progress({ kind: 'complete' });
}

/**
 * One call, repeated while it is throttled, with delays that double.
 *
 * @param tell hears of waiting, of going on, and of failure
 * @returns undefined when it has failed, or the signal has aborted
 */
export async function patiently<T>(
  call: () => Promise<T>,
  clock: Clock,
  stop: StopSignal,
  tell: (progress: Progress) => void,
): Promise<T | undefined> {
  for (let refusals = 1; ; refusals += 1) {
    const outcome = await outcomeOf(call);
    if (stop.aborted) return undefined;
    if ('answer' in outcome) {
      if (refusals > 1) tell({ kind: 'reading' });
      return outcome.answer;
    }
    const { error } = outcome;
    if (!(error instanceof ServiceError) || error.kind !== 'throttled') {
      tell({ kind: 'failed', error });
      return undefined;
    }
    const untilMs = clock.now() + doublingDelayMs(refusals, FIRST_DELAY_MS, LONGEST_DELAY_MS);
    tell({ kind: 'throttled', untilMs });
    await clock.sleepUntil(untilMs, stop);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it slept
    if (stop.aborted) return undefined;
  }
}

async function outcomeOf<T>(
  call: () => Promise<T>,
): Promise<{ readonly answer: T } | { readonly error: Error }> {
  try {
    return { answer: await call() };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
