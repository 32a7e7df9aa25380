/**
 * Before records are blamed: each of them is needed, the set fails every time in a fresh process, and what passed
 * passes again. Then how its records depend on each other.
 */
import type { Failing } from './shrink-failing-set';
import { without } from './shrink-failing-set';
import type { PoisonSet } from './poison-search';
import type { ProbeRuns } from './probe-runs';
import type { ProbeFailure } from './probe';

/** How often set and passing part are run again. Chance has to be ruled out once; after that one look is enough. */
const firstTime = { failing: 3, passing: 3 };
const afterwards = { failing: 2, passing: 1 };

export interface ConfirmedSet {
  readonly set: PoisonSet;
  /** A part of it fails in another way: another culprit. */
  readonly other?: Failing;
}

/** @throws SearchEnd when runs contradict each other */
export async function confirmPoisonSet<R>(
  runs: ProbeRuns<R>,
  shrunk: readonly number[],
  { failure, isFirst }: { readonly failure: ProbeFailure; readonly isFirst: boolean },
): Promise<ConfirmedSet> {
  const { indexes, other } = await onlyNeeded(runs, shrunk, failure);
  const times = isFirst ? firstTime : afterwards;
  let last = failure;
  for (let time = 0; time < times.failing; time += 1) {
    const result = await runs.again(indexes);
    if (result.outcome === 'failed') last = result.failure;
  }
  const { passing } = runs;
  for (let time = 0; passing.length > 0 && time < times.passing; time += 1) await runs.again(passing);
  const set: PoisonSet = { indexes, failure: last, ...(await dependenceOf(runs, indexes)) };
  return { set, ...(other && { other }) };
}

/** Leaves out one after the other for as long as the rest fails in the same way. */
async function onlyNeeded<R>(
  runs: ProbeRuns<R>,
  shrunk: readonly number[],
  failure: ProbeFailure,
): Promise<{ readonly indexes: readonly number[]; readonly other?: Failing }> {
  let indexes = shrunk;
  let other: Failing | undefined;
  for (let position = 0; indexes.length > 1 && position < indexes.length; position += 1) {
    const rest = without(indexes, indexes.slice(position, position + 1));
    const result = await runs.again(rest);
    if (result.outcome === 'passed') continue;
    if (result.failure.errorType === failure.errorType) {
      indexes = rest;
      position = -1;
      other = undefined;
    } else other ??= { indexes: rest, failure: result.failure, passing: 0 };
  }
  return { indexes, ...(other && { other }) };
}

async function dependenceOf<R>(
  runs: ProbeRuns<R>,
  indexes: readonly number[],
): Promise<Pick<PoisonSet, 'dependence' | 'acrossInvocations'>> {
  if (indexes.length === 1) return { dependence: 'alone', acrossInvocations: false };
  const reversed = await runs.again([...indexes].reverse());
  const last = await runs.oneByOne(indexes);
  return {
    dependence: reversed.outcome === 'passed' ? 'order' : 'together',
    acrossInvocations: last.outcome === 'failed',
  };
}
