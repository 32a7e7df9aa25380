/** The stream of a test, looked up by sequence number, item and shard; and what a run has to deliver of it. */
import type { ModelOptions, Run, WorldRecord, WorldShard } from './trace';

/** LATEST read again after an iterator that expired unused reaches back so far, to lose nothing. */
const LATEST_REACHES_BACK_MS = 6_000;

export class StreamIndex {
  readonly all: readonly WorldRecord[];
  readonly shards: ReadonlyMap<string, WorldShard>;
  private readonly bySequenceNumber = new Map<string, WorldRecord>();
  private readonly byItem = new Map<string, WorldRecord[]>();

  constructor(shards: readonly WorldShard[]) {
    this.shards = new Map(shards.map((shard) => [shard.shardId, shard]));
    this.all = shards
      .flatMap(({ records }) => records)
      .sort((a, b) => (BigInt(a.sequenceNumber) < BigInt(b.sequenceNumber) ? -1 : 1));
    for (const record of this.all) {
      this.bySequenceNumber.set(record.sequenceNumber, record);
      const ofItem = this.byItem.get(record.item);
      if (ofItem === undefined) this.byItem.set(record.item, [record]);
      else ofItem.push(record);
    }
  }

  /** @throws for what the stream never held */
  readonly record = (sequenceNumber: string): WorldRecord => {
    const record = this.bySequenceNumber.get(sequenceNumber);
    if (record === undefined) throw new Error(`The stream never held ${sequenceNumber}.`);
    return record;
  };

  ofItem(item: string): readonly WorldRecord[] {
    return this.byItem.get(item) ?? [];
  }

  ancestorsOf(shardId: string): readonly WorldShard[] {
    const ancestors: WorldShard[] = [];
    for (
      let parent = this.shards.get(shardId)?.parentShardId;
      parent !== undefined;
      parent = this.shards.get(parent)?.parentShardId
    ) {
      const shard = this.shards.get(parent);
      if (shard === undefined) break;
      ancestors.push(shard);
    }
    return ancestors;
  }
}

export type Duty = 'must' | 'may' | 'mustNot';

/** What the run owes: by its checkpoints, else by the starting position (section 3.3). */
export function dutiesOf(run: Run, options: ModelOptions): (record: WorldRecord) => Duty {
  const { loaded, pinned } = run;
  const fromCheckpoints = (record: WorldRecord): Duty | undefined => {
    const checkpoint = loaded.get(record.shardId);
    if (checkpoint === undefined) return dutyFromPin(record, pinned.get(record.shardId));
    return checkpoint === '' || BigInt(record.sequenceNumber) <= BigInt(checkpoint) ? 'mustNot' : 'must';
  };
  const fromStart = dutyFromStart(run, options);
  return (record) => (record.passes ? (fromCheckpoints(record) ?? fromStart(record)) : 'mustNot');
}

function dutyFromStart(run: Run, { start }: ModelOptions): (record: WorldRecord) => Duty {
  const mustIf = (is: boolean): Duty => (is ? 'must' : 'mustNot');
  switch (start.type) {
    case 'TIME':
      return ({ createdMs }) => mustIf(createdMs >= Math.floor(start.epochMs / 1000) * 1000);
    case 'TRIM_HORIZON':
      return () => 'must';
    case 'SEQUENCE_NUMBER':
      if (run.loaded.size > 0) return () => 'must';
      return ({ sequenceNumber }) => mustIf(BigInt(sequenceNumber) >= BigInt(start.sequenceNumber));
    case 'LATEST':
      return run.loaded.size + run.pinned.size > 0 ? () => 'must' : dutyFromLatest(run);
  }
}

/** A shard that an earlier run began at LATEST owes what has come since, and may repeat a little before. */
function dutyFromPin(
  { createdMs, visibleAtMs }: WorldRecord,
  pinnedMs: number | undefined,
): Duty | undefined {
  if (pinnedMs === undefined) return undefined;
  if (createdMs < pinnedMs) return 'mustNot';
  return visibleAtMs > pinnedMs + LATEST_REACHES_BACK_MS ? 'must' : 'may';
}

function dutyFromLatest(run: Run): (record: WorldRecord) => Duty {
  const first = run.entries.find((entry) => entry.is === 'listed');
  const latestMs = new Map<string, number>();
  for (const entry of run.entries) {
    if (entry.is === 'positioned' && entry.type === 'LATEST' && !latestMs.has(entry.shardId)) {
      latestMs.set(entry.shardId, entry.atMs);
    }
  }
  return ({ shardId, visibleAtMs }) => {
    if (first?.is !== 'listed' || first.closed.includes(shardId)) return 'mustNot';
    if (!first.open.includes(shardId)) return 'must';
    const fromMs = latestMs.get(shardId);
    if (fromMs === undefined) return 'may';
    if (visibleAtMs > fromMs) return 'must';
    return visibleAtMs > fromMs - LATEST_REACHES_BACK_MS ? 'may' : 'mustNot';
  };
}
