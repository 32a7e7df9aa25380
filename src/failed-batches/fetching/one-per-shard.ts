/**
 * Work on many batches side by side, the first of them first, and never two of one shard: a shard has two readers
 * before it throttles, and the trigger is one of them (DS-8).
 */
export async function onePerShard<T>(
  batches: readonly T[],
  shardOf: (batch: T) => string,
  atATime: number,
  work: (batch: T) => Promise<void>,
): Promise<void> {
  const waiting = [...batches];
  const busy = new Set<string>();
  // One that finds only busy shards ends: what waits for a shard is taken by the one that is at work there.
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = waiting.findIndex((batch) => !busy.has(shardOf(batch)));
      const [batch] = index === -1 ? [] : waiting.splice(index, 1);
      if (batch === undefined) return;
      const shard = shardOf(batch);
      busy.add(shard);
      try {
        await work(batch);
      } finally {
        busy.delete(shard);
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
