import assert from 'node:assert/strict';
import type { ScenarioRecord } from '../../../support/mapping-scenario';
import { runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

describe('Records that left the stream unread', () => {
  it('continues at TRIM_HORIZON after a trim, reports the lost range, repeats nothing (IT-8, CK-8)', async () => {
    const records: ScenarioRecord[] = [5, 6, 7].map((sequenceNumber) => ({ sequenceNumber }));
    const { invocations, transcript, documents } = await runScenario({
      shards: [{ shardId: 'A', records }],
      checkpoints: new Map([['A', { sequenceNumber: '2' }]]),
      stream: {
        answer: (call) =>
          call.operation === 'getShardIterator' && call.position.type === 'AFTER_SEQUENCE_NUMBER'
            ? { fail: 'trimmedData' }
            : undefined,
      },
    });
    assert.deepEqual(invocations, [[5, 6, 7]]);
    assert.ok(transcript.includes('0 lost A after 2 before 5'));
    assert.deepEqual(documents, []);
  });

  it('drops what is at or below the checkpoint when a trim turns out to be none (IT-8)', async () => {
    const { invocations, transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4] }],
      checkpoints: new Map([['A', { sequenceNumber: '2' }]]),
      stream: {
        answer: (call) =>
          call.operation === 'getShardIterator' && call.position.type === 'AFTER_SEQUENCE_NUMBER'
            ? { fail: 'trimmedData' }
            : undefined,
      },
    });
    assert.deepEqual(invocations, [[3, 4]]);
    assert.equal(
      transcript.some((line) => line.includes('lost')),
      false,
    );
  });

  it('counts a shard that is trimmed as a whole as finished and goes on with its child (IT-8)', async () => {
    const { invocations, transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [1] },
        { shardId: 'B', parentShardId: 'A', records: [2] },
      ],
      stream: {
        answer: (call) =>
          call.operation === 'getRecords' && call.shard.shardId === 'A' ? { fail: 'trimmedData' } : undefined,
      },
    });
    assert.deepEqual(invocations, [[2]]);
    assert.ok(steps(transcript).includes('lost A after - before -'));
  });

  it('reports what an earlier run left unread of a shard that is not listed any more, once (CK-8)', async () => {
    const scenario = { shards: [{ shardId: 'young', parentShardId: 'gone', records: [9] }] };
    const first = await runScenario({
      ...scenario,
      checkpoints: new Map([['gone', { sequenceNumber: '2' }]]),
    });
    assert.deepEqual(first.invocations, [[9]]);
    assert.ok(first.transcript.includes('0 lost gone after 2 before -'), first.transcript.join('\n'));
    const second = await runScenario({ ...scenario, checkpoints: first.checkpoints });
    assert.equal(
      second.transcript.some((line) => line.includes('lost')),
      false,
    );
  });

  it('reports no loss of a shard that is trimmed but was read to its last record (IT-8)', async () => {
    const { transcript, checkpoints } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      checkpoints: new Map([['A', { sequenceNumber: '2' }]]),
      stream: {
        answer: ({ operation }) => (operation === 'listShards' ? undefined : { fail: 'trimmedData' }),
      },
    });
    assert.equal(
      transcript.some((line) => line.includes('lost')),
      false,
    );
    assert.deepEqual(checkpoints.get('A'), { isFinished: true });
  });
});
