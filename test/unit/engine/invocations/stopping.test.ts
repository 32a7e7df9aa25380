import assert from 'node:assert/strict';
import { runScenario } from '../../../support/mapping-scenario';

const twoShards = [
  { shardId: 'A', records: [1] },
  { shardId: 'B', records: [2] },
];

describe('Stopping', () => {
  it('while another shard waits for the only slot begins no invocation for it', async () => {
    const { invocations, checkpoints } = await runScenario({
      shards: twoShards,
      options: { concurrentInvocations: 1 },
      invocationMs: 1000,
      stopAt: ({ type }) => type === 'batchFinished',
    });
    assert.equal(invocations.length, 1);
    // What has succeeded is kept, although the stop came while it was told.
    assert.deepEqual([...checkpoints.values()], [{ sequenceNumber: String(invocations[0]?.[0]) }]);
  });

  it('ends for an error in a lane at once, also while the shard waits to be read again', async () => {
    let reads = 0;
    await assert.rejects(
      runScenario({
        shards: [{ shardId: 'A', records: [1], closedAtSeconds: Infinity }],
        stream: {
          answer: ({ operation }) =>
            operation === 'getRecords' && ++reads > 1 ? { fail: 'unavailable' } : undefined,
        },
        stopAfterSeconds: 365 * 24 * 3600,
        invocationMs: 60_000,
        stopAt: ({ type }) => {
          if (type === 'batchFinished') throw new Error('nobody can be told');
          return false;
        },
      }),
      /nobody can be told/,
    );
    // The backoff reaches 10 seconds within the minute; no read follows the error.
    assert.ok(reads < 12, String(reads));
  });
});
