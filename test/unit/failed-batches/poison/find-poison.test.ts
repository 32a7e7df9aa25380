import assert from 'node:assert/strict';
import { findPoison } from '../../../../src/failed-batches/poison/find-poison';
import type { PoisonOptions, PoisonSearch } from '../../../../src/failed-batches/poison/poison-search';
import type { Probe } from '../../../../src/failed-batches/poison/probe';
import type { ModelProcess } from './model-handlers';
import { batch, failed, failsWithAnyOf, never, probeOf } from './model-handlers';

const options: PoisonOptions = { isFresh: false, mostRuns: 200, mostSets: 10 };

function search(
  length: number,
  probe: Probe<number>,
  other: Partial<PoisonOptions> = {},
): Promise<PoisonSearch> {
  return findPoison(batch(length), probe, { ...options, ...other }, never);
}

function setsOf({ sets }: PoisonSearch): readonly (readonly number[])[] {
  return sets.map(({ indexes }) => indexes);
}

describe('the search for poison records', () => {
  it('finds one record among a thousand in 25 runs', async () => {
    const found = await search(
      1000,
      probeOf(() => failsWithAnyOf([[617]])),
    );
    assert.deepEqual(setsOf(found), [[617]]);
    assert.equal(found.sets[0]?.dependence, 'alone');
    assert.deepEqual(found.rest, { kind: 'passes' });
    assert.equal(found.processes, 'warm');
    assert.ok(found.runs <= 25, String(found.runs));
  });

  it('finds a pair that fails only together', async () => {
    const found = await search(
      100,
      probeOf(() => failsWithAnyOf([[12, 80]])),
    );
    assert.deepEqual(setsOf(found), [[12, 80]]);
    assert.equal(found.sets[0]?.dependence, 'together');
    assert.equal(found.sets[0].acrossInvocations, false);
  });

  it('says that two records fail only in their order', async () => {
    const failsInOrder: ModelProcess = (records) =>
      records.includes(70) && records.slice(records.indexOf(20) + 1).includes(70) && records.includes(20)
        ? 'Error'
        : undefined;
    const found = await search(
      100,
      probeOf(() => failsInOrder),
    );
    assert.deepEqual(setsOf(found), [[20, 70]]);
    assert.equal(found.sets[0]?.dependence, 'order');
  });

  it('does not blame the record that fails only after another one in the same process', async () => {
    const found = await search(100, probeOf(remembersTwenty));
    assert.deepEqual(setsOf(found), [[20, 70]]);
    assert.equal(found.sets[0]?.dependence, 'order');
    assert.equal(found.sets[0].acrossInvocations, true);
    assert.equal(found.processes, 'turnedFresh');
  });

  it('finds it without a detour where each run has a process of its own', async () => {
    const found = await search(100, probeOf(remembersTwenty), { isFresh: true });
    assert.deepEqual(setsOf(found), [[20, 70]]);
    assert.equal(found.processes, 'fresh');
  });

  it('tells culprits with other errors apart', async () => {
    const sets = [[3], [40, 41], [90]];
    const found = await search(
      100,
      probeOf(() => failsWithAnyOf(sets, (set) => `Error${set}`)),
    );
    assert.deepEqual(setsOf(found), sets);
    assert.deepEqual(
      found.sets.map(({ failure }) => failure.errorType),
      ['Error0', 'Error1', 'Error2'],
    );
    assert.deepEqual(found.rest, { kind: 'passes' });
  });

  it('keeps to the error of the batch, and tells of the one that a part of the set has', async () => {
    // Without 10 the record 60 fails in another way.
    const process: ModelProcess = (records) => {
      if (!records.includes(60)) return undefined;
      return records.includes(10) ? 'Together' : 'Alone';
    };
    const found = await search(
      100,
      probeOf(() => process),
    );
    assert.deepEqual(setsOf(found), [[10, 60], [60]]);
    assert.deepEqual(
      found.sets.map(({ failure }) => failure.errorType),
      ['Together', 'Alone'],
    );
  });

  it('says that the batch passes here', async () => {
    const found = await search(
      100,
      probeOf(() => () => undefined),
    );
    assert.deepEqual(found, { sets: [], rest: { kind: 'passes' }, runs: 2, processes: 'warm' });
  });

  it('sees in one run that the handler can not be loaded', async () => {
    const found = await search(
      100,
      probeOf(() => () => 'Runtime.ImportModuleError'),
    );
    assert.equal(found.rest.kind === 'notARecord' && found.rest.cause, 'init');
    assert.ok(found.runs <= 2);
  });

  it('blames no record of a handler that fails without any', async () => {
    const found = await search(
      100,
      probeOf(() => () => 'Error'),
    );
    assert.equal(found.rest.kind === 'notARecord' && found.rest.cause, 'noRecords');
    assert.deepEqual(found.sets, []);
    assert.ok(found.runs <= 9, String(found.runs));
  });

  it('blames no record where each one fails', async () => {
    const found = await search(
      100,
      probeOf(() => (records) => (records.length > 0 ? 'Error' : undefined)),
    );
    assert.equal(found.rest.kind === 'notARecord' && found.rest.cause, 'everyRecord');
    assert.equal(found.rest.kind === 'notARecord' && found.rest.triedAlone, 6);
  });

  it('finds the record of a batch of one, which bisecting leaves', async () => {
    const found = await search(
      1,
      probeOf(() => failsWithAnyOf([[0]])),
    );
    assert.deepEqual(setsOf(found), [[0]]);
  });

  it('says that any so many records are too many', async () => {
    const found = await search(
      100,
      probeOf(() => (records) => (records.length > 25 ? 'Error' : undefined)),
    );
    assert.equal(found.rest.kind === 'size' && found.rest.count, 26);
    assert.deepEqual(found.sets, []);
    assert.ok(found.runs <= 30, String(found.runs));
  });

  it('believes what the function reports when it is true', async () => {
    const poison = new Set([4, 50, 99]);
    let runs = 0;
    const found = await search(100, (records) => {
      runs += 1;
      const reported = records.flatMap((record, position) => (poison.has(record) ? [position] : []));
      return Promise.resolve(
        reported.length === 0 ? { outcome: 'passed' } : failed('BatchItemFailures', reported),
      );
    });
    assert.deepEqual(setsOf(found), [[4], [50], [99]]);
    assert.equal(found.runs, runs);
    assert.ok(runs <= 25, String(runs));
  });

  it('does not believe what the function reports when it is wrong', async () => {
    const found = await search(100, (records) =>
      Promise.resolve(records.includes(33) ? failed('BatchItemFailures', [0]) : { outcome: 'passed' }),
    );
    assert.deepEqual(setsOf(found), [[33]]);
  });

  it('says that a handler is flaky which passes at the second try', async () => {
    let runs = 0;
    const found = await search(100, () => {
      runs += 1;
      return Promise.resolve(runs === 1 ? failed('Error') : { outcome: 'passed' });
    });
    assert.equal(found.rest.kind, 'unstable');
    assert.equal(found.processes, 'turnedFresh');
    assert.deepEqual(found.sets, []);
  });

  it('says that the batch passes in a fresh process where only a process that knows it fails', async () => {
    const found = await search(
      100,
      probeOf(() => {
        let isUsed = false;
        return () => {
          const wasUsed = isUsed;
          isUsed = true;
          return wasUsed ? 'DuplicateError' : undefined;
        };
      }),
    );
    assert.deepEqual(found.rest, { kind: 'passes' });
    assert.equal(found.processes, 'turnedFresh');
  });

  it('answers with the smallest part that it knows when the runs are used up', async () => {
    const found = await search(
      1000,
      probeOf(() => failsWithAnyOf([[617]])),
      { mostRuns: 8 },
    );
    assert.equal(found.runs, 8);
    assert.ok(found.rest.kind === 'ranOut' && found.rest.smallest);
    assert.ok(found.rest.smallest.indexes.includes(617));
    assert.ok(found.rest.smallest.indexes.length < 1000);
  });

  it('answers with what it knows when it is stopped', async () => {
    for (const { atRun, sets, smallest } of [
      { atRun: 1, sets: [], smallest: undefined },
      { atRun: 10, sets: [], smallest: 617 },
      { atRun: 28, sets: [[617]], smallest: 900 },
    ]) {
      const stop = new AbortController();
      let runs = 0;
      const answers = probeOf(() => failsWithAnyOf([[617], [900]]));
      const probe: Probe<number> = (records, isFresh, signal) => {
        runs += 1;
        if (runs === atRun) stop.abort(new Error('cancelled'));
        if (signal === stop.signal && stop.signal.aborted) return Promise.reject(new Error('killed'));
        return answers(records, isFresh, signal);
      };
      const found = await findPoison(batch(1000), probe, options, stop.signal);
      assert.ok(found.rest.kind === 'stopped', found.rest.kind);
      assert.equal(found.runs, atRun);
      assert.deepEqual(setsOf(found), sets);
      assert.equal(
        smallest !== undefined && found.rest.smallest?.indexes.includes(smallest),
        smallest !== undefined,
      );
    }
  });

  it('ends with as many sets as are asked for', async () => {
    const sets = [[3], [40], [90]];
    const found = await search(
      100,
      probeOf(() => failsWithAnyOf(sets)),
      { mostSets: 2 },
    );
    assert.deepEqual(setsOf(found), [[3], [40]]);
    assert.equal(found.rest.kind, 'fails');
  });

  it('ends with what the probe throws', async () => {
    const cause = new Error('The handler host is gone.');
    await assert.rejects(
      search(10, () => Promise.reject(cause)),
      cause,
    );
  });

  it('tells how far it is', async () => {
    const smallest: number[] = [];
    const found = await search(
      100,
      probeOf(() => failsWithAnyOf([[42]])),
      {
        onRun: ({ runs, smallestFailing }) => {
          assert.equal(runs, smallest.length + 1);
          smallest.push(smallestFailing);
        },
      },
    );
    assert.equal(smallest.length, found.runs);
    assert.deepEqual(
      smallest,
      [...smallest].sort((a, b) => b - a).map((size, index) => (index < smallest.length ? size : 0)),
    );
  });
});

function remembersTwenty(): ModelProcess {
  let hasSeen = false;
  return (records) => {
    for (const record of records) {
      if (record === 70 && hasSeen) return 'Error';
      hasSeen ||= record === 20;
    }
    return undefined;
  };
}
