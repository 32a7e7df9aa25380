/** The ARN of what a row stands for. */
import * as vscode from 'vscode';
import type { StopSignal } from '../../../engine/ports/stop-signal';
import type { ManagementParts } from '../../management-parts';
import { isTablesNode } from '../../views/tables/tables-argument';
import type { TablesNode } from '../../views/tables/tables-node';

export type RowWithArn = Extract<TablesNode, { readonly kind: 'table' | 'stream' | 'trigger' | 'function' }>;

/** @throws an error for people if the command was not called on such a row */
export function rowWithArn(argument: unknown): RowWithArn {
  if (isTablesNode(argument) && argument.kind !== 'connection' && argument.kind !== 'shard') return argument;
  throw new Error(
    vscode.l10n.t('Choose a table, a stream or a trigger in the view "Tables and Triggers" first.'),
  );
}

/** A table's is asked for; the others are known. */
export async function arnOf(
  node: RowWithArn,
  { aws }: Pick<ManagementParts, 'aws'>,
  stop: StopSignal,
): Promise<string> {
  switch (node.kind) {
    case 'table':
      return (await aws.tables.describeTable(node.connection, node.tableName, stop)).tableArn;
    case 'stream':
      return node.streamArn;
    case 'trigger':
      return node.trigger.arn;
    case 'function':
      return node.trigger.functionArn;
  }
}
