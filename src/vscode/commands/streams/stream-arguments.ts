/**
 * What the commands of streams may be called with: a node of the view, with the answers to their questions beside it
 * if a test or another extension gives them, or nothing. For example
 * `{ kind: 'table', connection, tableName, viewType: 'NEW_IMAGE' }` or
 * `{ kind: 'shard', connection, tableName, streamArn, shard, choice: { type: 'LAST', count: 10 } }`.
 */
import { isJsonObject } from '../../../engine/events/json-object';
import type { StreamViewType } from '../../../triggers/ports/table-catalog';
import type { TypedKey } from '../../../triggers/streams/key-values';
import { isViewType } from '../../../triggers/streams/view-types';
import { isTablesNode } from '../../views/tables/tables-argument';
import type { ShardNode, StreamNode } from '../../views/tables/tables-node';
import type { TablesView } from '../../views/tables/tables-view';

/** As a caller gives it; the key's attributes are the table's. */
export type GivenChoice =
  | { readonly type: 'FIRST' | 'LAST'; readonly count: number }
  | { readonly type: 'KEY'; readonly key: TypedKey };

export async function streamOrShardOf(
  view: TablesView,
  argument: unknown,
  placeholder: string,
): Promise<StreamNode | ShardNode | undefined> {
  if (isTablesNode(argument) && argument.kind === 'shard') return argument;
  return view.chooseStream(argument, placeholder);
}

/** Undefined if the argument names none: a table, or nothing. */
export function streamArnOf(argument: unknown): string | undefined {
  const isStream = isTablesNode(argument) && (argument.kind === 'stream' || argument.kind === 'shard');
  return isStream ? argument.streamArn : undefined;
}

export function givenViewType(argument: unknown): StreamViewType | undefined {
  const viewType = isJsonObject(argument) ? argument['viewType'] : undefined;
  return typeof viewType === 'string' && isViewType(viewType) ? viewType : undefined;
}

export function givenChoice(argument: unknown): GivenChoice | undefined {
  const choice = isJsonObject(argument) ? argument['choice'] : undefined;
  return isJsonObject(choice) ? (choice as unknown as GivenChoice) : undefined;
}
