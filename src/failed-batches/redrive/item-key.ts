/** One text for each item of a table, the same for all its records. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { canonicalValue } from './same-item';

/** @param streamArn of the record; a table's streams have the same items */
export function itemKey(streamArn: string | undefined, keys: AttributeMap): string {
  const table = streamArn === undefined ? undefined : parseStreamArn(streamArn)?.tableName;
  return JSON.stringify([table ?? '', canonicalValue({ M: keys })]);
}
