/** Which batch of a capture fails, and which of its records make it fail. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { CandidateBatch } from './candidate-batches';
import { findPoison } from './find-poison';
import type { PoisonOptions, PoisonSearch } from './poison-search';
import type { Probe } from './probe';
import type { EncodedRecord } from '../../engine/events/encoded-record';

export interface CaptureSearch {
  /** The one that was searched; absent when all of several batches passed. */
  readonly batch?: CandidateBatch;
  readonly search: PoisonSearch;
  /** How many batches were invoked, one after the other in one process, until one failed; 1 for a capture of one batch. */
  readonly batches: number;
  /** Records in them. */
  readonly records: number;
}

/**
 * A capture of one batch is that batch. Of a longer one all are invoked in order, until one fails.
 *
 * @param probeOf the probe for batches of a shard
 * @returns undefined for a capture without records
 * @throws what batches and probe throw; of a stop nothing where a failing batch is known: what was found is the answer
 */
export async function searchCapture(
  batches: AsyncGenerator<CandidateBatch, void>,
  probeOf: (shardId: string) => Probe<EncodedRecord>,
  options: PoisonOptions,
  stop: StopSignal,
): Promise<CaptureSearch | undefined> {
  const first = await batches.next();
  if (first.done === true) return undefined;
  let next = await batches.next();
  let batch: CandidateBatch | undefined = first.value;
  if (next.done === true)
    return { batch, ...(await searched(batch, 0)), batches: 1, records: batch.records.length };
  let count = 0;
  let records = 0;
  while (batch !== undefined) {
    count += 1;
    records += batch.records.length;
    options.onRun?.({ runs: count, records: batch.records.length, smallestFailing: batch.records.length });
    const { outcome } = await probeOf(batch.shardId)(batch.records, count === 1, stop);
    if (outcome === 'failed') return { batch, ...(await searched(batch, count)), batches: count, records };
    batch = next.done === true ? undefined : next.value;
    next = await batches.next();
  }
  const search: PoisonSearch = { sets: [], rest: { kind: 'passes' }, runs: count, processes: 'warm' };
  return { search, batches: count, records };

  async function searched(found: CandidateBatch, before: number): Promise<{ readonly search: PoisonSearch }> {
    const { onRun } = options;
    const counted: PoisonOptions = {
      ...options,
      ...(onRun && { onRun: (progress) => onRun({ ...progress, runs: progress.runs + before }) }),
    };
    const search = await findPoison(found.records, probeOf(found.shardId), counted, stop);
    return { search: { ...search, runs: search.runs + before } };
  }
}
