/**
 * Delta debugging of a failing batch: which of its records make the handler fail, each set as small as can be.
 *
 * With k independent culprits among n records at most `12 + k (log2 n + 6)` runs, the logarithm rounded up; a set of m
 * records that fail only together costs `m (log2 n + 3) + 10` in place of `log2 n + 6`.
 */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { confirmPoisonSet } from './confirm-poison-set';
import type { PoisonOptions, PoisonSearch, PoisonSet, RestOfBatch } from './poison-search';
import { ProbeRuns, SearchEnd } from './probe-runs';
import type { Probe } from './probe';
import type { Failing, Shrunk } from './shrink-failing-set';
import { shrinkFailingSet, without } from './shrink-failing-set';
import { wholeBatchFailure } from './whole-batch-failure';

/**
 * What a warm process answers may depend on what it did before. Where that shows as a contradiction, all is asked
 * again in fresh processes; where those contradict each other too, nobody is blamed.
 *
 * @param records at least one, in the batch's order
 * @throws what the probe throws; a stop is no error: what was found until then is the answer
 */
export async function findPoison<R>(
  records: readonly R[],
  probe: Probe<R>,
  options: PoisonOptions,
  stop: StopSignal,
): Promise<PoisonSearch> {
  const first = await search(new ProbeRuns(records, probe, options, 0, stop), records.length, options);
  if (options.isFresh) return { ...first, processes: 'fresh' };
  // Where both answers came from fresh processes, more of these would tell nothing new.
  if (first.rest.kind !== 'unstable' || (first.rest.failedFresh && first.rest.passedFresh))
    return { ...first, processes: 'warm' };
  const inFresh = { ...options, isFresh: true };
  const runs = new ProbeRuns(records, probe, inFresh, first.runs, stop);
  const second = await search(runs, records.length, inFresh);
  const nowPasses = second.rest.kind === 'passes' && second.sets.length === 0;
  const rest = nowPasses && first.rest.failedFresh ? first.rest : second.rest;
  return { ...second, rest, processes: 'turnedFresh' };
}

async function search<R>(
  runs: ProbeRuns<R>,
  length: number,
  { mostSets }: PoisonOptions,
): Promise<Omit<PoisonSearch, 'processes'>> {
  const sets: PoisonSet[] = [];
  try {
    const rest = await collectSets(runs, length, mostSets, sets);
    return { sets, rest, runs: runs.total };
  } catch (error) {
    if (!(error instanceof SearchEnd)) throw error;
    return { sets, rest: error.rest, runs: runs.total };
  }
}

/** Takes out each set that is found and tries the rest again. @param sets is added to */
async function collectSets<R>(
  runs: ProbeRuns<R>,
  length: number,
  mostSets: number,
  sets: PoisonSet[],
): Promise<RestOfBatch> {
  let indexes: readonly number[] = Array.from({ length }, (_, index) => index);
  let passing = 0;
  while (indexes.length > 0) {
    const result = await runs.result(indexes);
    if (result.outcome === 'failed') runs.aimAt(indexes, result.failure);
    // A second look: a handler that fails now and then is found here more often than anywhere.
    await runs.again(indexes, sets.length > 0);
    if (result.outcome === 'passed') return { kind: 'passes' };
    const { failure } = result;
    if (sets.length >= mostSets) return { kind: 'fails', failure };
    const notARecord = sets.length === 0 ? await wholeBatchFailure(runs, indexes, failure) : undefined;
    if (notARecord !== undefined) return notARecord;
    const found = await findSets(runs, { indexes, failure, passing }, sets);
    if (found.kind === 'size') return { ...found, failure };
    const taken = sets.flatMap((set) => set.indexes);
    indexes = without(indexes, taken);
    passing = indexes.filter((index) => index < found.passesBefore).length;
  }
  return { kind: 'passes' };
}

/** One set; two where a part of the first fails in a way of its own. @param sets is added to */
async function findSets<R>(runs: ProbeRuns<R>, failing: Failing, sets: PoisonSet[]): Promise<Shrunk> {
  const shrunk = await shrinkFailingSet(runs, failing);
  if (shrunk.kind === 'size') return shrunk;
  const isFirst = sets.length === 0;
  const { failure } = failing;
  const { set, other } = await confirmPoisonSet(runs, shrunk.indexes, { failure, isFirst });
  sets.push(set);
  if (other === undefined) return shrunk;
  runs.aimAt(other.indexes, other.failure);
  const inner = await shrinkFailingSet(runs, other);
  if (inner.kind === 'size') return shrunk;
  const confirmed = await confirmPoisonSet(runs, inner.indexes, { failure: other.failure, isFirst: false });
  sets.push(confirmed.set);
  return shrunk;
}
