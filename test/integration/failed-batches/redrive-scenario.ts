/** A queue and a bucket with failed batches, and redrives of them by the product's own adapters, as a test needs them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { awsDeployedFunctions } from '../../../src/aws/failed-batches/deployed-functions';
import { awsFailureBuckets } from '../../../src/aws/failed-batches/failure-buckets';
import { awsFailureQueues } from '../../../src/aws/failed-batches/failure-queues';
import { RedriveJournalFolder } from '../../../src/captures/redrive/redrive-journal-folder';
import type { EncodedRecord } from '../../../src/engine/events/encoded-record';
import { StopSwitch } from '../../../src/engine/stopping/stop-switch';
import { readFailedBatches } from '../../../src/failed-batches/documents/read-failed-batches';
import type { FailedBatch, FoundAt } from '../../../src/failed-batches/failed-batch';
import { payloadRecords } from '../../../src/failed-batches/fetching/payload-records';
import type { ArrangedBatch } from '../../../src/failed-batches/redrive/arrange-batches';
import { arrangeBatches } from '../../../src/failed-batches/redrive/arrange-batches';
import { planBatches } from '../../../src/failed-batches/redrive/plan-batches';
import type { RedrivePlan, SkippedRecord, Treatment } from '../../../src/failed-batches/redrive/redrive-plan';
import { RedriveProgress } from '../../../src/failed-batches/redrive/redrive-progress';
import type {
  BatchEnd,
  RedriveParts,
  RedriveQuestions,
} from '../../../src/failed-batches/redrive/redrive-run';
import { runRedrive } from '../../../src/failed-batches/redrive/run-redrive';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type FailedOrders, failOrders, SAMPLE_HANDLER } from '../../support/failed-batches/failed-orders';
import {
  messagesLeft,
  storedDocuments,
  visibleMessages,
} from '../../support/failed-batches/waiting-documents';
import { HurriedClock } from '../../support/hurried-clock';
import { repositoryRoot } from '../../support/repository-root';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';

/** A redrive loses its messages after two minutes without a heartbeat: a machine that stands still for seconds is none. */
const HURRY = 8;

interface Found {
  readonly batch: FailedBatch;
  readonly at: FoundAt;
}

export const nobodyAsked: RedriveQuestions = {
  afterUnknown: () => assert.fail('Nothing is unknown.'),
  messageMissing: () => assert.fail('No message is missing.'),
};

export class RedriveScenario {
  /** A copy of the sample, for what is deployed, and the journals. */
  folder = '';

  private constructor(
    readonly cloud: LocalAws,
    readonly orders: FailedOrders,
  ) {}

  static async start(): Promise<RedriveScenario> {
    const cloud = await startLocalAws(repositoryRoot());
    const failing = { writes: 100, batchSize: 25, failingBatches: [1, 3], isSuperseded: true };
    return new RedriveScenario(cloud, await failOrders(cloud, failing));
  }

  get journals(): RedriveJournalFolder {
    return new RedriveJournalFolder(path.join(this.folder, 'journals'));
  }

  /** Before each test: a new folder, and the documents in the queue. */
  async begin(): Promise<void> {
    this.folder = mkdtempSync(path.join(tmpdir(), 'redrive-'));
    cpSync(SAMPLE_HANDLER.folder, this.folder, { recursive: true });
    await this.deliverAgain();
  }

