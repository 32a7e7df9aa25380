import assert from 'node:assert/strict';
import { failsWith, runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

describe('BisectBatchOnFunctionError', () => {
  it('cuts a failing batch in two and the halves again, each retried on its own (BS-1, BS-4)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5] }],
      mapping: { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 },
      handler: failsWith(4),
    });
    assert.deepEqual(steps(transcript), [
      'invoke [1 2 3 4 5] #1',
      'failed: functionError',
      'bisect 2 + 3',
      'invoke [1 2] #1',
      'succeeded',
      'invoke [3 4 5] #1',
      'failed: functionError',
      'bisect 1 + 2',
      'invoke [3] #1',
      'succeeded',
      'invoke [4 5] #1',
      'failed: functionError',
      'bisect 1 + 1',
      'invoke [4] #1',
      'failed: functionError',
      'wait',
      'invoke [4] #2',
      'failed: functionError',
      'drop [4]: RetryAttemptsExhausted',
      'invoke [5] #1',
      'succeeded',
    ]);
  });

  it('uses up no retry attempt by cutting: the poison record alone gets 1 + MaximumRetryAttempts (BS-2, BS-6)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: Array.from({ length: 16 }, (_, index) => index + 1) }],
      mapping: { bisectBatchOnFunctionError: true, maximumRetryAttempts: 2 },
      handler: failsWith(11),
    });
    assert.equal(invocations.filter((sent) => sent.join() === '11').length, 3);
    assert.deepEqual(
      documents.map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.startSequenceNumber),
      ['11'],
    );
    assert.equal(documents[0]?.requestContext.approximateInvokeCount, 3);
  });

  it('with a partial response cuts at the returned sequence number (BS-3, PX-3)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5, 6] }],
      mapping: { bisectBatchOnFunctionError: true, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ call }) => (call === 1 ? { batchItemFailures: [{ itemIdentifier: '5' }] } : {}),
    });
    assert.deepEqual(invocations, [
      [1, 2, 3, 4, 5, 6],
      [5, 6],
    ]);
  });

  it('cuts in halves on a function error also with ReportBatchItemFailures (BS-3)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4] }],
      mapping: { bisectBatchOnFunctionError: true, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ call }) => {
        if (call === 1) throw new Error('no');
        return {};
      },
    });
    assert.deepEqual(invocations, [
      [1, 2, 3, 4],
      [1, 2],
      [3, 4],
    ]);
  });

  it('a document may be about more than one record when bisecting never got to cut them (BS-5, DE-16)', async () => {
    const { documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3].map((n) => ({ sequenceNumber: n, atSeconds: -100 })) }],
      mapping: { bisectBatchOnFunctionError: true, maximumRecordAgeInSeconds: 60 },
    });
    assert.deepEqual(
      documents.map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.batchSize),
      [3],
    );
  });
});
