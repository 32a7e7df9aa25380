/** The batch of one shard that a trigger may be stuck at, gathered from the pages of the shard. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { Shard } from '../../engine/ports/stream-source';
import type { StuckPosition, StuckSearch } from './stuck-position';

interface Gathered {
  readonly records: EncodedRecord[];
  /** Of those since its first record, and of them what came before its last one. */
  passedBy: number;
  filteredOut: number;
  alsoPossible: number;
}

export class GatheredBatch {
  /** From the earliest possible record on, and from the earliest likely one. */
  private readonly possible: Gathered = nothing();
  private readonly likely: Gathered = nothing();

  constructor(private readonly search: StuckSearch) {}

  take(records: readonly EncodedRecord[]): 'more' | 'enough' {
    for (const record of records) if (this.add(record) === 'enough') return 'enough';
    return 'more';
  }

  position(shard: Shard): StuckPosition | undefined {
    const { records, filteredOut, alsoPossible } =
      this.likely.records.length > 0 ? this.likely : this.possible;
    const [first, ...others] = records;
    return first && { shard, records: [first, ...others], filteredOut, alsoPossible };
  }

  private add(record: EncodedRecord): 'more' | 'enough' {
    const { window, batchSize } = this.search;
    // A record that does not tell its time may be of any.
    const timeMs = record.approximateCreationMs ?? Number.POSITIVE_INFINITY;
    if (timeMs < (window?.earliestMs ?? 0)) return 'more';
    const isLate = window !== undefined && timeMs > window.latestMs;
    // What is younger than IteratorAge says can be of the batch, but not its beginning.
    if (isLate && this.possible.records.length === 0) return 'enough';
    const isPassing = this.search.passes(record);
    gather(this.possible, record, { isPassing, isLate, batchSize });
    const isLikely = window === undefined || timeMs >= window.likelyMs;
    const begins = isLikely && !isLate;
    if (begins || this.likely.records.length > 0)
      gather(this.likely, record, { isPassing, isLate, batchSize });
    const isFull = (this.likely.records.length > 0 ? this.likely : this.possible).records.length >= batchSize;
    return isFull && (isLate || window === undefined) ? 'enough' : 'more';
  }
}

function nothing(): Gathered {
  return { records: [], passedBy: 0, filteredOut: 0, alsoPossible: 0 };
}

function gather(
  gathered: Gathered,
  record: EncodedRecord,
  {
    isPassing,
    isLate,
    batchSize,
  }: { readonly isPassing: boolean; readonly isLate: boolean; readonly batchSize: number },
): void {
  const isFirst = gathered.records.length === 0;
  if (!isPassing) {
    if (!isFirst) gathered.passedBy += 1;
    return;
  }
  if (!isFirst && !isLate) gathered.alsoPossible += 1;
  if (gathered.records.length >= batchSize) return;
  gathered.filteredOut = gathered.passedBy;
  gathered.records.push(record);
}
