/** Runs of one search: counted, limited, remembered, and compared where the same records are run twice. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { PoisonOptions, RestOfBatch, UnfinishedSet } from './poison-search';
import type { Probe, ProbeFailure, ProbeResult } from './probe';

/** Leaves a search from wherever it is; caught where the search begins, and nowhere else. */
export class SearchEnd extends Error {
  constructor(readonly rest: Extract<RestOfBatch, { readonly kind: 'unstable' | 'ranOut' | 'stopped' }>) {
    super('The search for poison records has ended.');
  }
}

type KnownResult = ProbeResult & { readonly wasFresh: boolean };

export class ProbeRuns<R> {
  private readonly known = new Map<string, KnownResult>();
  private count = 0;
  private smallest: UnfinishedSet | undefined;
  private largestPassing: readonly number[] = [];

  /** @param before runs of an earlier search, which count as well */
  constructor(
    private readonly records: readonly R[],
    private readonly probe: Probe<R>,
    private readonly options: PoisonOptions,
    private readonly before: number,
    private readonly stop: StopSignal,
  ) {}

  get total(): number {
    return this.before + this.count;
  }

  /** The largest part that is known to pass; empty if none is. */
  get passing(): readonly number[] {
    return this.largestPassing;
  }

  /** From now on this is what is shrunk. */
  aimAt(indexes: readonly number[], failure: ProbeFailure): void {
    this.smallest = { indexes, failure };
  }

  isKnownToPass(indexes: readonly number[]): boolean {
    return this.known.get(keyOf(indexes))?.outcome === 'passed';
  }

  /** What is known, else a run. */
  async result(indexes: readonly number[]): Promise<ProbeResult> {
    return this.known.get(keyOf(indexes)) ?? this.again(indexes, false);
  }

  /** Whether they fail with an error of that type. */
  async failsAs({ errorType }: ProbeFailure, indexes: readonly number[]): Promise<boolean> {
    const result = await this.result(indexes);
    if (result.outcome === 'passed' || result.failure.errorType !== errorType) return false;
    if (indexes.length < (this.smallest?.indexes.length ?? 0)) this.aimAt(indexes, result.failure);
    return true;
  }

  /**
   * A run, known or not.
   *
   * @throws SearchEnd when it contradicts what is known
   */
  async again(indexes: readonly number[], isFresh = true): Promise<ProbeResult> {
    const wasFresh = isFresh || this.options.isFresh || this.count === 0;
    const result: KnownResult = { ...(await this.runOnce(indexes, wasFresh)), wasFresh };
    const before = this.known.get(keyOf(indexes));
    if (before !== undefined) refuseContradiction(indexes, before, result);
    this.known.set(keyOf(indexes), result);
    if (result.outcome === 'passed' && indexes.length > this.largestPassing.length)
      this.largestPassing = indexes;
    return result;
  }

  /** In one process that is fresh at first, one invocation for each. @returns how the last one ended */
  async oneByOne(indexes: readonly number[]): Promise<ProbeResult> {
    let result: ProbeResult = { outcome: 'passed' };
    for (const [position, index] of indexes.entries()) result = await this.runOnce([index], position === 0);
    return result;
  }

  private async runOnce(indexes: readonly number[], isFresh: boolean): Promise<ProbeResult> {
    const { smallest, options } = this;
    if (this.total >= options.mostRuns)
      throw new SearchEnd({ kind: 'ranOut', ...(smallest && { smallest }) });
    this.count += 1;
    const smallestFailing = smallest?.indexes.length ?? this.records.length;
    options.onRun?.({ runs: this.total, records: indexes.length, smallestFailing });
    const records = indexes.flatMap((index) => this.records.slice(index, index + 1));
    try {
      return await this.probe(records, isFresh, this.stop);
    } catch (error) {
      // What is known so far may have taken long: whoever does not want to wait for the rest is still to have it.
      if (!this.stop.aborted) throw error;
      throw new SearchEnd({ kind: 'stopped', ...(smallest && { smallest }) });
    }
  }
}

function refuseContradiction(indexes: readonly number[], before: KnownResult, now: KnownResult): void {
  const [failed, passed] = before.outcome === 'failed' ? [before, now] : [now, before];
  if (failed.outcome === 'passed' || passed.outcome === 'failed') return;
  const { failure, wasFresh: failedFresh } = failed;
  throw new SearchEnd({ kind: 'unstable', indexes, failure, failedFresh, passedFresh: passed.wasFresh });
}

function keyOf(indexes: readonly number[]): string {
  return indexes.join(' ');
}
