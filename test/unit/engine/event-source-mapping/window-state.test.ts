import assert from 'node:assert/strict';
import type { ScenarioRecord } from '../../../support/mapping-scenario';
import { runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

const at = (sequenceNumber: number, atSeconds: number): ScenarioRecord => ({ sequenceNumber, atSeconds });

describe('The state of a tumbling window', () => {
  it('cuts what remains of a batch when it came with a partial answer and leaves too little room (PR-3)', async () => {
    const sizes: number[] = [];
    const { invocations } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: Array.from({ length: 15 }, (_, index) => ({
            sequenceNumber: index + 1,
            padding: 400_000,
          })),
        },
      ],
      mapping: { tumblingWindowInSeconds: 60, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ event, call }) => {
        sizes.push(JSON.stringify(event).length);
        if (call > 1) return { state: event['state'] };
        return { state: 'x'.repeat(1_000_000), batchItemFailures: [{ itemIdentifier: '2' }] };
      },
    });
    assert.deepEqual(
      invocations.map((sent) => sent.length),
      [15, 7, 7, 0],
    );
    assert.deepEqual(
      invocations.slice(1).flat(),
      Array.from({ length: 14 }, (_, index) => index + 2),
    );
    assert.ok(Math.max(...sizes) <= 6_291_456, sizes.join());
  });

  it('ends the window early when it passes 1 MB, and the window begins again with an empty one (TW-5)', async () => {
    const big = 'x'.repeat(1024 * 1024);
    const { transcript, received } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, 0), at(2, 0)] }],
      mapping: { tumblingWindowInSeconds: 60, batchSize: 1 },
      handler: ({ call }) => ({ state: call === 1 ? big : 'small' }),
    });
    assert.deepEqual(
      steps(transcript).filter((line) => line.startsWith('invoke')),
      [
        'invoke [1] in 15:45:00Z #1',
        'invoke [] in 15:45:00Z final early #1',
        'invoke [2] in 15:45:00Z #1',
        'invoke [] in 15:45:00Z final #1',
      ],
    );
    assert.equal(received[1]?.['state'], big);
    assert.deepEqual(received[2]?.['state'], {});
  });

  it('may have exactly 1 MB (TW-5)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, 0), at(2, 0)] }],
      mapping: { tumblingWindowInSeconds: 60, batchSize: 1 },
      handler: () => ({ state: 'x'.repeat(1024 * 1024 - 2) }),
    });
    assert.equal(
      transcript.some((line) => line.includes('early')),
      false,
    );
  });

  it('is not kept with the checkpoints: a run that goes on begins with an empty one (TW-3)', async () => {
    const shards = [{ shardId: 'A', records: [at(1, 0), at(2, 20)], closedAtSeconds: Infinity }];
    const mapping = { tumblingWindowInSeconds: 60 };
    const handler = () => ({ state: 'of the first run' });
    const first = await runScenario({ shards, mapping, handler, stopAfterSeconds: 10 });
    const { checkpoints } = first;
    const second = await runScenario({ shards, mapping, handler, checkpoints, stopAfterSeconds: 30 });
    assert.deepEqual(first.invocations, [[1]]);
    assert.deepEqual(second.invocations, [[2]]);
    assert.deepEqual(second.received[0]?.['state'], {});
  });
});
