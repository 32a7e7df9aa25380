/**
 * A stream of DynamoDB, on AWS or in an emulator, as a StreamSource: one request for each question.
 *
 * The SDK's own retries are off: the engine waits, retries and reports, so that a person sees it.
 */
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { readWireRecords } from '../../engine/events/wire-records';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type {
  RecordsPage,
  Shard,
  ShardList,
  ShardPosition,
  StreamSource,
} from '../../engine/ports/stream-source';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AwsAccess } from '../access/aws-access';
import { streamSourceError, streamSubject } from '../access/aws-error';
import { describeWholeStream } from './describe-stream';
import { type GetRecordsRaw, rawGetRecords } from './raw-get-records';
import { throwIfStopped, untilAborted } from '../access/until-aborted';

/** IT-5. */
const MOST_RECORDS = 1000;

interface OpenClient {
  readonly client: DynamoDBStreamsClient;
  readonly getRecordsRaw: GetRecordsRaw;
}

export class DynamoDbStreamSource implements StreamSource {
  private opened: Promise<OpenClient> | undefined;

  constructor(
    readonly streamArn: string,
    private readonly connection: StreamConnection,
    private readonly access: AwsAccess,
  ) {}

  listShards(stop: StopSignal): Promise<ShardList> {
    return this.ask('DescribeStream', stop, async ({ client }) => {
      const { StreamStatus, Shards } = await describeWholeStream(client, this.streamArn, stop);
      return { shards: Shards.flatMap(toShard), isFinal: StreamStatus === 'DISABLED' };
    });
  }

  getShardIterator(shardId: string, position: ShardPosition, stop: StopSignal): Promise<string> {
    return this.ask('GetShardIterator', stop, async ({ client }) => {
      const { GetShardIteratorCommand } = await import('@aws-sdk/client-dynamodb-streams');
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({
          StreamArn: this.streamArn,
          ShardId: shardId,
          ShardIteratorType: position.type,
          ...('sequenceNumber' in position && { SequenceNumber: position.sequenceNumber }),
        }),
        { abortSignal: stop as AbortSignal },
      );
      if (ShardIterator === undefined) throw new Error('the answer has no ShardIterator');
      return ShardIterator;
    });
  }

  getRecords(shardIterator: string, limit: number, stop: StopSignal): Promise<RecordsPage> {
    return this.ask('GetRecords', stop, async ({ getRecordsRaw }) => {
      const input = { ShardIterator: shardIterator, Limit: Math.min(limit, MOST_RECORDS) };
      const page = readWireRecords(await getRecordsRaw(input, stop), this.streamArn);
      if ('invalid' in page)
        throw new StreamSourceError(
          'failed',
          `What answered to GetRecords for ${this.subject} ${page.invalid}. Check "endpointUrl": is it DynamoDB?`,
        );
      return page;
    });
  }

  private get subject(): string {
    return streamSubject(this.streamArn);
  }

  /** @throws StreamSourceError; the stop signal's reason */
  private async ask<T>(
    operation: string,
    stop: StopSignal,
    question: (opened: OpenClient) => Promise<T>,
  ): Promise<T> {
    throwIfStopped(stop);
    try {
      const opened = await untilAborted(this.open(), stop);
      return await untilAborted(
        againWithCorrectedClock(() => question(opened)),
        stop,
      );
    } catch (error) {
      throwIfStopped(stop);
      throw streamSourceError(error, {
        action: `dynamodb:${operation}`,
        subject: this.subject,
        arn: this.streamArn,
        connection: this.connection,
      });
    }
  }

  private open(): Promise<OpenClient> {
    this.opened ??= openClient(this.access, this.streamArn, this.connection).catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }
}

async function openClient(
  access: AwsAccess,
  streamArn: string,
  connection: StreamConnection,
): Promise<OpenClient> {
  const { DynamoDBStreamsClient } = await import('@aws-sdk/client-dynamodb-streams');
  const settings = await access.settings(connection, 'dynamodb_streams', parseStreamArn(streamArn)?.region);
  const client = new DynamoDBStreamsClient({ ...settings, maxAttempts: 1 });
  return { client, getRecordsRaw: await rawGetRecords(client) };
}

/** The SDK learns from a refusal how wrong this machine's clock is, but leaves the second attempt to its retries. */
async function againWithCorrectedClock<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
    const isCorrected = (metadata as { readonly clockSkewCorrected?: boolean } | undefined)
      ?.clockSkewCorrected;
    if (isCorrected === true) return question();
    throw error;
  }
}

interface WireShard {
  readonly ShardId?: string | undefined;
  readonly ParentShardId?: string | undefined;
  readonly SequenceNumberRange?:
    | {
        readonly StartingSequenceNumber?: string | undefined;
        readonly EndingSequenceNumber?: string | undefined;
      }
    | undefined;
}

function toShard({ ShardId, ParentShardId, SequenceNumberRange: range }: WireShard): Shard[] {
  if (ShardId === undefined) return [];
  return [
    {
      shardId: ShardId,
      ...(ParentShardId !== undefined && { parentShardId: ParentShardId }),
      ...(range?.StartingSequenceNumber !== undefined && {
        startingSequenceNumber: range.StartingSequenceNumber,
      }),
      ...(range?.EndingSequenceNumber !== undefined && { endingSequenceNumber: range.EndingSequenceNumber }),
    },
  ];
}