  reset(): void {
    this.cloud.disturbances.restore();
    this.cloud.functions.forgetInvocations();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Sequence numbers of each invocation's event. */
  sentNumbers(): readonly (readonly string[])[] {
    return this.cloud.functions.invocations('orders').map(({ event }) => {
      const { Records } = event as {
        readonly Records: readonly { readonly dynamodb: { readonly SequenceNumber: string } }[];
      };
      return Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    });
  }

  async found(place: 'queue' | 'bucket'): Promise<readonly Found[]> {
    const { destinationArn } = this.orders[place];
    const documents =
      place === 'queue'
        ? await visibleMessages(this.cloud, destinationArn)
        : await storedDocuments(this.cloud, destinationArn);
    return documents.flatMap(({ at, text }) => {
      const read = readFailedBatches(text);
      return read.kind === 'failedBatches' ? [{ at, batch: read.batches[0] }] : [];
    });
  }

  async arranged(batches: readonly Found[], treatment: Treatment): Promise<readonly ArrangedBatch[]> {
    const toPlan = batches.map(async ({ batch: { payload, ...failed }, at }) => ({
      id: failed.id,
      streamArn: failed.streamArn,
      shardId: failed.shardId,
      captureFile: failed.startSequenceNumber,
      records: await this.recordsOf({ ...failed, ...(payload !== undefined && { payload }) }),
      failed,
      documents: [{ at, treatment }],
    }));
    return arrangeBatches(await Promise.all(toPlan), new Map());
  }

  planOf(
    batches: readonly ArrangedBatch[],
    more: Partial<RedrivePlan> & { readonly skipped?: readonly SkippedRecord[] } = {},
  ): RedrivePlan {
    const { skipped = [], ...settings } = more;
    const numbers = (batch: ArrangedBatch): ReadonlySet<string> =>
      new Set(batch.records.map(({ sequenceNumber }) => sequenceNumber));
    const planned = planBatches(batches, {
      parents: new Map(),
      hashOf: sha256,
      skippedOf: (id) => {
        const batch = batches.find((one) => one.id === id);
        return batch === undefined ? [] : skipped.filter((one) => numbers(batch).has(one.sequenceNumber));
      },
    });
    return {
      id: 'redrive',
      connectionId: 'c',
      connectionName: 'Shop',
      folder: this.folder,
      functionArn: this.orders.queue.functionArn,
      timeoutInSeconds: 10,
      reportBatchItemFailures: true,
      concurrency: 4,
      onFailure: 'stop',
      batches: planned.batches,
      ...settings,
    };
  }

  /** Goes on with a plan that has a journal already. */
  async run(
    plan: RedrivePlan,
    batches: readonly ArrangedBatch[],
    questions = nobodyAsked,
  ): Promise<{ readonly ends: ReadonlyMap<string, BatchEnd>; readonly succeeded: readonly number[] }> {
    const { journals } = this;
    const isThere = (await journals.list()).some((stored) => stored.plan.id === plan.id);
    const journal = isThere ? await journals.open(plan.id) : await journals.create(plan, Date.now());
    const access = accessWithoutQuestions();
    const parts: RedriveParts = {
      connection: { endpointUrl: this.cloud.endpoint, region: 'eu-west-1' },
      clock: new HurriedClock(HURRY),
      functions: awsDeployedFunctions(access),
      queues: awsFailureQueues(access),
      buckets: awsFailureBuckets(access),
      journal,
      questions,
      loadRecords: ({ id }) =>
        Promise.resolve(batches.find((batch) => batch.id === id)?.records ?? assert.fail(id)),
      hashOf: sha256,
      observe: () => undefined,
      warn: (sentence) => assert.fail(sentence),
    };
    try {
      const progress = new RedriveProgress(plan, journal.entries);
      const ends = await runRedrive(parts, progress, new StopSwitch());
      return { ends, succeeded: plan.batches.map(({ id }) => progress.of(id).position) };
    } finally {
      await journal.close();
    }
  }

  /** The queue has the document of each batch, and nothing else. */
  private async deliverAgain(): Promise<void> {
    const sqs = new SQSClient(setUpClient(this.cloud));
    const QueueUrl = `${this.cloud.endpoint}/${this.cloud.accountId}/orders-failures`;
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    assert.equal(await messagesLeft(this.cloud, this.orders.queue.destinationArn), 0);
    for (const { document } of this.orders.queue.givenUp)
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(document) }));
    sqs.destroy();
  }

  /** Of each range, from the objects, which carry them. */
  private async recordsOf({ startSequenceNumber }: FailedBatch): Promise<readonly EncodedRecord[]> {
    const stored = await storedDocuments(this.cloud, this.orders.bucket.destinationArn);
    for (const { text } of stored) {
      const read = readFailedBatches(text);
      if (read.kind !== 'failedBatches') continue;
      const [batch] = read.batches;
      if (batch.startSequenceNumber !== startSequenceNumber) continue;
      const records = payloadRecords(batch.payload ?? '', batch);
      if ('records' in records) return records.records;
    }
    throw new Error(`No object has the records from ${startSequenceNumber} on.`);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
