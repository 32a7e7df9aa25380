import assert from 'node:assert/strict';
import { shardCreationMs } from '../../../../src/engine/pollers/shard-lineage';
import { runScenario } from '../../../support/mapping-scenario';
import { starts } from '../../../support/mapping-transcript';

describe('Shard lineage', () => {
  it('invokes with everything of a parent before anything of its children (SH-1, PR-10)', async () => {
    let failures = 3;
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'child-1', parentShardId: 'parent', records: [3] },
        { shardId: 'parent', records: [1, 2] },
        { shardId: 'child-2', parentShardId: 'parent', records: [4] },
        { shardId: 'grandchild', parentShardId: 'child-1', records: [5] },
      ],
      mapping: { batchSize: 1 },
      handler: ({ sequenceNumbers }) => {
        if (sequenceNumbers[0] === 2 && failures-- > 0) throw new Error('busy');
      },
    });
    assert.deepEqual(invocations.slice(0, 5).flat(), [1, 2, 2, 2, 2]);
    assert.ok(invocations.flat().indexOf(5) > invocations.flat().indexOf(3));
    assert.deepEqual([...invocations.flat()].sort(), [1, 2, 2, 2, 2, 3, 4, 5]);
  });

  it('reads an open shard on while it is open and to its end when it is closed (SH-2, IT-7)', async () => {
    const { transcript, invocations } = await runScenario({
      shards: [
        {
          shardId: 'A',
          closedAtSeconds: 30,
          records: [1, { sequenceNumber: 2, atSeconds: 29 }],
        },
      ],
    });
    assert.deepEqual(invocations, [[1], [2]]);
    assert.equal(transcript.at(-1), '30 finish A');
  });

  it('goes on in the child when a shard rolls over after four hours (SH-3)', async () => {
    const fourHours = 4 * 60 * 60;
    const { invocations, transcript } = await runScenario({
      shards: [
        { shardId: 'A', closedAtSeconds: fourHours, records: [1] },
        {
          shardId: 'B',
          parentShardId: 'A',
          openedAtSeconds: fourHours,
          closedAtSeconds: Infinity,
          records: [{ sequenceNumber: 2, atSeconds: fourHours + 5 }],
        },
      ],
      stopAfterSeconds: fourHours + 60,
    });
    assert.deepEqual(invocations, [[1], [2]]);
    assert.deepEqual(starts(transcript), ['A TRIM_HORIZON', 'B TRIM_HORIZON']);
  });

  it('finds a child that is listed only some seconds after its parent has ended (SH-1)', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', closedAtSeconds: 10, records: [1] },
        {
          shardId: 'B',
          parentShardId: 'A',
          openedAtSeconds: 14,
          closedAtSeconds: Infinity,
          records: [{ sequenceNumber: 2, atSeconds: 14 }],
        },
      ],
      stopAfterSeconds: 20,
    });
    assert.deepEqual(invocations, [[1], [2]]);
  });

  it('finds the shards of a stream by nothing but the list of all of them (SH-8)', async () => {
    const asked: string[] = [];
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', closedAtSeconds: 10, records: [1] },
        {
          shardId: 'B',
          parentShardId: 'A',
          openedAtSeconds: 10,
          closedAtSeconds: Infinity,
          records: [{ sequenceNumber: 2, atSeconds: 10 }],
        },
      ],
      stopAfterSeconds: 30,
      around: (source) => ({
        streamArn: source.streamArn,
        getShardIterator: (...call) => source.getShardIterator(...call),
        getRecords: (...call) => source.getRecords(...call),
        listShards: async (...call) => {
          const list = await source.listShards(...call);
          asked.push(
            list.shards
              .map(({ shardId }) => shardId)
              .sort()
              .join(),
          );
          return list;
        },
      }),
    });
    assert.deepEqual(invocations, [[1], [2]]);
    assert.equal(asked[0], 'A');
    assert.equal(asked.at(-1), 'A,B');
  });

  it('goes on after the checkpoint of a shard that is missing in the first list', async () => {
    let lists = 0;
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, 2], closedAtSeconds: Infinity },
        { shardId: 'B', records: [11], closedAtSeconds: Infinity },
      ],
      checkpoints: new Map([['A', { sequenceNumber: '1' }]]),
      stopAfterSeconds: 30,
      around: (source) => ({
        streamArn: source.streamArn,
        getShardIterator: (...call) => source.getShardIterator(...call),
        getRecords: (...call) => source.getRecords(...call),
        listShards: async (...call) => {
          const list = await source.listShards(...call);
          lists += 1;
          return lists > 1 ? list : { ...list, shards: list.shards.filter(({ shardId }) => shardId !== 'A') };
        },
      }),
    });
    assert.deepEqual(invocations, [[11], [2]]);
  });

  it('takes a shard whose parent is not listed for a root, and any order of the list (SH-4)', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'B', parentShardId: 'gone', records: [1] },
        { shardId: 'C', parentShardId: 'B', records: [2] },
      ],
    });
    assert.deepEqual(invocations, [[1], [2]]);
  });

  it('finishes a listed shard whose records are all past the 24 hours (SH-5)', async () => {
    const { invocations, checkpoints } = await runScenario({
      shards: [
        { shardId: 'old', records: [{ sequenceNumber: 1, atSeconds: -90_000 }], closedAtSeconds: -80_000 },
        { shardId: 'young', parentShardId: 'old', records: [2] },
      ],
    });
    assert.deepEqual(invocations, [[2]]);
    assert.deepEqual(checkpoints.get('old'), { isFinished: true });
  });

  it('reads the creation time in a shard id, and no time in any other id (SH-6)', () => {
    assert.equal(shardCreationMs('shardId-00000001573689847184-864758bb'), 1_573_689_847_184);
    assert.equal(shardCreationMs('shardId-00000000000000000001-aaaaaaaa'), undefined);
    assert.equal(shardCreationMs('shard-1'), undefined);
  });

  it('gets through a damaged lineage in which shards name each other as parents', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', parentShardId: 'B', records: [1] },
        { shardId: 'B', parentShardId: 'A', records: [2] },
      ],
    });
    assert.deepEqual(invocations.flat().sort(), [1, 2]);
  });
});
