/** The stream of a table, or the one of an ARN, by DynamoDB Streams' own operations alone. */
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { FoundStream, StreamConnection } from '../../engine/streams/stream-connection';
import { askForStream } from '../access/ask-for-stream';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-call';
import { placeOf } from '../access/sentence-parts';

const FOLLOWED = ['ENABLED', 'ENABLING'];

/** @throws StreamSourceError; the stop signal's reason */
export function findStream(
  access: AwsAccess,
  of: { readonly table: string } | { readonly streamArn: string },
  connection: StreamConnection,
  stop: StopSignal,
): Promise<FoundStream> {
  if ('table' in of) return findStreamOfTable(access, of.table, connection, stop);
  const { streamArn } = of;
  const subject = streamSubject(streamArn);
  const call = { action: 'dynamodb:DescribeStream', subject, arn: streamArn, connection };
  const question = {
    service: 'dynamodb_streams' as const,
    arnRegion: parseStreamArn(streamArn)?.region,
    call,
  };
  return askForStream(access, question, stop, (client) => describe(client, streamArn, stop));
}

function findStreamOfTable(
  access: AwsAccess,
  table: string,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<FoundStream> {
  const call = {
    action: 'dynamodb:ListStreams',
    subject: l10n.t('the stream of table "{0}"', table),
    connection,
  };
  return askForStream(access, { service: 'dynamodb_streams', call }, stop, async (client) => {
    const arns = await listStreams(client, table, stop);
    let newest: FoundStream | undefined;
    for (const arn of arns.sort(byLabelNewestFirst)) {
      const found = await describe(client, arn, stop);
      if (FOLLOWED.includes(found.status)) return found;
      newest ??= found;
    }
    if (newest !== undefined) return newest;
    const { region, endpoint } = await access.settings(connection, 'dynamodb_streams');
    const place = placeOf({ region, ...(endpoint !== undefined && { endpointUrl: endpoint }) });
    throw new StreamSourceError(
      'streamNotFound',
      l10n.t(
        'Table "{0}" has no stream {1}. Enable DynamoDB Streams for it, or correct the table\'s name, the region or the endpoint.',
        table,
        place,
      ),
    );
  });
}

/** All pages. Old streams of a table stay listed for a day after they were disabled (DS-7). */
async function listStreams(
  client: DynamoDBStreamsClient,
  table: string,
  stop: StopSignal,
): Promise<string[]> {
  const { ListStreamsCommand } = await import('@aws-sdk/client-dynamodb-streams');
  const arns: string[] = [];
  let after: string | undefined;
  do {
    const { Streams = [], LastEvaluatedStreamArn } = await client.send(
      new ListStreamsCommand({
        TableName: table,
        ...(after !== undefined && { ExclusiveStartStreamArn: after }),
      }),
      { abortSignal: stop as AbortSignal },
    );
    for (const { StreamArn } of Streams) if (StreamArn !== undefined) arns.push(StreamArn);
    after = LastEvaluatedStreamArn;
  } while (after !== undefined);
  return arns;
}

/** The label is the time at which the stream was enabled (AR-1). */
function byLabelNewestFirst(one: string, other: string): number {
  const [first, second] = [one, other].map((arn) => parseStreamArn(arn)?.label ?? '');
  return (second ?? '').localeCompare(first ?? '');
}

async function describe(
  client: DynamoDBStreamsClient,
  streamArn: string,
  stop: StopSignal,
): Promise<FoundStream> {
  const { DescribeStreamCommand } = await import('@aws-sdk/client-dynamodb-streams');
  const { StreamDescription: stream } = await client.send(
    new DescribeStreamCommand({ StreamArn: streamArn, Limit: 1 }),
    { abortSignal: stop as AbortSignal },
  );
  if (stream?.StreamStatus === undefined) throw new Error(l10n.t('the answer has no {0}', 'StreamStatus'));
  return {
    streamArn,
    tableName: stream.TableName ?? parseStreamArn(streamArn)?.tableName ?? '',
    status: stream.StreamStatus,
    viewType: stream.StreamViewType ?? '',
  };
}
