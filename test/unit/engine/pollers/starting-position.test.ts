import assert from 'node:assert/strict';
import type { ScenarioShard } from '../../../support/mapping-scenario';
import { runScenario, START_MS } from '../../../support/mapping-scenario';
import { starts } from '../../../support/mapping-transcript';

const shards: readonly ScenarioShard[] = [
  {
    shardId: 'A',
    records: [1, 2].map((n) => ({ sequenceNumber: n, atSeconds: -100 })),
    closedAtSeconds: -50,
  },
  {
    shardId: 'B',
    parentShardId: 'A',
    closedAtSeconds: 100,
    records: [
      { sequenceNumber: 3, atSeconds: -20 },
      { sequenceNumber: 4, atSeconds: 20 },
    ],
  },
  {
    shardId: 'C',
    parentShardId: 'B',
    openedAtSeconds: 100,
    closedAtSeconds: Infinity,
    // Written before the rollover is discovered.
    records: [{ sequenceNumber: 5, atSeconds: 100 }],
  },
];

describe('Starting position', () => {
  it('TRIM_HORIZON handles everything that is still in the stream (CK-1)', async () => {
    const { invocations } = await runScenario({ shards, stopAfterSeconds: 150 });
    assert.deepEqual(invocations.flat(), [1, 2, 3, 4, 5]);
  });

  it('LATEST handles what is written from then on, shards with an ending sequence number not at all (CK-1, SH-2)', async () => {
    const { invocations, transcript, checkpoints } = await runScenario({
      shards,
      mapping: { startingPosition: { type: 'LATEST' } },
      stopAfterSeconds: 90,
    });
    assert.deepEqual(invocations, [[4]]);
    assert.deepEqual(starts(transcript), ['B LATEST']);
    assert.deepEqual(checkpoints.get('A'), { isFinished: true });
  });

  it('LATEST reads the children of its shards from TRIM_HORIZON (CK-3)', async () => {
    const { invocations, transcript } = await runScenario({
      shards,
      mapping: { startingPosition: { type: 'LATEST' } },
      stopAfterSeconds: 150,
    });
    assert.deepEqual(invocations, [[4], [5]]);
    assert.deepEqual(starts(transcript), ['B LATEST', 'C TRIM_HORIZON']);
  });

  it('LATEST begins when the first read is made, so what is written before that is missed (CK-2)', async () => {
    let failures = 3;
    const { invocations } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [
            { sequenceNumber: 1, atSeconds: 1 },
            { sequenceNumber: 2, atSeconds: 4 },
          ],
          closedAtSeconds: Infinity,
        },
      ],
      mapping: { startingPosition: { type: 'LATEST' } },
      // The shards are listed 3.5 seconds after the start.
      stream: {
        answer: ({ operation }) =>
          operation === 'listShards' && failures-- > 0 ? { fail: 'unavailable' } : undefined,
      },
      stopAfterSeconds: 10,
    });
    assert.deepEqual(invocations, [[2]]);
  });

  it('a sequence number begins with that record, in its shard and those after it (IT-1)', async () => {
    const { invocations } = await runScenario({
      shards,
      mapping: { startingPosition: { type: 'SEQUENCE_NUMBER', sequenceNumber: '4' } },
      stopAfterSeconds: 150,
    });
    assert.deepEqual(invocations.flat(), [4, 5]);
  });

  it('a sequence number before all shards begins with the first, one between two with the second (IT-1)', async () => {
    const from = async (sequenceNumber: string) => {
      const startingPosition = { type: 'SEQUENCE_NUMBER', sequenceNumber } as const;
      return (
        await runScenario({ shards, mapping: { startingPosition }, stopAfterSeconds: 150 })
      ).invocations.flat();
    };
    assert.deepEqual(await from('0'), [1, 2, 3, 4, 5]);
    assert.deepEqual(await from('3'), [3, 4, 5]);
  });

  it('a time begins with the records of its whole second (IT-1, RE-7)', async () => {
    const { invocations } = await runScenario({
      shards,
      mapping: { startingPosition: { type: 'TIME', epochMs: START_MS - 19_500 } },
      stopAfterSeconds: 150,
    });
    assert.deepEqual(invocations.flat(), [3, 4, 5]);
  });

  it('a time passes over a shard whose child was created long before it (SH-6)', async () => {
    const id = (epochMs: number) => `shardId-${String(epochMs).padStart(20, '0')}-aaaaaaaa`;
    const [old, young] = [id(START_MS - 9_000_000), id(START_MS - 600_000)];
    const { transcript, invocations } = await runScenario({
      shards: [
        { shardId: old, records: [{ sequenceNumber: 1, atSeconds: -8000 }] },
        { shardId: young, parentShardId: old, records: [2] },
      ],
      mapping: { startingPosition: { type: 'TIME', epochMs: START_MS - 60_000 } },
    });
    assert.deepEqual(starts(transcript), [`${young} TRIM_HORIZON`]);
    assert.deepEqual(invocations, [[2]]);
  });

  it('a checkpoint wins over the starting position; a shard that is new since then is read from its beginning (CK-7)', async () => {
    const { invocations, transcript } = await runScenario({
      shards,
      mapping: { startingPosition: { type: 'LATEST' } },
      checkpoints: new Map([['A', { sequenceNumber: '1' }]]),
      stopAfterSeconds: 150,
    });
    assert.deepEqual(invocations.flat(), [2, 3, 4, 5]);
    assert.deepEqual(starts(transcript), ['A AFTER_SEQUENCE_NUMBER 1', 'B TRIM_HORIZON', 'C TRIM_HORIZON']);
  });
});

