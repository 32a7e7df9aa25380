/** One text for each item of a table, the same for all its records. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { canonicalValue } from './same-item';

const decoder = new TextDecoder();

/** @param streamArn of the record; a table's streams have the same items */
export function itemKey(streamArn: string | undefined, keys: AttributeMap): string {
  const table = streamArn === undefined ? undefined : parseStreamArn(streamArn)?.tableName;
  return JSON.stringify([table ?? '', canonicalValue({ M: keys })]);
}

/** Without parsing the rest of the record. */
export function keysOf(record: EncodedRecord): AttributeMap {
  return JSON.parse(decoder.decode(record.keysJson)) as AttributeMap;
}
