import assert from 'node:assert/strict';
import type { ScenarioRecord } from '../../../support/mapping-scenario';
import {
  alwaysFails,
  failsWith,
  runScenario,
  START_MS,
  Throttle,
  Timeout,
} from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

describe('Retries', () => {
  it('by default sends the same batch until its records leave the stream, and tells nobody then (RT-1, CK-8)', async () => {
    const { invocations, transcript, documents, checkpoints } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [1, 2, { sequenceNumber: 3, atSeconds: 30 * 3600 }],
          closedAtSeconds: 31 * 3600,
        },
      ],
      options: { pollIntervalMs: 60_000 },
      handler: failsWith(1),
    });
    const poison = invocations.filter((sent) => sent.includes(1));
    assert.ok(poison.every((sent) => sent.join() === '1,2'));
    // A day of half a minute each, after the first few.
    assert.ok(poison.length > 2800 && poison.length < 2900, String(poison.length));
    assert.ok(steps(transcript).includes('drop [1 2]: ExpiredFromStream'));
    assert.deepEqual(documents, []);
    assert.deepEqual(invocations.at(-1), [3]);
    assert.deepEqual(checkpoints.get('A'), { isFinished: true });
  });

  it('counts no time for which a debugger holds the function as age of a record (RT-6)', async () => {
    const aged = async (heldMs?: (sinceMs: number) => number): Promise<readonly (readonly number[])[]> => {
      const { invocations } = await runScenario({
        shards: [{ shardId: 'A', records: [1, 2], closedAtSeconds: 5 }],
        mapping: { batchSize: 1, maximumRecordAgeInSeconds: 60 },
        options: heldMs === undefined ? {} : { heldMs },
        // Somebody stands in the first record for twenty minutes.
        invocationMs: 20 * 60 * 1000,
      });
      return invocations;
    };
    assert.deepEqual(await aged(), [[1]]);
    assert.deepEqual(await aged((sinceMs) => (sinceMs <= START_MS ? 20 * 60 * 1000 : 0)), [[1], [2]]);
    // Held before the records were written: that makes them no younger.
    assert.deepEqual(await aged((sinceMs) => (sinceMs < START_MS ? 20 * 60 * 1000 : 0)), [[1]]);
  });

  for (const maximumRetryAttempts of [0, 1, 3]) {
    it(`sends ${1 + maximumRetryAttempts} times with MaximumRetryAttempts ${maximumRetryAttempts} (RT-2)`, async () => {
      const { invocations, documents } = await runScenario({
        shards: [{ shardId: 'A', records: [1, 2] }],
        mapping: { maximumRetryAttempts },
        handler: alwaysFails,
      });
      assert.deepEqual(invocations, Array(1 + maximumRetryAttempts).fill([1, 2]));
      assert.equal(documents.length, 1);
      assert.equal(documents[0]?.requestContext.approximateInvokeCount, 1 + maximumRetryAttempts);
    });
  }

  it('waits half a second, then twice as long each time, at most 30 seconds (RT-3)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRetryAttempts: 8 },
      handler: alwaysFails,
    });
    const times = transcript
      .filter((line) => line.includes(' invoke '))
      .map((line) => Number(line.split(' ')[0]));
    assert.deepEqual(times, [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5, 91.5]);
  });

  it('makes seven invocations within a record age of 60 seconds, as was observed (RT-3)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRecordAgeInSeconds: 60 },
      handler: alwaysFails,
    });
    assert.equal(invocations.length, 7);
    assert.equal(documents[0]?.requestContext.approximateInvokeCount, 7);
  });

  it('does not send a record that is over its age, not even once (RT-4, RT-6, DE-7)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: [{ sequenceNumber: 1, atSeconds: -61 }] }],
      mapping: { maximumRecordAgeInSeconds: 60 },
    });
    assert.deepEqual(invocations, []);
    assert.equal(documents[0]?.requestContext.condition, 'RecordAgeExceeded');
    assert.equal(documents[0].requestContext.approximateInvokeCount, 1);
  });

  it('sends a record that is exactly of that age (RT-4)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [{ sequenceNumber: 1, atSeconds: -60 }] }],
      mapping: { maximumRecordAgeInSeconds: 60 },
    });
    assert.deepEqual(invocations, [[1]]);
  });

  it('drops only the prefix of a batch that is over its age (RT-5)', async () => {
    const records: ScenarioRecord[] = [
      { sequenceNumber: 1, atSeconds: -70 },
      ...[2, 3, 4, 5, 6].map((sequenceNumber) => ({ sequenceNumber })),
    ];
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records }],
      mapping: { maximumRecordAgeInSeconds: 60 },
    });
    assert.deepEqual(invocations, [[2, 3, 4, 5, 6]]);
    assert.deepEqual(
      documents.map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.batchSize),
      [1],
    );
  });

  it('counts the age of a replayed capture from when it was read (RT-6)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [{ sequenceNumber: 1, atSeconds: -5000 }] }],
      mapping: { maximumRecordAgeInSeconds: 60 },
      options: { recordAgeFrom: 'reading' },
    });
    assert.deepEqual(invocations, [[1]]);
  });

  it('looks at the age first, then at the attempts (RT-7, PX-2)', async () => {
    const { documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRecordAgeInSeconds: 60, maximumRetryAttempts: 0 },
      invocationMs: 61_000,
      handler: alwaysFails,
    });
    assert.deepEqual(
      documents.map(({ requestContext }) => requestContext.condition),
      ['RecordAgeExceeded'],
    );
  });

  it('drops at whichever of age and attempts is reached first (PX-2)', async () => {
    const { documents, invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRecordAgeInSeconds: 60, maximumRetryAttempts: 2 },
      handler: alwaysFails,
    });
    assert.deepEqual(
      documents.map(({ requestContext }) => requestContext.condition),
      ['RetryAttemptsExhausted'],
    );
    assert.equal(invocations.length, 3);
  });

  it('sends a failed batch again as it was, also when newer records have come (RT-8)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, { sequenceNumber: 2, atSeconds: 0.3 }] }],
      mapping: { batchSize: 10 },
      stream: { finalFromMs: Number.POSITIVE_INFINITY },
      stopAfterSeconds: 30,
      handler: ({ call }) => {
        if (call < 3) throw new Error('not yet');
      },
    });
    assert.deepEqual(invocations, [[1], [1], [1], [2]]);
  });

  it('does not fill the rest of a partly failed batch up with newer records (RT-8)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5, 6] }],
      mapping: { batchSize: 3, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ call }) => (call === 1 ? { batchItemFailures: [{ itemIdentifier: '3' }] } : {}),
    });
    assert.deepEqual(invocations, [[1, 2, 3], [3], [4, 5, 6]]);
  });

  it('starts the attempt counter again after partial progress (RT-9, BI-9)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5, 6] }],
      mapping: { batchSize: 3, maximumRetryAttempts: 3, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ sequenceNumbers }) =>
        sequenceNumbers.includes(6) ? { batchItemFailures: [{ itemIdentifier: '6' }] } : {},
    });
    const delivered = [1, 2, 3, 4, 5, 6].map((n) => invocations.flat().filter((sent) => sent === n).length);
    assert.deepEqual(delivered, [1, 1, 1, 1, 1, 5]);
    const [document, ...others] = documents;
    assert.deepEqual(others, []);
    assert.equal(document?.requestContext.condition, 'RetryAttemptsExhausted');
    assert.equal(document.requestContext.approximateInvokeCount, 4);
    assert.equal(document.responseContext?.functionError, null);
    assert.equal(document.DDBStreamBatchInfo.batchSize, 1);
    assert.equal(document.DDBStreamBatchInfo.startSequenceNumber, '6');
    assert.equal(document.DDBStreamBatchInfo.endSequenceNumber, '6');
  });

  it('gives each document a request id of its own (RT-10)', async () => {
    const { documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3] }],
      mapping: { maximumRetryAttempts: 1, batchSize: 1 },
      handler: alwaysFails,
    });
    const ids = documents.map(({ requestContext }) => requestContext.requestId);
    assert.equal(ids.length, 3);
    assert.equal(new Set(ids).size, 3);
  });

  it('counts a timeout as a function error (RT-11)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRetryAttempts: 2 },
      handler: () => {
        throw new Timeout();
      },
    });
    assert.equal(invocations.length, 3);
    assert.equal(documents[0]?.responseContext?.functionError, 'Unhandled');
  });

  it('counts failures, not throttles between them (PR-13, RT-2)', async () => {
    const { invocations, documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1] }],
      mapping: { maximumRetryAttempts: 2 },
      handler: ({ call }) => {
        if (call % 2 === 1) throw new Throttle();
        throw new Error('no');
      },
    });
    assert.equal(invocations.length, 6);
    assert.equal(documents[0]?.requestContext.approximateInvokeCount, 3);
  });
});
