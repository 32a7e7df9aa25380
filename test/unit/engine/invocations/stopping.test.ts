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
});
