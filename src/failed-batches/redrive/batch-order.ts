/**
 * In which order failed batches are sent again: per shard by sequence number, a parent shard before its children (SH-1),
 * and per item over all shards (DS-3). What depends on nothing may run side by side.
 */
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { Predecessor } from './redrive-plan';

export interface OrderedBatch {
  readonly id: string;
  readonly streamArn?: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  /** Epoch milliseconds. */
  readonly firstArrivalMs: number;
  /** One text for each item; see `itemKey`. */
  readonly items: ReadonlySet<string>;
}

/** Parents by shard id, as far as they are known. */
export type ShardParents = ReadonlyMap<string, string>;

/** @returns the same batches; those of one shard or of shards that descend from each other in their order, others by their time */
export function inRedriveOrder<Batch extends OrderedBatch>(
  batches: readonly Batch[],
  parents: ShardParents,
): readonly Batch[] {
  const waiting = waitingByShard(batches);
  const ordered: Batch[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.entries()].filter(
      ([shard]) => !ancestors(shard, parents).some((ancestor) => waiting.has(ancestor)),
    );
    // Parents that name each other in a circle hold nobody back.
    const [shard, queue] = firstOf(ready.length > 0 ? ready : [...waiting.entries()]);
    const next = queue.shift();
    if (next !== undefined) ordered.push(next);
    if (queue.length === 0) waiting.delete(shard);
  }
  return ordered;
}

/** @param ordered by `inRedriveOrder` */
export function predecessorsOf(
  ordered: readonly OrderedBatch[],
  parents: ShardParents,
): ReadonlyMap<string, readonly Predecessor[]> {
  const lastOfShard = new Map<string, string>();
  const lastOfItem = new Map<string, string>();
  const result = new Map<string, readonly Predecessor[]>();
  for (const batch of ordered) {
    const shard = shardKey(batch);
    const byItem = new Set([...batch.items].flatMap((item) => lastOfItem.get(item) ?? []));
    const inShards = [shard, ...ancestors(shard, parents)].map((one) => lastOfShard.get(one));
    const before = inShards.find((id) => id !== undefined);
    const after = [...byItem].map((batchId): Predecessor => ({ batchId, because: 'item' }));
    if (before !== undefined && !byItem.has(before)) after.push({ batchId: before, because: 'shard' });
    result.set(batch.id, after);
    lastOfShard.set(shard, batch.id);
    for (const item of batch.items) lastOfItem.set(item, batch.id);
  }
  return result;
}

function waitingByShard<Batch extends OrderedBatch>(batches: readonly Batch[]): Map<string, Batch[]> {
  const waiting = new Map<string, Batch[]>();
  for (const batch of batches) {
    const queue = waiting.get(shardKey(batch));
    if (queue === undefined) waiting.set(shardKey(batch), [batch]);
    else queue.push(batch);
  }
  for (const queue of waiting.values())
    queue.sort((a, b) => compareSequenceNumbers(a.startSequenceNumber, b.startSequenceNumber));
  return waiting;
}

function firstOf<Batch extends OrderedBatch>(queues: readonly (readonly [string, Batch[]])[]) {
  const arrival = ([, [first]]: readonly [string, Batch[]]): number => first?.firstArrivalMs ?? 0;
  const [first, ...others] = queues;
  if (first === undefined) throw new Error('There is no batch left to be put in order.');
  return others.reduce((best, queue) => (arrival(queue) < arrival(best) ? queue : best), first);
}

/** The nearest first. */
function ancestors(shard: string, parents: ShardParents): readonly string[] {
  const [streamArn = '', shardId = ''] = shard.split(SEPARATOR);
  const found: string[] = [];
  for (let parent = parents.get(shardId); parent !== undefined; parent = parents.get(parent)) {
    const key = `${streamArn}${SEPARATOR}${parent}`;
    if (key === shard || found.includes(key)) break;
    found.push(key);
  }
  return found;
}

/** In no ARN and in no shard's id. */
const SEPARATOR = '\n';

function shardKey({ streamArn = '', shardId }: OrderedBatch): string {
  return `${streamArn}${SEPARATOR}${shardId}`;
}
