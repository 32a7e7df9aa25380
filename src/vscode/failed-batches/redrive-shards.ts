/** Which shards descend from which: asked only where several are redriven. */
import type { StreamSource } from '../../engine/ports/stream-source';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { BatchToPlan } from '../../failed-batches/redrive/arrange-batches';
import type { ShardParents } from '../../failed-batches/redrive/batch-order';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { FailedBatchParts } from './failed-batch-parts';

/** What is not known orders nothing but items. @throws StreamSourceError for credentials; the signal's reason */
export async function shardParents(
  { aws, log }: FailedBatchParts,
  connection: AwsConnection,
  batches: readonly BatchToPlan[],
  stop: AbortSignal,
): Promise<ShardParents> {
  const parents = new Map<string, string>();
  const streams = new Set(batches.flatMap(({ streamArn }) => streamArn ?? []));
  if (new Set(batches.map(({ shardId }) => shardId)).size < 2) return parents;
  for (const streamArn of streams) {
    try {
      await addParents(parents, aws.streams.openStream(streamArn, connection), stop);
    } catch (error) {
      if (!(error instanceof StreamSourceError) || error.kind === 'credentials') throw error;
      log.warn(error.message);
    }
  }
  return parents;
}

async function addParents(
  parents: Map<string, string>,
  stream: StreamSource,
  stop: AbortSignal,
): Promise<void> {
  for (const { shardId, parentShardId } of (await stream.listShards(stop)).shards)
    if (parentShardId !== undefined) parents.set(shardId, parentShardId);
}
