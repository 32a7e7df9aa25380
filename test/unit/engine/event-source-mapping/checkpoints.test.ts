import assert from 'node:assert/strict';
import { alwaysFails, failsWith, runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

describe('Checkpoints', () => {
  it('move to the end of a batch that has succeeded, and to just before the lowest failed record (CK-4)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4] }],
      mapping: { batchSize: 4, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ call }) => (call === 1 ? { batchItemFailures: [{ itemIdentifier: '3' }] } : {}),
    });
    assert.deepEqual(
      transcript.filter((line) => line.includes('checkpoint')),
      ['0 checkpoint 2', '0.5 checkpoint 4'],
    );
  });

  it('move when a batch was wholly filtered away (CK-5, FI-3)', async () => {
    const { checkpoints, invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2], closedAtSeconds: Infinity }],
      mapping: { filterPatterns: ['{"eventName":["REMOVE"]}'] },
      stopAfterSeconds: 5,
    });
    assert.deepEqual(invocations, []);
    assert.deepEqual(checkpoints.get('A'), { sequenceNumber: '2' });
  });

  it('stay below a failing record although filtered ones follow it (CK-5)', async () => {
    const { checkpoints } = await runScenario({
      shards: [
        { shardId: 'A', records: [{ sequenceNumber: 1, item: 'wanted' }, 2, 3], closedAtSeconds: Infinity },
      ],
      mapping: { filterPatterns: ['{"dynamodb":{"Keys":{"id":{"S":["wanted"]}}}}'] },
      handler: alwaysFails,
      stopAfterSeconds: 60,
    });
    assert.equal(checkpoints.get('A'), undefined);
  });

  it('move past records that were discarded (CK-6)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      mapping: { maximumRetryAttempts: 0, batchSize: 1 },
      handler: failsWith(1),
    });
    assert.deepEqual(steps(transcript).slice(0, 4), [
      'invoke [1] #1',
      'failed: functionError',
      'drop [1]: RetryAttemptsExhausted',
      'invoke [2] #1',
    ]);
  });
});
