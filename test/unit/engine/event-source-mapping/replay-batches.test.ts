import assert from 'node:assert/strict';
import { replayBatches } from '../../../../src/engine/event-source-mapping/replay-batches';
import type { InvocationResult } from '../../../../src/engine/ports/function-invoker';
import type { FailedBatchDecision } from '../../../../src/engine/ports/replay-observer';
import { InMemoryStreamSource, streamRecord } from '../../../support/stream-records';

const succeeded: InvocationResult = { outcome: 'succeeded', payload: 'null', durationMs: 1 };
const failed: InvocationResult = {
  outcome: 'functionError',
  errorType: 'TypeError',
  errorMessage: 'no',
  stackTrace: [],
  durationMs: 1,
};

/** Runs six records in batches of two; the function answers from the list, then succeeds. */
async function transcript(
  answers: readonly InvocationResult[],
  decisions: readonly FailedBatchDecision[],
  stop = new AbortController(),
): Promise<readonly string[]> {
  const lines: string[] = [];
  const records = [1, 2, 3, 4, 5, 6].map((number) => ({ shardId: 'shard', record: streamRecord(number) }));
  const remainingAnswers = [...answers];
  const remainingDecisions = [...decisions];
  const totals = await replayBatches(
    new InMemoryStreamSource(records),
    2,
    {
      invoker: {
        invoke: (event) => {
          lines.push(
            `invoke ${(JSON.parse(new TextDecoder().decode(event)) as { Records: unknown[] }).Records.length.toString()}`,
          );
          return Promise.resolve(remainingAnswers.shift() ?? succeeded);
        },
      },
      observer: {
        batchStarted: (batch, attempt) =>
          lines.push(`start ${batch.records.map(({ eventID }) => eventID).join('+')} #${attempt.toString()}`),
        batchFinished: (_batch, attempt, { outcome }) => lines.push(`${outcome} #${attempt.toString()}`),
      },
      decideFailedBatch: () => {
        const decision = remainingDecisions.shift() ?? 'giveUp';
        lines.push(decision);
        if (remainingDecisions.length === 0 && decision === 'giveUp' && stopAfterGivingUp) stop.abort();
        return Promise.resolve(decision);
      },
    },
    stop.signal,
  );
  return [...lines, `${totals.succeeded.toString()} succeeded, ${totals.failed.toString()} failed`];
}
let stopAfterGivingUp = false;

describe('replaying batches', () => {
  beforeEach(() => {
    stopAfterGivingUp = false;
  });

  it('feeds one batch after the other', async () => {
    assert.deepEqual(await transcript([], []), [
      'start 1+2 #1',
      'invoke 2',
      'succeeded #1',
      'start 3+4 #1',
      'invoke 2',
      'succeeded #1',
      'start 5+6 #1',
      'invoke 2',
      'succeeded #1',
      '3 succeeded, 0 failed',
    ]);
  });

  it('feeds a failed batch again with the same records before anything behind it', async () => {
    assert.deepEqual((await transcript([succeeded, failed, failed], ['retry', 'retry'])).slice(3), [
      'start 3+4 #1',
      'invoke 2',
      'functionError #1',
      'retry',
      'start 3+4 #2',
      'invoke 2',
      'functionError #2',
      'retry',
      'start 3+4 #3',
      'invoke 2',
      'succeeded #3',
      'start 5+6 #1',
      'invoke 2',
      'succeeded #1',
      '3 succeeded, 0 failed',
    ]);
  });

  it('goes on behind a batch that is given up', async () => {
    const lines = await transcript([failed], ['giveUp']);
    assert.equal(lines[3], 'giveUp');
    assert.equal(lines[4], 'start 3+4 #1');
    assert.equal(lines.at(-1), '2 succeeded, 1 failed');
  });

  it('starts no further batch once it is stopped', async () => {
    stopAfterGivingUp = true;
    const lines = await transcript([succeeded, failed], ['giveUp']);
    assert.equal(lines.at(-1), '1 succeeded, 1 failed');
    assert.ok(!lines.some((line) => line.startsWith('start 5')));
  });
});
