/**
 * A table "Orders" with a stream of 500 changes, three triggers that have given up on batches of it, and what they left
 * behind: documents in a queue, objects in a bucket, notifications of a topic. The engine is the product's, the handler
 * the sample's, which fails where a gift has no price.
 */
import * as path from 'node:path';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsStreamCatalog } from '../../../src/aws/streams/stream-catalog';
import { accessWithoutQuestions } from '../aws-access';
import { repositoryRoot } from '../repository-root';
import { createFunction, STREAM_READING_POLICY } from '../test-cloud/deployed-function';
import { createBucket, createQueue, createTopic } from '../test-cloud/deployed-resources';
import { RunningFunction } from '../test-cloud/functions/running-function';
import type { LocalAws } from '../test-cloud/local-aws';
import { DEFAULT_REGION, setUpClient } from '../test-cloud/set-up-client';
import { type GivenUpBatch, runUntilHandled } from './failing-run';
import { type OrderWrite, orderPk, orderWrites, shipped, WRITES_OF_AN_ORDER } from './order-writes';
import { createOrdersTable, writeOrders } from './orders-table';
import { receiveAll, subscribeQueue } from './topic-inbox';

export const SAMPLE_HANDLER = {
  folder: path.join(repositoryRoot(), 'samples', 'orders'),
  handler: 'src/handler.handler',
} as const;

export interface FailedOrdersOptions {
  /** A multiple of five; 500 without it. */
  readonly writes?: number;
  /** A multiple of five; 50 without it. */
  readonly batchSize?: number;
  /** Which batches hold a poison record, from 0; without it 2, 5 and 8. */
  readonly failingBatches?: readonly number[];
  /** Another order of each failing batch is changed again behind the last batch: one record of the batch is superseded. */
  readonly isSuperseded?: boolean;
}

export interface FailedRange {
  /** In their order, the first and the last of the document among them. */
  readonly sequenceNumbers: readonly string[];
  /** The record that fails. */
  readonly poison: string;
  /** Its partition key; the sort key is `ORDER`. */
  readonly poisonPk: string;
}

/** Each on a function and a destination of its own, with the same batches given up; item failures are reported. */
export interface FailingTrigger {
  readonly uuid: string;
  readonly functionName: string;
  /** With the alias `live` for the queue's. */
  readonly functionArn: string;
  readonly destinationArn: string;
  readonly givenUp: readonly GivenUpBatch[];
}

export interface FailedOrders {
  readonly streamArn: string;
  readonly shardId: string;
  readonly ranges: readonly FailedRange[];
  /** Of the alias `live` of the function "orders". */
  readonly queue: FailingTrigger;
  /** Of "orders-ledger"; the objects carry their records. */
  readonly bucket: FailingTrigger;
  /** Of "orders-mail". */
  readonly topic: FailingTrigger;
  /** As the topic sent them, JSON in an envelope (DE-17); in the order of the ranges. */
  readonly notifications: readonly string[];
}

/** About 5 seconds. None of the functions runs code yet: `cloud.functions.run(name, SAMPLE_HANDLER)` deploys it. */
export async function failOrders(cloud: LocalAws, options: FailedOrdersOptions = {}): Promise<FailedOrders> {
  const { writes = 500, batchSize = 50, failingBatches = [2, 5, 8], isSuperseded = false } = options;
  const poisonOrders = failingBatches.map((batch) => (batch * batchSize) / WRITES_OF_AN_ORDER + 3);
  const streamArn = await createOrdersTable(cloud);
  const changes: readonly OrderWrite[] = [
    ...orderWrites(writes / WRITES_OF_AN_ORDER, (order) => poisonOrders.includes(order)),
    ...(isSuperseded ? poisonOrders.map((order) => shipped(order + 1)) : []),
  ];
  await writeOrders(cloud, changes);
  const run: TriggerRun = { cloud, streamArn, batchSize, records: changes.length };
  const topicArn = await createTopic(cloud, 'orders-mail');
  const inbox = await subscribeQueue(cloud, topicArn, 'orders-mail-inbox');
  const queue = await giveUp(run, 'orders', await createQueue(cloud, 'orders-failures'), 'live');
  const bucket = await giveUp(run, 'orders-ledger', await createBucket(cloud, 'orders-failures'));
  const topic = await giveUp(run, 'orders-mail', topicArn);
  const ranges = queue.givenUp.map(({ sequenceNumbers }, index) => ({
    sequenceNumbers,
    poison: String(sequenceNumbers[3 * WRITES_OF_AN_ORDER]),
    poisonPk: orderPk(poisonOrders[index] ?? 0),
  }));
  // A queue keeps no order.
  const received = await receiveAll(cloud, inbox, ranges.length);
  const rangeOf = (notification: string): number =>
    ranges.findIndex(({ sequenceNumbers: [first = ''] }) => notification.includes(first));
  const notifications = [...received].sort((one, other) => rangeOf(one) - rangeOf(other));
  cloud.calls.clear();
  const shardId = String(queue.givenUp[0]?.document.DDBStreamBatchInfo.shardId);
  return { streamArn, shardId, ranges, queue, bucket, topic, notifications };
}

interface TriggerRun {
  readonly cloud: LocalAws;
  readonly streamArn: string;
  readonly batchSize: number;
  readonly records: number;
}

const DELIVERING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'sns:Publish', 's3:PutObject'], Resource: '*' }],
};

async function giveUp(
  { cloud, streamArn, batchSize, records }: TriggerRun,
  functionName: string,
  destinationArn: string,
  alias?: string,
): Promise<FailingTrigger> {
  await createFunction(cloud, functionName, {
    policies: [STREAM_READING_POLICY, DELIVERING],
    handler: SAMPLE_HANDLER.handler,
    timeoutInSeconds: 10,
    environment: { TABLE_NAME: 'Orders' },
    aliases: alias === undefined ? [] : [alias],
  });
  const { UUID = '', FunctionArn = '' } = await new LambdaClient(setUpClient(cloud)).send(
    new CreateEventSourceMappingCommand({
      FunctionName: alias === undefined ? functionName : `${functionName}:${alias}`,
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: batchSize,
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: destinationArn } },
    }),
  );
  cloud.mappings.settle();
  const aws = awsStreamCatalog(accessWithoutQuestions());
  const connection = { endpointUrl: cloud.endpoint, region: DEFAULT_REGION };
  const code = new RunningFunction(SAMPLE_HANDLER);
  const settings = {
    functionName,
    region: DEFAULT_REGION,
    accountId: cloud.accountId,
    runtime: 'nodejs22.x',
    timeoutInSeconds: 10,
    memorySizeInMB: 128,
    environment: {},
  };
  try {
    const givenUp = await runUntilHandled({
      source: aws.openStream(streamArn, connection),
      mapping: {
        uuid: UUID,
        functionArn: FunctionArn,
        batchSize,
        maximumRetryAttempts: 1,
        functionResponseTypes: ['ReportBatchItemFailures'],
      },
      invoker: { invoke: async (event) => (await code.invoke(Buffer.from(event), settings)).result },
      destination: aws.openDestination(destinationArn, UUID, connection),
      records,
    });
    return { uuid: UUID, functionName, functionArn: FunctionArn, destinationArn, givenUp };
  } finally {
    await code.stop();
  }
}
