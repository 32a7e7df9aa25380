/** What must hold whenever the function is called, by what whole lines of the journal say at that moment. */
import type { JournalEntry } from '../../../../src/failed-batches/redrive/journal-entry';
import type { RedriveHistory } from './redrive-history';

type Begins = Extract<JournalEntry, { readonly type: 'begins' }>;

export class RedriveInvariants {
  readonly violations: string[] = [];
  /** Sequence numbers that surely have succeeded. */
  private readonly known = new Set<string>();
  /** Invocations without a known answer, by batch. */
  private readonly open = new Map<string, Begins>();
  /** Batches that were tried, or left, in this run. */
  private readonly tried = new Set<string>();

  constructor(private readonly history: RedriveHistory) {}

  beginRun(): void {
    this.tried.clear();
  }

  learn(entry: JournalEntry): void {
    if (entry.type === 'begins') {
      if (this.open.has(entry.batchId))
        this.violations.push(`${entry.batchId} may have run, and is sent again unasked`);
      this.open.set(entry.batchId, entry);
    }
    if (entry.type === 'answered' || entry.type === 'decided') this.close(entry);
    if (entry.type === 'left') this.tried.add(entry.batchId);
    if (entry.type !== 'done') return;
    for (const one of this.recordsOf(entry.batchId))
      if (!this.known.has(one)) this.violations.push(`${entry.batchId} is done without record ${one}`);
  }

  checkInvocation(sequenceNumbers: readonly string[]): void {
    const [first = ''] = sequenceNumbers;
    const batch = this.history.batches.find(({ id }) => this.recordsOf(id).includes(first));
    if (batch === undefined) throw new Error(`Record ${first} is of no batch.`);
    this.tried.add(batch.id);
    const { invocation, eventHash } = this.open.get(batch.id) ?? {};
    if (invocation === undefined || eventHash === undefined)
      this.violations.push(`${batch.id} is invoked and the journal does not say so`);
    const inEvent = new Set(sequenceNumbers);
    for (const one of sequenceNumbers) {
      if (this.known.has(one)) this.violations.push(`${one} has succeeded and is sent again`);
      for (const other of this.earlierOfItem(one))
        if (!this.known.has(other) && !inEvent.has(other))
          this.violations.push(`${one} is sent before ${other} of the same item`);
    }
    for (const other of this.earlierInShard(batch))
      if (!this.tried.has(other) && !this.recordsOf(other).every((one) => this.known.has(one)))
        this.violations.push(`${batch.id} begins before ${other} of its shard was tried`);
  }

  private close(entry: Extract<JournalEntry, { readonly type: 'answered' | 'decided' }>): void {
    const begun = this.open.get(entry.batchId);
    if (begun?.invocation !== entry.invocation) return;
    if (entry.type === 'answered' && entry.verdict.kind === 'unknown') return;
    this.open.delete(entry.batchId);
    const succeeded = begun.from + succeededOf(entry, begun.to - begun.from);
    for (const one of this.recordsOf(entry.batchId).slice(begun.from, succeeded)) this.known.add(one);
  }

  private earlierInShard({ id, shardId }: RedriveHistory['batches'][number]): readonly string[] {
    const shards = [shardId, this.history.parents.get(shardId)];
    return this.history.batches
      .filter((other) => shards.includes(other.shardId) && numberOf(other.id) < numberOf(id))
      .map((other) => other.id);
  }

  private earlierOfItem(sequenceNumber: string): readonly string[] {
    const all = this.history.batches.flatMap(({ records }) => records);
    const keysOf = (one: string): string =>
      JSON.stringify(all.find((record) => record.sequenceNumber === one)?.record.dynamodb.Keys);
    return all
      .map((record) => record.sequenceNumber)
      .filter((other) => Number(other) < Number(sequenceNumber) && keysOf(other) === keysOf(sequenceNumber));
  }

  private recordsOf(id: string): readonly string[] {
    const batch = this.history.batches.find((other) => other.id === id);
    return (batch?.records ?? []).map(({ sequenceNumber }) => sequenceNumber);
  }
}

function succeededOf(
  entry: Extract<JournalEntry, { readonly type: 'answered' | 'decided' }>,
  count: number,
): number {
  if (entry.type === 'decided') return entry.decision === 'done' ? count : 0;
  const { verdict } = entry;
  if (verdict.kind === 'partial') return verdict.succeeded;
  return verdict.kind === 'succeeded' ? count : 0;
}

function numberOf(id: string): number {
  return Number(id.replace(/\D/g, ''));
}
