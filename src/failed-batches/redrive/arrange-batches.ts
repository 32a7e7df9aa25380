/** The batches of a redrive before anything is decided about them: each once, in the order in which they are to be sent. */
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { TimeWindowMembers } from '../../engine/events/event-bytes';
import type { ShardParents } from './batch-order';
import { inRedriveOrder } from './batch-order';
import { itemKey, keysOf } from './item-key';
import type { PlannedDocument, RedrivenBatch } from './redrive-plan';

/** With its records in memory. */
export interface BatchToPlan {
  readonly id: string;
  readonly streamArn?: string;
  readonly shardId: string;
  readonly captureFile: string;
  /** At least one. */
  readonly records: readonly EncodedRecord[];
  readonly timeWindow?: TimeWindowMembers;
  readonly failed?: RedrivenBatch;
  readonly documents: readonly PlannedDocument[];
}

export interface ArrangedBatch extends BatchToPlan {
  readonly startSequenceNumber: string;
  /** Epoch milliseconds. */
  readonly firstArrivalMs: number;
  readonly items: ReadonlySet<string>;
}

/** SQS may hold a document twice, and the same one may have been pasted: sent once, all of them dealt with. */
export function arrangeBatches(
  found: readonly BatchToPlan[],
  parents: ShardParents,
): readonly ArrangedBatch[] {
  const byId = new Map<string, BatchToPlan>();
  for (const batch of found) {
    const earlier = byId.get(batch.id);
    const documents = [...(earlier?.documents ?? []), ...batch.documents];
    byId.set(batch.id, { ...(earlier ?? batch), documents: withoutRepeated(documents) });
  }
  return inRedriveOrder([...byId.values()].flatMap(arranged), parents);
}

function arranged(batch: BatchToPlan): readonly ArrangedBatch[] {
  const [first] = batch.records;
  if (first === undefined) return [];
  return [
    {
      ...batch,
      startSequenceNumber: first.sequenceNumber,
      firstArrivalMs: batch.failed?.firstArrivalMs ?? first.approximateCreationMs ?? 0,
      items: new Set(batch.records.map((record) => itemKey(batch.streamArn, keysOf(record)))),
    },
  ];
}

function withoutRepeated(documents: readonly PlannedDocument[]): readonly PlannedDocument[] {
  const byPlace = new Map(documents.map((document) => [JSON.stringify(document.at), document]));
  return [...byPlace.values()];
}
