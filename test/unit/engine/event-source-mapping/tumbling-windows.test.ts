import assert from 'node:assert/strict';
import type { Scenario, ScenarioHandler, ScenarioRecord } from '../../../support/mapping-scenario';
import { runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

const at = (sequenceNumber: number, atSeconds: number): ScenarioRecord => ({ sequenceNumber, atSeconds });

/** Counts records, as the sample of the documentation does. */
const counting: ScenarioHandler = ({ event }) => {
  const { count = 0 } = (event['state'] ?? {}) as { readonly count?: number };
  return { state: { count: count + event.Records.length } };
};

const windows: Scenario = {
  shards: [
    {
      shardId: 'A',
      closedAtSeconds: 400,
      records: [at(1, 5), at(2, 20), at(3, 65), at(4, 66), at(5, 310)],
    },
  ],
  mapping: { tumblingWindowInSeconds: 60 },
  handler: counting,
};

describe('Tumbling windows', () => {
  it('do not overlap, and each record belongs to the one of its creation time (TW-1)', async () => {
    const { transcript } = await runScenario(windows);
    assert.deepEqual(
      steps(transcript).filter((line) => line.startsWith('invoke')),
      [
        'invoke [1] in 15:45:00Z #1',
        'invoke [2] in 15:45:00Z #1',
        'invoke [] in 15:45:00Z final #1',
        'invoke [3] in 15:46:00Z #1',
        'invoke [4] in 15:46:00Z #1',
        'invoke [] in 15:46:00Z final #1',
        'invoke [5] in 15:50:00Z #1',
        'invoke [] in 15:50:00Z final #1',
      ],
    );
  });

  it('are cut where a capture has the records of several (TW-1)', async () => {
    const { invocations } = await runScenario({
      ...windows,
      shards: [{ shardId: 'A', records: [at(1, -200), at(2, -190), at(3, -100), at(4, -30), at(5, -20)] }],
    });
    assert.deepEqual(invocations, [[1, 2], [], [3], [], [4, 5], []]);
  });

  it('are aligned with 1970, not with the first record (TW-2)', async () => {
    const { received } = await runScenario(windows);
    assert.deepEqual(received[0]?.['window'], { start: '2025-11-25T15:45:00Z', end: '2025-11-25T15:46:00Z' });
  });

  it('hand the state on, beginning with an empty one (TW-3)', async () => {
    const { received } = await runScenario(windows);
    assert.deepEqual(
      received.slice(0, 4).map((event) => event['state']),
      [{}, { count: 1 }, { count: 2 }, {}],
    );
  });

  it('have the members of the recorded event beside Records (TW-3)', async () => {
    const { received } = await runScenario(windows);
    assert.deepEqual(Object.keys(received[0] ?? {}), [
      'Records',
      'window',
      'state',
      'shardId',
      'eventSourceARN',
      'isFinalInvokeForWindow',
      'isWindowTerminatedEarly',
    ]);
  });

  it('take a response without state for a failed invocation (TW-4)', async () => {
    const { transcript } = await runScenario({
      ...windows,
      mapping: { tumblingWindowInSeconds: 60, maximumRetryAttempts: 0 },
      handler: ({ call, event }) => (call === 1 ? {} : { state: event['state'] }),
    });
    assert.deepEqual(steps(transcript).slice(0, 3), [
      'invoke [1] in 15:45:00Z #1',
      'failed: the response has no "state", which a tumbling window requires',
      'drop [1] in 15:45:00Z: RetryAttemptsExhausted',
    ]);
  });

  it('take batchItemFailures beside the state (TW-4, PX-4)', async () => {
    const { invocations, received } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, 0), at(2, 0), at(3, 0)] }],
      mapping: { tumblingWindowInSeconds: 60, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ call }) =>
        call === 1
          ? { state: { seen: 1 }, batchItemFailures: [{ itemIdentifier: '2' }] }
          : { state: { seen: call } },
    });
    assert.deepEqual(invocations, [[1, 2, 3], [2, 3], []]);
    assert.deepEqual(
      received.map((event) => event['state']),
      [{}, { seen: 1 }, { seen: 2 }],
    );
  });

  it('end with one final invocation without records, after which the state is gone (TW-6, PR-5)', async () => {
    const { received } = await runScenario(windows);
    const finals = received.filter((event) => event['isFinalInvokeForWindow'] === true);
    assert.deepEqual(
      finals.map((event) => [event.Records.length, event['state']]),
      [
        [0, { count: 2 }],
        [0, { count: 2 }],
        [0, { count: 1 }],
      ],
    );
  });

  it('suspend the shard while the final invocation fails, within the limits on attempts (TW-7)', async () => {
    const handler: ScenarioHandler = ({ event }) => {
      if (event['isFinalInvokeForWindow'] === true) throw new Error('no');
      return { state: {} };
    };
    const unlimited = await runScenario({ ...windows, handler, stopAfterSeconds: 380 });
    assert.equal(unlimited.invocations.flat().includes(3), false);
    const limited = await runScenario({
      ...windows,
      mapping: { tumblingWindowInSeconds: 60, maximumRetryAttempts: 1 },
      handler,
    });
    assert.deepEqual(limited.invocations.flat(), [1, 2, 3, 4, 5]);
    assert.ok(steps(limited.transcript).includes('drop [] in 15:45:00Z final: RetryAttemptsExhausted'));
    assert.deepEqual(limited.documents, []);
  });

  it('give a final invocation up when it has failed for as long as a record may be old (TW-7)', async () => {
    const { transcript, documents } = await runScenario({
      ...windows,
      mapping: { tumblingWindowInSeconds: 60, maximumRecordAgeInSeconds: 60 },
      handler: ({ event }) => {
        if (event['isFinalInvokeForWindow'] === true) throw new Error('no');
        return { state: {} };
      },
    });
    const finals = transcript.filter((line) => / (invoke|drop) \[\] in 15:45/.test(line));
    // Due at second 60, over its age at 121.5, when the next attempt would be made.
    assert.equal(finals[0], '60 invoke [] in 15:45:00Z final #1');
    assert.match(finals.at(-1) ?? '', /^121\.5 drop \[\] in 15:45:00Z final: RecordAgeExceeded$/);
    assert.deepEqual(documents, []);
  });

  it('keep their state by shard, and by lane with a parallelization factor (TW-8, PX-4)', async () => {
    const records = Array.from({ length: 20 }, (_, index) => ({ sequenceNumber: index + 1 }));
    const { received } = await runScenario({
      shards: [
        { shardId: 'A', records },
        { shardId: 'B', records: [at(101, 0)] },
      ],
      mapping: { tumblingWindowInSeconds: 60, parallelizationFactor: 2 },
      handler: counting,
    });
    const finals = received.filter((event) => event['isFinalInvokeForWindow'] === true);
    const total = finals.reduce((sum, event) => sum + (event['state'] as { count: number }).count, 0);
    assert.equal(finals.length, 3);
    assert.equal(total, 21);
  });

  it('end with their shard; a child begins with a fresh state (TW-9)', async () => {
    const { received, transcript } = await runScenario({
      shards: [
        { shardId: 'A', records: [at(1, 0)] },
        { shardId: 'B', parentShardId: 'A', records: [at(2, 0)] },
      ],
      mapping: { tumblingWindowInSeconds: 300 },
      handler: counting,
    });
    assert.deepEqual(
      steps(transcript).filter((line) => line.startsWith('invoke')),
      [
        'invoke [1] in 15:45:00Z #1',
        'invoke [] in 15:45:00Z final #1',
        'invoke [2] in 15:45:00Z #1',
        'invoke [] in 15:45:00Z final #1',
      ],
    );
    assert.deepEqual(received[2]?.['state'], {});
  });

  it('close without further grace once their time is over and the shard has nothing more of it (TW-10)', async () => {
    const { transcript } = await runScenario(windows);
    const final = transcript.find((line) => line.includes('final'));
    assert.equal(final, '60 invoke [] in 15:45:00Z final #1');
  });

  it('take a late record into the window that is open (TW-11)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, -50), at(2, 10), at(3, -40)], closedAtSeconds: 100 }],
      mapping: { tumblingWindowInSeconds: 60, batchSize: 1 },
      handler: counting,
    });
    assert.deepEqual(
      steps(transcript).filter((line) => line.startsWith('invoke') && !line.includes('final')),
      ['invoke [1] in 15:44:00Z #1', 'invoke [2] in 15:45:00Z #1', 'invoke [3] in 15:45:00Z #1'],
    );
  });

  it('are opened again by a late record when none is open, with an empty state (TW-11)', async () => {
    const late = { sequenceNumber: 2, atSeconds: 70, createdAtSeconds: 50 };
    const { transcript, received } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, 10), late], closedAtSeconds: 100 }],
      mapping: { tumblingWindowInSeconds: 60 },
      handler: counting,
    });
    assert.deepEqual(
      transcript.filter((line) => line.includes(' invoke ')),
      [
        '10.25 invoke [1] in 15:45:00Z #1',
        '60 invoke [] in 15:45:00Z final #1',
        '70.25 invoke [2] in 15:45:00Z #1',
        '70.25 invoke [] in 15:45:00Z final #1',
      ],
    );
    assert.deepEqual(received[2]?.['state'], {});
  });

  it('are processed in order, and again after a failure, with the state of before (TW-12)', async () => {
    const { received, invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [at(1, 0), at(2, 0)] }],
      mapping: { tumblingWindowInSeconds: 60, batchSize: 1 },
      handler: (call) => {
        if (call.call === 2) throw new Error('once');
        return counting(call);
      },
    });
    assert.deepEqual(invocations, [[1], [2], [2], []]);
    assert.deepEqual(
      received.map((event) => event['state']),
      [{}, { count: 1 }, { count: 1 }, { count: 2 }],
    );
  });

  it('see only what the filters let through (PX-5)', async () => {
    const { received } = await runScenario({
      ...windows,
      mapping: {
        tumblingWindowInSeconds: 60,
        filterPatterns: ['{"dynamodb":{"Keys":{"id":{"S":["2","3"]}}}}'],
      },
    });
    assert.deepEqual(
      received.map((event) => event.Records.length),
      [1, 0, 1, 0],
    );
  });
});
