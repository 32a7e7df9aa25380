/** DescribeStream to its last page (SH-7): one page holds at most 100 shards. */
import type { DynamoDBStreamsClient, Shard, StreamDescription } from '@aws-sdk/client-dynamodb-streams';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';

export type WholeStream = StreamDescription & { readonly Shards: readonly Shard[] };

/** @throws the SDK's error */
export async function describeWholeStream(
  client: DynamoDBStreamsClient,
  streamArn: string,
  stop: StopSignal,
): Promise<WholeStream> {
  const { DescribeStreamCommand } = await import('@aws-sdk/client-dynamodb-streams');
  const shards: Shard[] = [];
  let after: string | undefined;
  for (;;) {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({
        StreamArn: streamArn,
        ...(after !== undefined && { ExclusiveStartShardId: after }),
      }),
      { abortSignal: stop as AbortSignal },
    );
    if (StreamDescription === undefined)
      throw new Error(l10n.t('the answer has no {0}', 'StreamDescription'));
    shards.push(...(StreamDescription.Shards ?? []));
    after = StreamDescription.LastEvaluatedShardId;
    if (after === undefined) return { ...StreamDescription, Shards: shards };
  }
}
