/**
 * A stream of DynamoDB, on AWS or in an emulator, as a StreamSource: one request for each question.
 *
 * The SDK's own retries are off: the engine waits, retries and reports, so that a person sees it.
 */
import * as l10n from '@vscode/l10n';
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
import type { Asking } from '../access/ask-aws';
import { askForStream } from '../access/ask-for-stream';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-call';
import { describeWholeStream } from './describe-stream';
import { getRecordsRaw } from './raw-get-records';

/** IT-5. */
const MOST_RECORDS = 1000;

export class DynamoDbStreamSource implements StreamSource {
  constructor(
    readonly streamArn: string,
    private readonly connection: StreamConnection,
    private readonly access: AwsAccess,
  ) {}

  listShards(stop: StopSignal): Promise<ShardList> {
    return this.ask('DescribeStream', stop, async (client) => {
      const { StreamStatus, Shards } = await describeWholeStream(client, this.streamArn, stop);
      return { shards: Shards.flatMap(toShard), isFinal: StreamStatus === 'DISABLED' };
    });
  }

  getShardIterator(shardId: string, position: ShardPosition, stop: StopSignal): Promise<string> {
    return this.ask('GetShardIterator', stop, async (client, options) => {
      const { GetShardIteratorCommand } = await import('@aws-sdk/client-dynamodb-streams');
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({
          StreamArn: this.streamArn,
          ShardId: shardId,
          ShardIteratorType: position.type,
          ...('sequenceNumber' in position && { SequenceNumber: position.sequenceNumber }),
        }),
        options,
      );
      if (ShardIterator === undefined) throw new Error(l10n.t('the answer has no {0}', 'ShardIterator'));
      return ShardIterator;
    });
  }

  getRecords(shardIterator: string, limit: number, stop: StopSignal): Promise<RecordsPage> {
    return this.ask('GetRecords', stop, async (client, options) => {
      const input = { ShardIterator: shardIterator, Limit: Math.min(limit, MOST_RECORDS) };
      const page = readWireRecords(await getRecordsRaw(client, input, options), this.streamArn);
      if ('invalid' in page)
        throw new StreamSourceError(
          'failed',
          l10n.t(
            'What answered to GetRecords for {0} {1}. Check the endpoint: is it DynamoDB?',
            this.subject,
            page.invalid,
          ),
        );
      return page;
    });
  }

  private get subject(): string {
    return streamSubject(this.streamArn);
  }

  /** @throws StreamSourceError; the stop signal's reason */
  private ask<T>(operation: string, stop: StopSignal, asking: Asking<'dynamodb_streams', T>): Promise<T> {
    const { streamArn, connection } = this;
    const call = { action: `dynamodb:${operation}`, subject: this.subject, arn: streamArn, connection };
    const arnRegion = parseStreamArn(streamArn)?.region;
    const question = {
      service: 'dynamodb_streams',
      arnRegion,
      call,
      repeated: 'askedAgainByCaller',
    } as const;
    return askForStream(this.access, question, stop, asking);
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
