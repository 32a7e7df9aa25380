/** What DynamoDB answers about a table or stream, in our words; emulators leave members out. */
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { Shard, _Stream as Stream } from '@aws-sdk/client-dynamodb-streams';
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type {
  ListedStream,
  ShardDetails,
  StreamDetails,
  TableDetails,
} from '../../triggers/ports/table-catalog';
import type { WholeStream } from '../streams/describe-stream';

export function readTable(tableName: string, table: TableDescription | undefined): TableDetails {
  if (table === undefined) throw new Error(l10n.t('the answer has no table'));
  const { LatestStreamArn, StreamSpecification, SSEDescription, Replicas = [] } = table;
  const viewType =
    StreamSpecification?.StreamEnabled === true ? StreamSpecification.StreamViewType : undefined;
  const key = SSEDescription?.Status === 'DISABLED' ? undefined : SSEDescription?.KMSMasterKeyArn;
  const billingMode = table.BillingModeSummary?.BillingMode;
  return {
    tableName,
    tableArn: table.TableArn ?? '',
    status: table.TableStatus ?? 'ACTIVE',
    ...(LatestStreamArn !== undefined && { latestStreamArn: LatestStreamArn }),
    ...(viewType !== undefined && { viewType }),
    keyAttributes: keyAttributes(table),
    ...(key !== undefined && { kmsKeyArn: key }),
    isGlobal: Replicas.length > 0,
    ...(table.ItemCount !== undefined && { itemCount: table.ItemCount }),
    ...(billingMode !== undefined && { billingMode }),
  };
}

/** Partition key first. */
function keyAttributes({
  KeySchema = [],
  AttributeDefinitions = [],
}: TableDescription): TableDetails['keyAttributes'] {
  return KeySchema.flatMap(({ AttributeName: name }) => {
    const type = AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    return name === undefined || type === undefined ? [] : [{ name, type }];
  });
}

export function readListedStream({ StreamArn, TableName, StreamLabel }: Stream): ListedStream[] {
  if (StreamArn === undefined) return [];
  const parsed = parseStreamArn(StreamArn);
  return [
    {
      streamArn: StreamArn,
      tableName: TableName ?? parsed?.tableName ?? '',
      label: StreamLabel ?? parsed?.label ?? '',
    },
  ];
}

export function readStream(streamArn: string, stream: WholeStream): StreamDetails {
  const [listed] = readListedStream({ ...stream, StreamArn: streamArn });
  const { StreamStatus, StreamViewType, CreationRequestDateTime, Shards } = stream;
  if (listed === undefined || StreamStatus === undefined)
    throw new Error(l10n.t('the answer has no {0}', 'StreamStatus'));
  return {
    ...listed,
    status: StreamStatus,
    viewType: StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    ...(CreationRequestDateTime !== undefined && { createdMs: CreationRequestDateTime.getTime() }),
    shards: Shards.flatMap(readShard),
  };
}

function readShard({ ShardId, ParentShardId, SequenceNumberRange: range }: Shard): ShardDetails[] {
  if (ShardId === undefined) return [];
  const { StartingSequenceNumber, EndingSequenceNumber } = range ?? {};
  return [
    {
      shardId: ShardId,
      ...(ParentShardId !== undefined && { parentShardId: ParentShardId }),
      ...(StartingSequenceNumber !== undefined && { startingSequenceNumber: StartingSequenceNumber }),
      ...(EndingSequenceNumber !== undefined && { endingSequenceNumber: EndingSequenceNumber }),
    },
  ];
}
