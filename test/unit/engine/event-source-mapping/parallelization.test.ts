import assert from 'node:assert/strict';
import { runScenario } from '../../../support/mapping-scenario';

describe('Parallelization factor', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const records = Array.from({ length: 64 }, (_, index) => ({
    sequenceNumber: index + 1,
    item: items[index % items.length] ?? '',
  }));

  it('keeps the order of each item and never has two of its batches in flight (PA-1)', async () => {
    const inFlight = new Set<string>();
    const { events } = await runScenario({
      shards: [{ shardId: 'A', records }],
      mapping: { parallelizationFactor: 4, batchSize: 5 },
      invocationMs: 1000,
      handler: () => undefined,
    });
    const seen: number[] = [];
    for (const event of events) {
      if (event.type !== 'batchStarted' && event.type !== 'batchFinished') continue;
      const numbers = event.batch.records.map(({ sequenceNumber }) => Number(sequenceNumber));
      const touched = new Set(numbers.map((n) => items[(n - 1) % items.length] ?? ''));
      for (const item of touched) {
        if (event.type === 'batchStarted') {
          assert.equal(inFlight.has(item), false);
          inFlight.add(item);
        } else inFlight.delete(item);
      }
      if (event.type === 'batchFinished') seen.push(...numbers);
    }
    for (const item of items) {
      const order = seen.filter((n) => items[(n - 1) % items.length] === item);
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
    }
    assert.equal(seen.length, records.length);
  });

  it('has up to factor batches of a shard in flight, and no more (PA-2)', async () => {
    let inFlight = 0;
    let most = 0;
    const { events } = await runScenario({
      shards: [{ shardId: 'A', records }],
      mapping: { parallelizationFactor: 3, batchSize: 2 },
      invocationMs: 1000,
    });
    for (const { type } of events) {
      if (type === 'batchStarted') inFlight += 1;
      if (type === 'batchFinished') inFlight -= 1;
      most = Math.max(most, inFlight);
    }
    assert.equal(most, 3);
  });

  it('a poison item holds back its own lane only, and the checkpoint stays below it (PA-3, PR-12)', async () => {
    const { invocations, checkpoints } = await runScenario({
      shards: [{ shardId: 'A', records, closedAtSeconds: Infinity }],
      mapping: { parallelizationFactor: 8, batchSize: 1 },
      stopAfterSeconds: 120,
      handler: ({ sequenceNumbers }) => {
        if (sequenceNumbers[0] === 5) throw new Error('poison');
      },
    });
    assert.deepEqual(checkpoints.get('A'), { sequenceNumber: '4' });
    assert.ok(invocations.flat().includes(64), 'other lanes go on');
    assert.equal(invocations.flat().includes(13), false, 'the same item does not');
  });

  it('what waits behind a poison item does not keep the other lanes from reading on (PR-12)', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      sequenceNumber: index + 1,
      item: items[index % items.length] ?? '',
    }));
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: many, closedAtSeconds: Infinity }],
      mapping: { parallelizationFactor: 8, batchSize: 10 },
      stopAfterSeconds: 60,
      handler: ({ sequenceNumbers }) => {
        if (sequenceNumbers[0] === 5) throw new Error('poison');
      },
    });
    assert.ok(invocations.flat().includes(5000));
  });
});
