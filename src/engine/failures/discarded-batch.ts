/** Builds the on-failure document of a discarded batch (reference section 3.7). */
import type { ShardRecord } from '../batching/shard-record';
import { isoMilliseconds, isoSeconds } from '../events/iso-time';
import type { EventSourceMapping } from '../event-source-mapping/event-source-mapping';
import type { InvocationResult } from '../ports/function-invoker';
import type { DiscardCondition, FailureDocument } from './failure-document';

export interface DiscardedBatch {
  readonly shardId: string;
  /** At least one, in their order. */
  readonly records: readonly [ShardRecord, ...ShardRecord[]];
  readonly condition: DiscardCondition;
  /** Invocations that used up an attempt. */
  readonly invocations: number;
  /** Of the last invocation; absent if there was none. */
  readonly lastOutcome?: InvocationResult['outcome'];
}

export function failureDocument(
  batch: DiscardedBatch,
  mapping: EventSourceMapping,
  nowMs: number,
  requestId: string,
): FailureDocument {
  const { shardId, records, condition, invocations, lastOutcome } = batch;
  const [first] = records;
  const last = records.at(-1) ?? first;
  return {
    requestContext: {
      requestId,
      functionArn: mapping.functionArn,
      condition,
      // A record that was never sent counts 1 as well (DE-7).
      approximateInvokeCount: Math.max(1, invocations),
    },
    ...(condition === 'RetryAttemptsExhausted' && {
      responseContext: {
        statusCode: 200,
        executedVersion: executedVersion(mapping.functionArn),
        functionError: lastOutcome === 'succeeded' ? null : 'Unhandled',
      },
    }),
    version: '1.0',
    timestamp: isoMilliseconds(nowMs),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.record.sequenceNumber,
      endSequenceNumber: last.record.sequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: mapping.eventSourceArn,
    },
  };
}

function arrival({ record, readAtMs }: ShardRecord): string {
  return isoSeconds(record.approximateCreationMs ?? readAtMs);
}

/** DE-3. An alias does not tell its version here. */
function executedVersion(functionArn: string): string {
  return /:function:[^:]+:(\d+)$/.exec(functionArn)?.[1] ?? '$LATEST';
}
