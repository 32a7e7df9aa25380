import assert from 'node:assert/strict';
import type { Scenario } from '../../../support/mapping-scenario';
import { FUNCTION_ARN, runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

const fails: NonNullable<Scenario['handler']> = () => {
  throw new Error('no');
};

const discarded: Scenario = {
  shards: [
    {
      shardId: 'shardId-00000001764085500000-aaaaaaaa',
      records: [1, { sequenceNumber: 2, atSeconds: 2 }],
      closedAtSeconds: 5,
    },
  ],
  mapping: { maximumRetryAttempts: 1, maximumBatchingWindowInSeconds: 3 },
  handler: fails,
};

describe('On-failure document', () => {
  it('has the names, the nesting and the order that were recorded, byte for byte (DE-1, DE-2, DE-3)', async () => {
    const { documents } = await runScenario(discarded);
    assert.equal(
      JSON.stringify(documents[0]),
      `{"requestContext":{"requestId":"00000000-0000-4000-8000-000000000000","functionArn":"${FUNCTION_ARN}",` +
        '"condition":"RetryAttemptsExhausted","approximateInvokeCount":2},' +
        '"responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},' +
        '"version":"1.0","timestamp":"2025-11-25T15:45:03.500Z",' +
        '"DDBStreamBatchInfo":{"shardId":"shardId-00000001764085500000-aaaaaaaa","startSequenceNumber":"1",' +
        '"endSequenceNumber":"2","approximateArrivalOfFirstRecord":"2025-11-25T15:45:00Z",' +
        '"approximateArrivalOfLastRecord":"2025-11-25T15:45:02Z","batchSize":2,' +
        '"streamArn":"arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123"}}',
    );
  });

  it('names the version of a function that is invoked by its version (DE-3)', async () => {
    const versionOf = async (functionArn: string) => {
      const { documents } = await runScenario({
        ...discarded,
        mapping: { maximumRetryAttempts: 0, functionArn },
      });
      return documents[0]?.responseContext?.executedVersion;
    };
    assert.equal(await versionOf(`${FUNCTION_ARN}:7`), '7');
    assert.equal(await versionOf(`${FUNCTION_ARN}:$LATEST`), '$LATEST');
    assert.equal(await versionOf(`${FUNCTION_ARN}:live`), '$LATEST');
  });

  it('says Unhandled after an exception and null after a reported failure (DE-4)', async () => {
    const thrown = await runScenario(discarded);
    const returned = await runScenario({
      ...discarded,
      mapping: { maximumRetryAttempts: 0, functionResponseTypes: ['ReportBatchItemFailures'] },
      handler: ({ sequenceNumbers }) => ({
        batchItemFailures: [{ itemIdentifier: String(sequenceNumbers[0]) }],
      }),
    });
    assert.equal(thrown.documents[0]?.responseContext?.functionError, 'Unhandled');
    assert.equal(returned.documents[0]?.responseContext?.functionError, null);
  });

  it('uses the conditions of streams, not those of asynchronous invocations (DE-5)', async () => {
    const exhausted = await runScenario(discarded);
    const aged = await runScenario({ ...discarded, mapping: { maximumRecordAgeInSeconds: 60 } });
    assert.equal(exhausted.documents[0]?.requestContext.condition, 'RetryAttemptsExhausted');
    assert.equal(aged.documents[0]?.requestContext.condition, 'RecordAgeExceeded');
  });

  it('has no responseContext with RecordAgeExceeded, although the function was invoked (DE-6)', async () => {
    const { documents, invocations } = await runScenario({
      ...discarded,
      mapping: { maximumRecordAgeInSeconds: 60 },
    });
    assert.ok(invocations.length > 1);
    assert.deepEqual(Object.keys(documents[0] ?? {}), [
      'requestContext',
      'version',
      'timestamp',
      'DDBStreamBatchInfo',
    ]);
    assert.deepEqual(Object.keys(documents[0]?.requestContext ?? {}), [
      'requestId',
      'functionArn',
      'condition',
      'approximateInvokeCount',
    ]);
  });

  it('is handed over with the event of its records, for a destination that keeps them', async () => {
    const { payloads, received } = await runScenario(discarded);
    assert.deepEqual(JSON.parse(payloads[0] ?? ''), received[0]);
  });

  it('is sent at the moment of the discard, before anything else is invoked (DE-12)', async () => {
    const order: string[] = [];
    const { documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      mapping: { maximumRetryAttempts: 1, batchSize: 1 },
      handler: ({ sequenceNumbers }) => {
        order.push(`invoke ${sequenceNumbers.join()}`);
        if (sequenceNumbers[0] === 1) throw new Error('no');
      },
      sent: ({ DDBStreamBatchInfo }) => order.push(`send ${DDBStreamBatchInfo.startSequenceNumber}`),
    });
    assert.deepEqual(order, ['invoke 1', 'invoke 1', 'send 1', 'invoke 2']);
    assert.equal(documents[0]?.timestamp, '2025-11-25T15:45:00.500Z');
  });

  it('that takes its time keeps the only invocation slot from no other shard', async () => {
    let otherWasInvoked = (): void => undefined;
    const otherInvoked = new Promise<void>((resolve) => (otherWasInvoked = resolve));
    const { invocations, documents } = await runScenario({
      // The list has the last one first.
      shards: [
        { shardId: 'B', records: [11] },
        { shardId: 'A', records: [{ sequenceNumber: 1, atSeconds: -61 }, 2] },
      ],
      mapping: { maximumRecordAgeInSeconds: 60 },
      options: { concurrentInvocations: 1 },
      sent: () => otherInvoked,
      handler: ({ sequenceNumbers }) => {
        if (sequenceNumbers[0] === 11) otherWasInvoked();
      },
    });
    assert.deepEqual(invocations, [[11], [2]]);
    assert.equal(documents.length, 1);
  });

  it('without payload stays far below 256 KB, however large the batch (DE-14)', async () => {
    const { documents, payloads } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [1, 2, 3, 4].map((sequenceNumber) => ({ sequenceNumber, padding: 400_000 })),
        },
      ],
      mapping: { maximumRetryAttempts: 0 },
      handler: fails,
    });
    assert.ok((payloads[0] ?? '').length > 1_600_000);
    assert.ok(JSON.stringify(documents[0]).length < 1024);
  });

  it('is about no record that was filtered out (DE-15)', async () => {
    const { documents } = await runScenario({
      shards: [
        {
          shardId: 'A',
          records: [
            { sequenceNumber: 1, item: 'other' },
            { sequenceNumber: 2, item: 'wanted' },
            { sequenceNumber: 3, item: 'other' },
          ],
        },
      ],
      mapping: { maximumRetryAttempts: 0, filterPatterns: ['{"dynamodb":{"Keys":{"id":{"S":["wanted"]}}}}'] },
      handler: fails,
    });
    const { startSequenceNumber, endSequenceNumber, batchSize } = documents[0]?.DDBStreamBatchInfo ?? {};
    assert.deepEqual([startSequenceNumber, endSequenceNumber, batchSize], ['2', '2', 1]);
  });

  it('is one for each discarded batch, from its first to its last record (DE-16)', async () => {
    const { documents } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5] }],
      mapping: { maximumRetryAttempts: 0, batchSize: 2 },
      handler: fails,
    });
    assert.deepEqual(
      documents.map(({ DDBStreamBatchInfo: info }) => [
        info.startSequenceNumber,
        info.endSequenceNumber,
        info.batchSize,
      ]),
      [
        ['1', '2', 2],
        ['3', '4', 2],
        ['5', '5', 1],
      ],
    );
  });

  it('that cannot be delivered drops its records all the same, and that is reported (DE-13)', async () => {
    const { transcript, checkpoints } = await runScenario({ ...discarded, sendFails: 'no such queue' });
    assert.ok(steps(transcript).includes('destination failed: no such queue'));
    assert.ok(steps(transcript).includes('drop [1 2]: RetryAttemptsExhausted'));
    assert.deepEqual([...checkpoints.values()], [{ isFinished: true }]);
  });

  it('that a destination never takes does not hold the stop, and its records are not done with (DE-13)', async () => {
    const { checkpoints, transcript } = await runScenario({
      ...discarded,
      sendHangs: true,
      stopAfterSeconds: 60,
    });
    assert.deepEqual([...checkpoints], []);
    assert.equal(
      transcript.some((line) => line.includes('drop')),
      false,
    );
  });
});
