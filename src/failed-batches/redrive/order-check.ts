/**
 * Whether sending a record again would bring back what is over: for each item the last change of the redrive is compared
 * with the item as it is now (strongly consistent). Lambda has gone on after the batch that it gave up, so that the
 * function may have seen later changes of the same item already.
 */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { itemKey, keysOf } from './item-key';
import { isSameItem } from './same-item';

export type Standing =
  /** The item is as the redrive's last change of it left it. */
  | { readonly kind: 'current' }
  /** The item was changed after the redrive's last change of it. */
  | { readonly kind: 'superseded'; readonly by: 'writtenLater' | 'removedLater' | 'writtenAgain' }
  /** An earlier batch of the redrive has the same record. */
  | { readonly kind: 'repeated'; readonly batchId: string }
  /** The stream's records have no new image, so that only an item's removal can be told. */
  | { readonly kind: 'unknown' };

/** In the order of `inRedriveOrder`, all records. */
export interface CheckedBatch {
  readonly id: string;
  readonly streamArn?: string;
  readonly shardId: string;
  readonly records: readonly EncodedRecord[];
}

export interface RecordStanding {
  readonly batchId: string;
  readonly record: EncodedRecord;
  readonly standing: Standing;
}

interface LastChange {
  readonly keys: AttributeMap;
  readonly record: EncodedRecord;
}

/**
 * @param readItems as `ItemReader` does, of the batches' table; each key is asked for once
 * @returns one for each record, in their order
 */
export async function checkOrder(
  batches: readonly CheckedBatch[],
  readItems: (keys: readonly AttributeMap[]) => Promise<readonly (AttributeMap | undefined)[]>,
): Promise<readonly RecordStanding[]> {
  const last = new Map<string, LastChange>();
  for (const { streamArn, records } of batches) {
    for (const record of records) {
      const keys = keysOf(record);
      last.set(itemKey(streamArn, keys), { keys, record });
    }
  }
  const items = await readItems([...last.values()].map(({ keys }) => keys));
  const standings = new Map<string, Standing>();
  for (const [index, [key, { record }]] of [...last].entries())
    standings.set(key, standingOf(record, items[index]));
  return withRepetitions(batches, (batch, record) => {
    const standing = standings.get(itemKey(batch.streamArn, keysOf(record)));
    return standing ?? { kind: 'unknown' };
  });
}

/** @param item as it is now; undefined if there is none */
export function standingOf({ record }: EncodedRecord, item: AttributeMap | undefined): Standing {
  if (record.eventName === 'REMOVE')
    return item === undefined ? { kind: 'current' } : { kind: 'superseded', by: 'writtenAgain' };
  if (item === undefined) return { kind: 'superseded', by: 'removedLater' };
  const { NewImage: image } = record.dynamodb;
  if (image === undefined) return { kind: 'unknown' };
  return isSameItem(image, item) ? { kind: 'current' } : { kind: 'superseded', by: 'writtenLater' };
}

function withRepetitions(
  batches: readonly CheckedBatch[],
  standing: (batch: CheckedBatch, record: EncodedRecord) => Standing,
): readonly RecordStanding[] {
  const seenIn = new Map<string, string>();
  return batches.flatMap((batch) =>
    batch.records.map((record) => {
      const place = [batch.streamArn ?? '', batch.shardId, record.sequenceNumber].join('\n');
      const earlier = seenIn.get(place);
      seenIn.set(place, earlier ?? batch.id);
      const isRepeated = earlier !== undefined && earlier !== batch.id;
      return {
        batchId: batch.id,
        record,
        standing: isRepeated ? { kind: 'repeated', batchId: earlier } : standing(batch, record),
      };
    }),
  );
}
