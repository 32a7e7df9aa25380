/** Handlers of each kind in a replay, and what the report says of them. */
import assert from 'node:assert/strict';

import { serializeEvent } from '../../src/engine/events/dynamodb-event';
import { streamRecord } from '../support/stream-records';
import { deliveries, file, replay, sequence } from './reported-replay';

const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000';
const FIVE_RECORDS = [1, 2, 3, 4, 5].map((number) => streamRecord(number));

describe('a replay', function () {
  this.timeout(60_000);

  it('tells partial failures and what is retried after them', async () => {
    const handler = file(
      'partial.mjs',
      `const tries = new Map();
      export const handler = async ({ Records }) => {
        const last = Records.at(-1).dynamodb.SequenceNumber;
        const count = (tries.get(last) ?? 0) + 1;
        tries.set(last, count);
        return { batchItemFailures: count < 3 ? [{ itemIdentifier: last }] : [] };
      };`,
    );
    const capture = file('five.json', serializeEvent(FIVE_RECORDS));
    const mapping = { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 2 };
    const { exitCode, report } = await replay([capture], mapping, '--virtual-time', '--handler', handler);
    assert.equal(exitCode, 0);
    assert.deepEqual(deliveries(report), [
      ['1-5', 5, 1, 'partialFailure'],
      ['5-5', 1, 1, 'partialFailure'],
      ['5-5', 1, 2, 'succeeded'],
    ]);
    assert.equal(report.invocations[1]?.error?.errorMessage, 'the first record was reported as failed');
  });

  it('tells windows with their state, and their final invocation', async () => {
    const handler = file(
      'window.mjs',
      `export const handler = async ({ Records, state, isFinalInvokeForWindow }) => {
        if (isFinalInvokeForWindow) console.log('total', state.total);
        return { state: { total: (state.total ?? 0) + Records.length } };
      };`,
    );
    const capture = file('five.json', serializeEvent(FIVE_RECORDS));
    const mapping = { TumblingWindowInSeconds: 60, BatchSize: 3 };
    const { exitCode, report, stderr } = await replay(
      [capture],
      mapping,
      '--virtual-time',
      '--handler',
      handler,
    );
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /^total 5$/m);
    assert.deepEqual(
      report.invocations.map(({ window }) => window),
      [false, false, true].map((isFinalInvokeForWindow) => ({
        start: '2024-11-25T15:40:00Z',
        end: '2024-11-25T15:41:00Z',
        isFinalInvokeForWindow,
        isWindowTerminatedEarly: false,
      })),
    );
  });

  it('notes once what a handler seems to mean and Lambda does not read', async () => {
    const handler = file('capitals.mjs', 'export const handler = async () => ({ BatchItemFailures: [] });');
    const capture = file('five.json', serializeEvent(FIVE_RECORDS));
    const mapping = { FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 1 };
    const { exitCode, stderr } = await replay([capture], mapping, '--handler', handler);
    assert.equal(exitCode, 0);
    assert.equal(stderr.split('"BatchItemFailures" with a capital letter').length, 2, stderr);
  });

  it('keeps shards apart, and takes the child after its parent', async () => {
    const handler = file('nothing.mjs', 'export const handler = async () => {};');
    const lines = [3, 1, 4, 2, 5].map((number) =>
      JSON.stringify({
        shardId: number < 3 ? 'shardId-a' : 'shardId-b',
        ...(number < 3 ? {} : { parentShardId: 'shardId-a' }),
        record: streamRecord(number),
      }),
    );
    const header = JSON.stringify({ captureVersion: 1, streamArn: STREAM });
    const capture = file('shards.jsonl', [header, ...lines, ''].join('\n'));
    const { exitCode, report } = await replay([capture], undefined, '--handler', handler);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      report.invocations.map(({ shardId, sequenceNumbers }) => [shardId, sequenceNumbers]),
      [
        ['shardId-a', sequence(1, 2)],
        ['shardId-b', sequence(3, 4, 5)],
      ],
    );
    assert.deepEqual(report.checkpoints, {
      'shardId-a': sequence(2)[0],
      'shardId-b': sequence(5)[0],
    });
  });

  it('tells time-outs', async () => {
    const handler = file(
      'slow.mjs',
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
    );
    const capture = file('five.json', serializeEvent(FIVE_RECORDS));
    const { exitCode, report } = await replay([capture], undefined, '--timeout', '1', '--handler', handler);
    assert.equal(exitCode, 1);
    assert.deepEqual(deliveries(report), [['1-5', 5, 1, 'timedOut']]);
    assert.equal(report.invocations[0]?.error?.errorType, 'Sandbox.Timedout');
  });
});
