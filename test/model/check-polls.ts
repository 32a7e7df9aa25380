/** Each shard is polled at most once an interval (PR-1), and read by one reader. */
import type { ModelOptions, Run } from './trace';

export function checkPolls(run: Run, { pollIntervalMs }: ModelOptions): readonly string[] {
  const askedMs = new Map<string, number>();
  const answeredMs = new Map<string, number>();
  const violations: string[] = [];
  for (const entry of run.entries) {
    // After a failure the backoff counts, after which the stream is asked for a new iterator or again.
    if (entry.is === 'page') answeredMs.set(entry.shardId, askedMs.get(entry.shardId) ?? entry.atMs);
    if (entry.is !== 'asked') continue;
    const previousMs = answeredMs.get(entry.shardId) ?? Number.NEGATIVE_INFINITY;
    if (entry.atMs - previousMs < pollIntervalMs - 0.001) {
      violations.push(`${entry.shardId} is polled at ${previousMs} and again at ${entry.atMs}`);
    }
    askedMs.set(entry.shardId, entry.atMs);
  }
  return violations;
}
