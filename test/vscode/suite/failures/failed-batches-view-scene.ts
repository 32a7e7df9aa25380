/** What the suites of the view "Failed Batches" begin with: orders of which three batches were given up, and queues as needed. */
import * as assert from 'node:assert/strict';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import { type FailedOrders, failOrders } from '../../../support/failed-batches/failed-orders';
import { queueUrl } from '../../../support/failed-batches/waiting-documents';
import { repositoryRoot } from '../../../support/repository-root';
import { recordedMapping } from '../../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { type ShownFailure, ShownFailures } from './shown-failures';

export const QUEUE_ROW = 'Orders → orders:live';
export const BUCKET_ROW = 'Orders → orders-ledger';
export const TOPIC_ROW = 'Orders → orders-mail';
export const HOUR_MS = 3_600_000;

export interface DocumentChanges {
  readonly requestId?: string;
  readonly functionName?: string;
  readonly arrivedHoursAgo?: number;
}

export class FailuresViewScene {
  readonly connection: AwsConnection;
  private views: ShownFailures[] = [];
  private readonly added: string[] = [];
  private mappings = 0;

  private constructor(
    readonly cloud: LocalAws,
    readonly orders: FailedOrders,
  ) {
    const place = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    this.connection = { id: 'shop', name: 'Shop', isReadOnly: false, ...place };
  }

  static async start(): Promise<FailuresViewScene> {
    const cloud = await startLocalAws(repositoryRoot());
    const options = { writes: 100, batchSize: 20, failingBatches: [1, 3, 4] };
    return new FailuresViewScene(cloud, await failOrders(cloud, options));
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** As a window that has just been opened. */
  open(...others: readonly AwsConnection[]): ShownFailures {
    const shown = new ShownFailures([this.connection, ...others]);
    this.views.push(shown);
    return shown;
  }

  /** The same window, opened again. */
  reopen({ state }: ShownFailures): ShownFailures {
    const shown = new ShownFailures([this.connection], state);
    this.views.push(shown);
    return shown;
  }

  /** After each test. */
  reset(): void {
    for (const shown of this.views.splice(0)) {
      shown.dispose();
      assert.deepEqual(shown.errors, []);
    }
    this.cloud.disturbances.restore();
    for (const uuid of this.added.splice(0)) this.cloud.mappings.move(uuid, 'Deleting', undefined);
    this.cloud.mappings.settle();
    this.cloud.calls.clear();
  }

  /** A trigger of "Orders" as somebody else has made it. */
  addTrigger(functionName: string, more: object = {}): void {
    this.mappings += 1;
    const UUID = `00000000-0000-4000-8000-${String(this.mappings).padStart(12, '0')}`;
    const EventSourceArn = this.orders.streamArn;
    const mapping = recordedMapping({ UUID, EventSourceArn, FunctionArn: functionArn(functionName) });
    this.cloud.mappings.add({ ...mapping, ...more });
    this.added.push(UUID);
  }

  async send(queueArn: string, ...bodies: readonly string[]): Promise<void> {
    const sqs = new SQSClient(setUpClient(this.cloud));
    for (let first = 0; first < bodies.length; first += 10)
      await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl(this.cloud, queueArn),
          Entries: bodies
            .slice(first, first + 10)
            .map((MessageBody, index) => ({ Id: String(index), MessageBody })),
        }),
      );
    sqs.destroy();
  }

  /** The document of the queue's first batch, told otherwise. */
  documentText({ requestId, functionName, arrivedHoursAgo = 0 }: DocumentChanges = {}): string {
    const [batch] = this.orders.queue.givenUp;
    assert.ok(batch);
    const { requestContext, DDBStreamBatchInfo, ...document } = batch.document;
    const arrived = new Date(Date.now() - arrivedHoursAgo * HOUR_MS).toISOString().replace(/\.\d+/, '');
    return JSON.stringify({
      ...document,
      requestContext: {
        ...requestContext,
        ...(requestId !== undefined && { requestId }),
        ...(functionName !== undefined && { functionArn: functionArn(functionName) }),
      },
      DDBStreamBatchInfo: {
        ...DDBStreamBatchInfo,
        ...{ approximateArrivalOfFirstRecord: arrived, approximateArrivalOfLastRecord: arrived },
      },
    });
  }
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
}

export function sentTo(Destination: string): object {
  return { DestinationConfig: { OnFailure: { Destination } } };
}

export function batchesIn(rows: readonly ShownFailure[]): readonly ShownFailure[] {
  return rows.filter(({ row }) => row.kind === 'awsFailedBatch');
}
