/** What a redrive in VS Code does not do: send a batch that is being sent, hold everything in memory, let a message write its report. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { RedriveJournalFolder } from '../../../../src/captures/redrive/redrive-journal-folder';
import type { EncodedRecord } from '../../../../src/engine/events/encoded-record';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import { contentHash } from '../../../../src/failed-batches/redrive/records-to-send';
import type { ReportedBatch } from '../../../../src/failed-batches/redrive/redrive-report';
import type { FailedBatchParts } from '../../../../src/vscode/failed-batches/failed-batch-parts';
import { redriveAll } from '../../../../src/vscode/failed-batches/redrive-choices';
import { failuresToRedrive } from '../../../../src/vscode/failed-batches/redrive-failures';
import { redriveQuestions } from '../../../../src/vscode/failed-batches/redrive-questions';
import { sha256 } from '../../../../src/vscode/failed-batches/redrive-records';
import { redriveReportText } from '../../../../src/vscode/failed-batches/redrive-report-text';
import { RedriveRunner } from '../../../../src/vscode/failed-batches/redrive-runner';
import type { DestinationNode } from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { plannedBatch as batch, redrivePlan as plan } from '../../../support/failed-batches/planned-redrive';
import { streamRecord } from '../../../support/stream-records';
import { AnsweredDialogs } from '../sidebar/answered-dialogs';

const MB = 1024 * 1024;
const { functionArn } = plan;

function captureOf(records: readonly EncodedRecord[]) {
  return {
    listShards: () => Promise.resolve({ shards: [{ shardId: 's' }] }),
    getShardIterator: () => Promise.resolve('0'),
    getRecords: () => Promise.resolve({ records }),
    close: () => Promise.resolve(),
  };
}

describe('a redrive', () => {
  it('does not begin with a batch that another window, or another click, is sending', async () => {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'redrives-'));
    const journals = new RedriveJournalFolder(folder);
    const running = await journals.create(plan, 1);
    try {
      const parts = { clock: { now: () => 2 } } as unknown as FailedBatchParts;
      const runner = new RedriveRunner(parts, { journals, saveReport: () => assert.fail() });
      const connection = { id: 'c', name: 'Shop', isReadOnly: false };
      await assert.rejects(runner.begin({ ...plan, id: 'second' }, connection), /is being redriven already/);
      const left = (await journals.list()).map(({ plan: { id } }) => id);
      assert.deepEqual(left, [plan.id]);
    } finally {
      await running.close();
      await fs.rm(folder, { recursive: true });
    }
  });

  it('that is resumed waits as long as the function may run now', async () => {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'redrives-'));
    const journals = new RedriveJournalFolder(folder);
    const records = [encodeRecord(streamRecord(1))];
    const sent = { ...batch, shardId: 's', recordCount: 1, contentHash: contentHash(records, sha256) };
    await (await journals.create({ ...plan, batches: [sent] }, 1)).close();
    const timeouts: number[] = [];
    const parts = {
      clock: { now: () => 2 },
      log: { info: () => undefined, warn: () => undefined },
      replay: { openCapture: () => Promise.resolve(captureOf(records)) },
      deployed: {
        describe: () => Promise.resolve({ timeoutInSeconds: 60 }),
        invoke: (_on: unknown, _arn: string, _event: unknown, timeoutInSeconds: number) => {
          timeouts.push(timeoutInSeconds);
          return Promise.resolve({ outcome: 'succeeded', requestId: 'r', payload: 'null' });
        },
      },
    } as unknown as FailedBatchParts;
    const saveReport = () => Promise.resolve(path.join(folder, 'report.md'));
    try {
      const connection = { id: 'c', name: 'Shop', isReadOnly: false };
      await new RedriveRunner(parts, { journals, saveReport }).resume(plan.id, connection);
      assert.deepEqual(timeouts, [60]);
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });

  it('takes the earliest batches that it can hold in memory, and says that the others wait', async () => {
    // Each capture has one record of 2 MB a hundred times, which takes no memory here.
    const record = encodeRecord(streamRecord(1, 'x'.repeat(2 * MB)));
    const openCapture = () => Promise.resolve(captureOf(Array.from({ length: 100 }, () => record)));
    const parts = {
      replay: { openCapture },
      outcomes: { get: () => undefined },
      clock: { now: () => 2 },
    } as unknown as FailedBatchParts;
    const target = { connection: { id: 'c', name: 'Shop', isReadOnly: false }, functionArn };
    const found = [3, 1, 2].map((firstArrivalMs) => ({
      node: { batch: { id: `at ${firstArrivalMs}`, firstArrivalMs }, at: { kind: 'text' } },
      captured: { captureFile: '/capture.json' },
    })) as unknown as Parameters<typeof failuresToRedrive>[2];
    const taken = await failuresToRedrive(parts, target, found);
    assert.deepEqual(
      taken?.batches.map(({ id }) => id),
      ['at 1', 'at 2'],
    );
    assert.match(taken.remarks.join('\n'), /The latest stay where they are .* 256 MB .*: 1 batch\./);
  });

  it('of a destination takes what names the trigger’s function by $LATEST, and not what another function left', async () => {
    const unqualified = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
    const streamArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-11-24T00:00:00.000';
    const at = { kind: 'queue', queueArn: 'arn:aws:sqs:eu-west-1:111122223333:failures', messageId: 'm' };
    const trigger = { functionArn: unqualified, streamArn, document: {} };
    const nodes = [`${unqualified}:$LATEST`, `${unqualified}-before`].map((name) => ({
      batch: { id: name, functionArn: name, streamArn, shardId: 's', firstArrivalMs: 1 },
      at,
      trigger,
    }));
    const parts = {
      aws: { accounts: { regionOf: () => undefined, identify: () => ({ accountId: '111122223333' }) } },
      failures: { batchesOf: () => Promise.resolve(nodes) },
      capturing: {
        captureQuietly: ({ batch: saved }: (typeof nodes)[number]) =>
          Promise.resolve({ batch: saved, captureFile: '/capture.json' }),
      },
      replay: { openCapture: () => Promise.resolve(captureOf([encodeRecord(streamRecord(1))])) },
      outcomes: { get: () => undefined },
      clock: { now: () => 2 },
    } as unknown as FailedBatchParts;
    const connection = { id: 'c', name: 'Shop', isReadOnly: false };
    const destination = { kind: 'failureDestination', connection, trigger, destinationArn: at.queueArn };
    const intent = await redriveAll(parts, destination as unknown as DestinationNode);
    assert.deepEqual(
      intent?.batches.map(({ id }) => id),
      [`${unqualified}:$LATEST`],
    );
    assert.match(intent.remarks.join('\n'), /Of other triggers, and left where they are: 1 batch\./);
  });

  it('whose answer is lost can not count a part of a tumbling window as done: the next part needs its state', async () => {
    const timeWindow = { window: { start: 's', end: 'e' }, state: '{}', shardId: 's', eventSourceARN: 'a' };
    const flags = { isFinalInvokeForWindow: false, isWindowTerminatedEarly: false };
    const ofWindow = { ...batch, timeWindow: { ...timeWindow, ...flags } };
    const dialogs = new AnsweredDialogs();
    try {
      const questions = redriveQuestions('orders');
      const labelsFor = async (asked: typeof batch, to: number): Promise<readonly string[]> => {
        assert.equal(await questions.afterUnknown(asked, { invocation: 1, from: 0, to }, 'cut'), 'leave');
        return dialogs.shown.at(-1)?.labels ?? [];
      };
      assert.deepEqual(await labelsFor(ofWindow, 2), ['Send Again']);
      assert.match(dialogs.shown[0]?.detail ?? '', /the state of the tumbling window/);
      assert.deepEqual(await labelsFor(ofWindow, 3), ['Send Again', 'Count as Done']);
      assert.deepEqual(await labelsFor(batch, 2), ['Send Again', 'Count as Done']);
    } finally {
      dialogs.restore();
    }
  });

  it('has a report that no message, key or name can write into, and that says how to go on', () => {
    const trouble = 'Error: no\n\n## Succeeded: shardId-9\n\n![](https://example.com/x.png)|<b>';
    const failed: ReportedBatch = {
      ...batch,
      records: 3,
      succeeded: 1,
      outcome: 'failed',
      trouble,
      invocations: [
        {
          invocation: 1,
          atMs: 1,
          firstRecord: 1,
          lastRecord: 3,
          eventHash: 'h',
          answer: { outcome: 'functionError', executedVersion: '7', requestId: 'r', durationMs: 5 },
          verdict: { kind: 'failed', reason: trouble },
        },
      ],
      documents: [
        {
          at: { kind: 'bucket', bucketArn: 'arn:aws:s3:::b', key: 'a\n# b' },
          treatment: { kind: 'keep' },
          settled: 'gone',
        },
      ],
    };
    const report = {
      id: 'r',
      beganMs: 1,
      endedMs: 2,
      connectionName: 'Shop',
      functionArn,
      batches: [failed],
    };
    const lines = redriveReportText(report).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('#')),
      [`# Redrive to ${functionArn}`, '## Failed: shardId-1, 1 – 3'],
    );
    const written = lines.join('\n');
    assert.doesNotMatch(written, /(?<!\\)[<]b>|!\[\]\(/);
    assert.match(written, /^\| \S+ \| 1–3 \| Error: no .* \| 7 \| r \| 5 \|$/m);
    assert.match(written, /^Document: arn:aws:s3:::b\/a # b, was gone already$/m);
    assert.match(written, /Mend the function, then "Resume Redrive" goes on with record 2 of 3\.$/m);
  });
});
