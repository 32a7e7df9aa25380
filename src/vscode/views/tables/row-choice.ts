/** Which connection, table, stream or trigger a command is about: the row it was called on, or what a person picks. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { currentStreamOf, streamBeginMs } from '../../../triggers/inventory/trigger-trouble';
import { tableOf, triggerLabel } from '../../triggers/trigger-label';
import { type PickRow, pickRow } from './row-pick';
import { isTablesNode, tableNameOf } from './tables-argument';
import type { StreamNode, TableNode, TriggerNode } from './tables-node';
import { dateText } from './time-words';
import type { WindowInventories } from './window-inventories';

export class RowChoice {
  constructor(private readonly inventories: WindowInventories) {}

  async connection(argument: unknown): Promise<AwsConnection | undefined> {
    if (isTablesNode(argument)) return argument.connection;
    const { connections } = this.inventories;
    if (connections.length <= 1) return connections[0];
    const items = connections.map((connection) => ({
      label: connection.name,
      description: [connection.awsProfile, connection.region].filter(Boolean).join(' · '),
      connection,
    }));
    const placeHolder = vscode.l10n.t('Which connection?');
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.connection;
  }

  async table(argument: unknown, placeholder: string): Promise<TableNode | undefined> {
    if (isTablesNode(argument) && argument.kind !== 'connection') {
      const { connection } = argument;
      return { kind: 'table', connection, tableName: tableNameOf(argument) };
    }
    return pickRow(this.chosenFrom(argument), placeholder, tablesOf);
  }

  async stream(argument: unknown, placeholder: string): Promise<StreamNode | undefined> {
    if (isTablesNode(argument)) {
      if (argument.kind === 'stream') return argument;
      if (argument.kind === 'table') return this.presentStream(argument);
      if (argument.kind === 'shard' || argument.kind === 'trigger') {
        const { connection } = argument;
        const streamArn = argument.kind === 'shard' ? argument.streamArn : argument.trigger.streamArn;
        return { kind: 'stream', connection, tableName: tableNameOf(argument), streamArn };
      }
    }
    return pickRow(this.chosenFrom(argument), placeholder, streamsOf);
  }

  async trigger(argument: unknown, placeholder: string): Promise<TriggerNode | undefined> {
    if (isTablesNode(argument) && (argument.kind === 'trigger' || argument.kind === 'function')) {
      const { connection, trigger } = argument;
      // The row may have been drawn, or its tooltip's link made, before the last change.
      const known = this.inventories.of(connection).lists.triggers.get(trigger.uuid);
      return {
        kind: 'trigger',
        connection,
        tableName: tableOf(trigger.streamArn),
        trigger: known ?? trigger,
      };
    }
    return pickRow(this.chosenFrom(argument), placeholder, triggersOf(argument));
  }

  private chosenFrom(argument: unknown): readonly ConnectionInventory[] {
    const connections = isTablesNode(argument) ? [argument.connection] : this.inventories.connections;
    return connections.map((connection) => this.inventories.of(connection));
  }

  /** @throws an error for people if the table has none */
  private async presentStream({ connection, tableName }: TableNode): Promise<StreamNode> {
    const inventory = this.inventories.of(connection);
    const { value, progress } = await inventory.tables.again(tableName);
    if (progress.kind === 'failed') throw progress.error;
    const streams = inventory.table(tableName)?.streams ?? [];
    const streamArn = currentStreamOf({ streams, ...(value && { table: value }) }) ?? streams[0]?.streamArn;
    if (streamArn === undefined)
      throw new Error(
        vscode.l10n.t('Table "{0}" has no stream: turn it on first, with "Turn Stream On…".', tableName),
      );
    return { kind: 'stream', connection, tableName, streamArn };
  }
}

function tablesOf({ connection, content }: ConnectionInventory): readonly PickRow<TableNode>[] {
  return [...content.tables.values()]
    .filter(({ existence }) => existence !== 'deleted')
    .map(({ tableName, streams }) => ({
      label: tableName,
      description: streams.length > 0 ? '' : vscode.l10n.t('no stream'),
      node: { kind: 'table', connection, tableName },
    }));
}

function streamsOf({ connection, content }: ConnectionInventory): readonly PickRow<StreamNode>[] {
  return [...content.tables.values()].flatMap(({ tableName, streams }) =>
    streams.map(({ streamArn }, index) => ({
      label: tableName,
      description: [
        dateText(streamBeginMs(streamArn)),
        index === 0 ? vscode.l10n.t('newest') : vscode.l10n.t('old'),
      ].join(' · '),
      node: { kind: 'stream', connection, tableName, streamArn } as const,
    })),
  );
}

/** @param argument a table or a stream, whose triggers alone are meant, or anything else */
function triggersOf(argument: unknown): (inventory: ConnectionInventory) => readonly PickRow<TriggerNode>[] {
  const isNarrow = isTablesNode(argument) && argument.kind !== 'connection';
  const only = isNarrow ? tableNameOf(argument) : undefined;
  return ({ connection, content }) =>
    [...[...content.tables.values()].flatMap(({ triggers }) => triggers), ...content.strays]
      .filter(({ streamArn }) => only === undefined || tableOf(streamArn) === only)
      .map((trigger) => ({
        label: triggerLabel(trigger),
        description: trigger.state,
        node: { kind: 'trigger', connection, tableName: tableOf(trigger.streamArn), trigger } as const,
      }));
}
