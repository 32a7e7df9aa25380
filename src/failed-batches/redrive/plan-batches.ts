/** From batches in their order, and what was decided about their records, to what a plan says of them. */
import type { ArrangedBatch } from './arrange-batches';
import type { ShardParents } from './batch-order';
import { predecessorsOf } from './batch-order';
import { itemKey, keysOf } from './item-key';
import { countInvocations } from './next-invocation';
import { contentHash, withoutSkipped } from './records-to-send';
import type { PlannedBatch, SkippedRecord } from './redrive-plan';

export interface BatchPlanning {
  readonly parents: ShardParents;
  readonly hashOf: (bytes: Uint8Array) => string;
  readonly batchSize?: number;
  readonly skippedOf: (batchId: string) => readonly SkippedRecord[];
}

export interface PlannedBatches {
  readonly batches: readonly PlannedBatch[];
  /** If none of them fails. */
  readonly invocations: number;
  /** That are sent. */
  readonly records: number;
}

/** @returns without the batches of which nothing is left to be sent */
export function planBatches(arranged: readonly ArrangedBatch[], planning: BatchPlanning): PlannedBatches {
  const kept = arranged.flatMap((batch) => {
    const records = withoutSkipped(batch.records, planning.skippedOf(batch.id));
    const items = new Set(records.map((record) => itemKey(batch.streamArn, keysOf(record))));
    return records.length === 0 ? [] : [{ ...batch, records, items }];
  });
  const predecessors = predecessorsOf(kept, planning.parents);
  const most = planning.batchSize ?? Number.POSITIVE_INFINITY;
  return {
    invocations: sum(kept.map(({ records, timeWindow }) => countInvocations(records, { most, timeWindow }))),
    records: sum(kept.map(({ records }) => records.length)),
    batches: kept.map((batch) => plannedBatch(batch, planning, predecessors.get(batch.id) ?? [])),
  };
}

function plannedBatch(
  { id, streamArn, shardId, captureFile, records, timeWindow, failed, documents }: ArrangedBatch,
  { skippedOf, hashOf }: BatchPlanning,
  after: PlannedBatch['after'],
): PlannedBatch {
  return {
    id,
    shardId,
    ...(streamArn !== undefined && { streamArn }),
    startSequenceNumber: records[0]?.sequenceNumber ?? '',
    endSequenceNumber: records.at(-1)?.sequenceNumber ?? '',
    captureFile,
    recordCount: records.length,
    skipped: skippedOf(id),
    contentHash: contentHash(records, hashOf),
    ...(timeWindow !== undefined && { timeWindow }),
    ...(failed !== undefined && { failed }),
    documents,
    after,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
