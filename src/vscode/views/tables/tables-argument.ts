/** What a menu of the view "Tables and Triggers" passes to a command, checked. */
import { tableOf } from '../../triggers/trigger-label';
import type { TablesNode } from './tables-node';

type AwsNode = Exclude<TablesNode, { readonly kind: 'message' }>;

/** What a menu of this view, or a link of a tooltip, passes; the palette and other extensions can pass anything. */
export function isTablesNode(argument: unknown): argument is AwsNode {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  const { kind, connection } = argument as { readonly kind: unknown; readonly connection?: unknown };
  const kinds: readonly unknown[] = ['connection', 'table', 'stream', 'shard', 'trigger', 'function'];
  return kinds.includes(kind) && typeof connection === 'object' && connection !== null && 'id' in connection;
}

/** Of any row but a connection's. */
export function tableNameOf(node: Exclude<AwsNode, { readonly kind: 'connection' }>): string {
  return node.kind === 'function' || node.kind === 'trigger'
    ? tableOf(node.trigger.streamArn)
    : node.tableName;
}
