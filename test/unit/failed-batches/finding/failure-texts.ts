/** On-failure documents as Lambda writes them, and batches as they are read. */
import type { FailureDocument } from '../../../../src/engine/failures/failure-document';
import type { FailedBatch } from '../../../../src/failed-batches/failed-batch';
import { failedBatchId } from '../../../../src/failed-batches/failed-batch-id';
import { functionArn, streamArn } from '../../triggers/inventory/listed-account';

export const SHARD = 'shardId-00000001732549200000-4f60a5c2';

interface Told {
  readonly start?: string;
  readonly functionName?: string;
  readonly table?: string;
  readonly requestId?: string;
}

function failureDocument({
  start = '100',
  functionName = 'project',
  table = 'Orders',
  requestId = `request-${start}`,
}: Told = {}): FailureDocument {
  return {
    requestContext: {
      ...{ requestId, functionArn: functionArn(functionName) },
      ...{ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2026-11-23T20:00:00.000Z',
    DDBStreamBatchInfo: {
      ...{ shardId: SHARD, startSequenceNumber: start, endSequenceNumber: `${start}9` },
      approximateArrivalOfFirstRecord: '2026-11-23T19:00:00Z',
      approximateArrivalOfLastRecord: '2026-11-23T19:30:00Z',
      ...{ batchSize: 10, streamArn: streamArn(table) },
    },
  };
}

export function documentText(told?: Told): string {
  return JSON.stringify(failureDocument(told));
}

export function aBatch(more: Partial<FailedBatch> = {}): FailedBatch {
  const batch = {
    ...{ streamArn: streamArn('Orders'), shardId: SHARD },
    ...{ startSequenceNumber: '100', endSequenceNumber: '109', batchSize: 10 },
    ...{ firstArrivalMs: 0, lastArrivalMs: 0, discardedMs: 0 },
    ...{ condition: 'RetryAttemptsExhausted', functionArn: functionArn('project') },
    ...{ invocations: 2, requestId: 'request', documentText: '{}' },
    ...more,
  };
  return { id: failedBatchId(batch), ...batch };
}
