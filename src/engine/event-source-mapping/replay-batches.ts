/**
 * Feeds the batches of a source to a function, one after the other, and holds
 * back what comes after a failed batch until somebody decides about it.
 */
import type { Batch } from '../batching/batch';
import { formBatches } from '../batching/form-batches';
import { serializeEvent } from '../events/dynamodb-event';
import type { InvocationResult } from '../ports/function-invoker';
import type { DecideFailedBatch, ReplayObserver } from '../ports/replay-observer';
import type { StopSignal } from '../ports/stop-signal';
import type { RecordSequence } from '../ports/record-sequence';

const encoder = new TextEncoder();

export interface ReplayPorts {
  readonly invoker: { invoke(event: Uint8Array, stop: StopSignal): Promise<InvocationResult> };
  readonly observer: ReplayObserver;
  readonly decideFailedBatch: DecideFailedBatch;
}

export interface ReplayTotals {
  /** Batches whose last invocation succeeded. */
  readonly succeeded: number;
  /** Batches that were given up. */
  readonly failed: number;
}

/**
 * Replays the source to its end.
 *
 * @param batchSize records a batch, 1 to 10,000
 * @throws the source's error when it can't be read, the invoker's when nothing can be invoked
 */
export async function replayBatches(
  source: RecordSequence,
  batchSize: number,
  ports: ReplayPorts,
  stop: StopSignal,
): Promise<ReplayTotals> {
  let succeeded = 0;
  let failed = 0;
  for await (const batch of formBatches(source, batchSize)) {
    if (stop.aborted) break;
    if (await replayUntilDecided(batch, ports, stop)) succeeded += 1;
    else failed += 1;
  }
  return { succeeded, failed };
}

/** @returns whether the batch went through */
async function replayUntilDecided(batch: Batch, ports: ReplayPorts, stop: StopSignal): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    ports.observer.batchStarted(batch, attempt);
    const result = await ports.invoker.invoke(encoder.encode(serializeEvent(batch.records)), stop);
    ports.observer.batchFinished(batch, attempt, result);
    if (result.outcome === 'succeeded') return true;
    const decision = await ports.decideFailedBatch(batch, attempt, result);
    if (decision === 'giveUp') return false;
  }
}
