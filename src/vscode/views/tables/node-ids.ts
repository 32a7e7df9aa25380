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

/** Whether a row with the same id also stands for the same state of it. */
export function isSameRow(known: TablesNode, node: TablesNode): boolean {
  switch (node.kind) {
    case 'connection':
    case 'table':
    case 'stream':
      return true;
    case 'shard':
      return known.kind === 'shard' && known.shard.endingSequenceNumber === node.shard.endingSequenceNumber;
    case 'trigger':
    case 'function':
      return known.kind === node.kind && known.trigger === node.trigger;
    case 'message':
      return false;
  }
}

/** Of a placeholder below a row: there is one of each sort. */
export function messageId(below: TablesNode, sort: string): string {
  return join(idOf(below), 'message', sort);
}

function join(...parts: readonly string[]): string {
  return parts.join('\n');
}