describe('Starting position of a run that went on from nothing handled', () => {
  it('LATEST on a stream with closed shards delivers none of the history after a restart (CK-1, CK-7)', async () => {
    const history: readonly ScenarioShard[] = [
      { shardId: 'A', records: [{ sequenceNumber: 1, atSeconds: -7000 }], closedAtSeconds: -6000 },
      {
        shardId: 'B',
        parentShardId: 'A',
        closedAtSeconds: Infinity,
        records: [
          { sequenceNumber: 2, atSeconds: -600 },
          { sequenceNumber: 3, atSeconds: 30 },
        ],
      },
    ];
    const mapping = { startingPosition: { type: 'LATEST' } } as const;
    const first = await runScenario({ shards: history, mapping, stopAfterSeconds: 10 });
    const second = await runScenario({
      shards: history,
      mapping,
      checkpoints: first.checkpoints,
      stopAfterSeconds: 60,
    });
    assert.deepEqual(first.invocations, []);
    assert.deepEqual(second.invocations, [[3]]);
  });

  it('a sequence number that is not written yet begins with it in the shard in which it will be (IT-1)', async () => {
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', records: [1, 2], closedAtSeconds: 10 },
        {
          shardId: 'B',
          parentShardId: 'A',
          openedAtSeconds: 10,
          closedAtSeconds: Infinity,
          records: [3, 4, 5].map((sequenceNumber) => ({ sequenceNumber, atSeconds: 20 })),
        },
      ],
      mapping: { startingPosition: { type: 'SEQUENCE_NUMBER', sequenceNumber: '4' } },
      stopAfterSeconds: 60,
    });
    assert.deepEqual(invocations.flat(), [4, 5]);
  });
});

describe('Listing', () => {
  it('that leaves a finished shard out once does not have it read again (SH-4)', async () => {
    let listings = 0;
    const { invocations } = await runScenario({
      shards: [
        { shardId: 'A', records: [1] },
        { shardId: 'B', parentShardId: 'A', records: [], closedAtSeconds: Infinity },
      ],
      stopAfterSeconds: 60,
      around: (source) => ({
        streamArn: source.streamArn,
        getShardIterator: (...call) => source.getShardIterator(...call),
        getRecords: (...call) => source.getRecords(...call),
        listShards: async (stop) => {
          listings += 1;
          const list = await source.listShards(stop);
          return listings === 3
            ? { ...list, shards: list.shards.filter(({ shardId }) => shardId !== 'A') }
            : list;
        },
      }),
    });
    assert.ok(listings > 4);
    assert.deepEqual(invocations, [[1]]);
  });
});
