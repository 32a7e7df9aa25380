import assert from 'node:assert/strict';
import { readPartialBatchResponse } from '../../../../src/engine/failures/batch-item-failures';
import { runScenario } from '../../../support/mapping-scenario';
import { steps } from '../../../support/mapping-transcript';

const reported = { functionResponseTypes: ['ReportBatchItemFailures'] } as const;

function sentWith(answer: unknown) {
  return runScenario({
    shards: [{ shardId: 'A', records: [1, 2, 3] }],
    mapping: { ...reported, maximumRetryAttempts: 3 },
    handler: () => answer,
  });
}

describe('ReportBatchItemFailures', () => {
  for (const [answer, id] of [
    [null, 'BI-1'],
    [[], 'BI-1'],
    [{}, 'BI-1'],
    [{ batchItemFailures: [] }, 'BI-1'],
    [{ batchItemFailures: null }, 'BI-1'],
    ['', 'BI-2'],
  ] as const) {
    it(`takes ${JSON.stringify(answer)} for a complete success (${id})`, async () => {
      const { invocations, documents } = await sentWith(answer);
      assert.deepEqual(invocations, [[1, 2, 3]]);
      assert.deepEqual(documents, []);
    });
  }

  for (const [failure, id] of [
    [{ itemIdentifier: '' }, 'BI-3'],
    [{ itemIdentifier: null }, 'BI-4'],
    [{ foo: 123 }, 'BI-5'],
    [{ foo: null }, 'BI-5'],
    [{ itemIdentifier: 123 }, 'BI-6'],
    [{ itemIdentifier: '123' }, 'BI-6'],
  ] as const) {
    it(`takes ${JSON.stringify(failure)} for a complete failure: 1 + 3 invocations, no functionError (${id}, BI-12)`, async () => {
      const { invocations, documents } = await sentWith({ batchItemFailures: [failure] });
      assert.deepEqual(invocations, Array(4).fill([1, 2, 3]));
      assert.equal(documents[0]?.requestContext.approximateInvokeCount, 4);
      assert.deepEqual(documents[0].responseContext, {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: null,
      });
    });
  }

  it('takes an exception for a complete failure, Unhandled in the document (BI-7)', async () => {
    const { documents, invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      mapping: { ...reported, maximumRetryAttempts: 1 },
      handler: () => {
        throw new Error('no');
      },
    });
    assert.equal(invocations.length, 2);
    assert.equal(documents[0]?.responseContext?.functionError, 'Unhandled');
  });

  it('retries from the lowest of several identifiers, also what was not listed (BI-8)', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2, 3, 4, 5] }],
      mapping: reported,
      handler: ({ call }) =>
        call === 1 ? { batchItemFailures: [{ itemIdentifier: '4' }, { itemIdentifier: '2' }] } : {},
    });
    assert.deepEqual(invocations, [
      [1, 2, 3, 4, 5],
      [2, 3, 4, 5],
    ]);
  });

  it('takes the first record as the lowest for a failure of the whole batch (BI-10)', async () => {
    const { transcript } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      mapping: { ...reported, maximumRetryAttempts: 0 },
      handler: () => ({ batchItemFailures: [{ itemIdentifier: '1' }] }),
    });
    assert.deepEqual(steps(transcript), [
      'invoke [1 2] #1',
      'failed: the first record was reported as failed',
      'drop [1 2]: RetryAttemptsExhausted',
    ]);
  });

  it('fails the whole batch for one invalid identifier among valid ones (BI-11)', () => {
    const response = { batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: 'x' }] };
    assert.deepEqual(readPartialBatchResponse(response, ['1', '2', '3']), {
      kind: 'invalid',
      reason: 'an itemIdentifier is no sequence number of the batch',
    });
  });

  it('does not know capitalised keys, and says so (BI-11)', () => {
    const response = { BatchItemFailures: [{ ItemIdentifier: '2' }] };
    const read = readPartialBatchResponse(response, ['1', '2']);
    assert.equal(read.kind, 'success');
    assert.match(read.note ?? '', /write "batchItemFailures"/);
  });

  it('takes a text or a number for a success (BI-11)', () => {
    for (const response of ['done', 5, true]) {
      assert.deepEqual(readPartialBatchResponse(response, ['1']), { kind: 'success' });
    }
  });

  it('takes batchItemFailures that is no array for a complete failure (BI-11)', () => {
    assert.equal(readPartialBatchResponse({ batchItemFailures: {} }, ['1']).kind, 'invalid');
  });

  it('is not read at all without FunctionResponseTypes', async () => {
    const { invocations } = await runScenario({
      shards: [{ shardId: 'A', records: [1, 2] }],
      handler: () => ({ batchItemFailures: [{ itemIdentifier: '2' }] }),
    });
    assert.deepEqual(invocations, [[1, 2]]);
  });
});
