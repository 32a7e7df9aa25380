/** One run of the handler with some records of the batch, as delta debugging asks for it. */
import type { StopSignal } from '../../engine/ports/stop-signal';

export interface ProbeFailure {
  /** For example `TypeError`; shrinking keeps to it. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** Frames as the runtime reported them. */
  readonly stackTrace: readonly string[];
  /** Positions, among the probed records, that the function named in `batchItemFailures`; none after an exception. */
  readonly reported: readonly number[];
  /** The end of what the process printed meanwhile: what is caught and reported is only said there. */
  readonly printed: string;
}

export type ProbeResult =
  { readonly outcome: 'passed' } | { readonly outcome: 'failed'; readonly failure: ProbeFailure };

/**
 * @param records in the batch's order, but for the one run that asks whether the order matters; may be empty
 * @param isFresh in a process that has handled nothing before; else in the one of the run before
 * @throws the stop signal's reason; what keeps the handler from being run at all
 */
export type Probe<R> = (records: readonly R[], isFresh: boolean, stop: StopSignal) => Promise<ProbeResult>;
