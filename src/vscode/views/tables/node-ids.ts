/** What tells the rows of the view apart: their ids stay while what they stand for does, so that expansion survives. */
import type { TablesNode } from './tables-node';

export function idOf(node: TablesNode): string {
  switch (node.kind) {
    case 'connection':
      return node.connection.id;
    case 'table':
      return join(node.connection.id, 'table', node.tableName);
    case 'stream':
      return join(node.connection.id, 'stream', node.streamArn);
    case 'shard':
      return join(node.connection.id, 'shard', node.streamArn, node.shard.shardId);
    case 'trigger':
      return join(node.connection.id, 'trigger', node.trigger.uuid);
    case 'function':
      return join(node.connection.id, 'function', node.trigger.uuid);
    case 'message':
      return node.id;
  }
}

/** Of a placeholder below a row: there is one of each sort. */
export function messageId(below: TablesNode, sort: string): string {
  return join(idOf(below), 'message', sort);
}

function join(...parts: readonly string[]): string {
  return parts.join('\n');
}
