/** The view "Tables and Triggers": connection, table, streams with their shards, triggers with their functions. */
import * as vscode from 'vscode';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { contextKeys } from '../../contributions';
import type { InventoryParts } from './window-inventories';
import { type InventoryChange, WindowInventories } from './window-inventories';
import { type EmptyView, emptyViewOf } from './empty-view';
import { connectionTooltip } from './connection-tooltip';
import { FailureRows } from './failure-rows';
import { idOf, isSameRow } from './node-ids';
import { shardItem, streamItem } from './stream-items';
import { connectionItem, messageItem, tableItem } from './table-items';
import type { TableNode, TablesNode } from './tables-node';
import { connectionRows, streamRows, tableRows } from './tables-rows';
import { TimedRows } from './timed-rows';
import { functionItem, triggerItem } from './trigger-items';
import { triggerTooltip } from './trigger-tooltip';

/** Pages come faster than a thousand rows are drawn. */
const REDRAW_MS = 300;

export class TablesTree implements vscode.TreeDataProvider<TablesNode>, vscode.Disposable {
  readonly inventories: WindowInventories;
  private readonly redraws = new vscode.EventEmitter<TablesNode | undefined>();
  /** VS Code knows a row by its object: the same one as long as it stands for the same. */
  private readonly nodes = new Map<string, TablesNode>();
  private readonly subscription: vscode.Disposable;
  private readonly stale = new Set<TablesNode | undefined>();
  private pending: NodeJS.Timeout | undefined;
  private emptyView: EmptyView | undefined;
  private sought: string | undefined;
  private readonly timedRows: TimedRows<TablesNode>;
  /** Below triggers with a destination. */
  readonly failureRows = new FailureRows((node) => this.redraws.fire(node));
  /** Names of connections whose rows begin expanded. */
  private readonly expanded = new Set<string>();

  readonly onDidChangeTreeData = this.redraws.event;

  constructor(
    private readonly parts: InventoryParts,
    isWatched: () => boolean,
  ) {
    this.inventories = new WindowInventories(parts, isWatched);
    this.timedRows = new TimedRows(parts.clock, isWatched, (row) => this.redraws.fire(row));
    this.subscription = this.inventories.onDidChange((change) => this.inventoryChanged(change));
  }

  get search(): string | undefined {
    return this.sought;
  }

  /** Shows only tables and functions with this text in their names. */
  setSearch(text: string | undefined): void {
    this.sought = text;
    void vscode.commands.executeCommand('setContext', contextKeys.isSearchingTables, text !== undefined);
    this.redraws.fire(undefined);
  }

  /** Where it is new: VS Code remembers what a person has done with a row. */
  expand(connectionName: string): void {
    this.expanded.add(connectionName);
  }

  /** After nobody has seen the view for a while. */
  seenAgain(): void {
    this.inventories.followTransitions();
    this.timedRows.redrawAll();
  }

  async getChildren(node?: TablesNode): Promise<TablesNode[]> {
    const rows = await this.rowsBelow(node);
    return rows.map((row) => this.keep(row));
  }

  getTreeItem(node: TablesNode): vscode.TreeItem {
    if (node.kind === 'message') return messageItem(node);
    const inventory = this.inventories.of(node.connection);
    const nowMs = this.parts.clock.now();
    switch (node.kind) {
      case 'connection':
        return connectionItem(
          node,
          inventory,
          this.inventories.connections.length === 1 || this.expanded.has(node.connection.name),
        );
      case 'table': {
        const { tableName } = node;
        const table = inventory.table(tableName) ?? {
          ...{ tableName, existence: 'unknown' as const },
          ...{ streams: [], triggers: [] },
        };
        const trouble = table.triggers.flatMap((trigger) => inventory.troubleOf(trigger));
        return tableItem(node, table, inventory, trouble);
      }
      case 'stream':
        return streamItem(node, inventory);
      case 'shard':
        return shardItem(node);
      case 'trigger': {
        const trouble = inventory.troubleOf(node.trigger);
        if (trouble.some(({ kind }) => kind === 'disabled')) this.timedRows.add(node);
        return triggerItem(node, trouble, nowMs);
      }
      case 'function':
        return functionItem(node, inventory.functions.get(node.trigger.functionArn));
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TablesNode): Promise<vscode.TreeItem> {
    if (node.kind === 'connection') item.tooltip = await connectionTooltip(node, this.parts.aws.accounts);
    if (node.kind !== 'trigger') return item;
    const inventory = this.inventories.of(node.connection);
    item.tooltip = triggerTooltip(node, {
      trouble: inventory.troubleOf(node.trigger),
      nowMs: this.parts.clock.now(),
      iteratorAgeMs: inventory.iteratorAgeOf(node.trigger)?.ageMs,
    });
    return item;
  }

  getParent(node: TablesNode): TablesNode | undefined {
    switch (node.kind) {
      case 'connection':
      case 'message':
        return undefined;
      case 'table':
        return this.keep({ kind: 'connection', connection: node.connection });
      case 'stream':
      case 'trigger': {
        const { connection, tableName } = node;
        const isBelowTable = this.inventories.of(connection).table(tableName) !== undefined;
        return this.keep(
          isBelowTable ? { kind: 'table', connection, tableName } : { kind: 'connection', connection },
        );
      }
      case 'shard': {
        const { connection, tableName, streamArn } = node;
        return this.keep({ kind: 'stream', connection, tableName, streamArn });
      }
      case 'function': {
        const id = idOf({ ...node, kind: 'trigger', tableName: '' });
        return this.nodes.get(id);
      }
    }
  }

  dispose(): void {
    clearTimeout(this.pending);
    vscode.Disposable.from(
      ...[this.subscription, this.timedRows, this.failureRows, this.inventories, this.redraws],
    ).dispose();
  }

  private async rowsBelow(node?: TablesNode): Promise<TablesNode[]> {
    if (node === undefined) return this.roots();
    if (node.kind === 'message' || node.kind === 'shard' || node.kind === 'function') return [];
    const inventory = this.inventories.of(node.connection);
    switch (node.kind) {
      case 'connection':
        await inventory.load();
        return connectionRows(node, inventory, this.sought);
      case 'table':
        await inventory.tables.ask(node.tableName);
        this.askFunctions(node, inventory);
        return tableRows(node, inventory);
      case 'stream':
        await inventory.streams.ask(node.streamArn);
        return streamRows(node, inventory);
      case 'trigger': {
        const { connection, trigger } = node;
        await inventory.functions.ask(trigger.functionArn);
        return [{ kind: 'function', connection, trigger }, ...this.failureRows.below(node)];
      }
    }
  }

  /** One connection with nothing to show has no row, so that VS Code shows the welcome view which says why. */
  private async roots(): Promise<TablesNode[]> {
    const { connections } = this.inventories;
    const [only] = connections;
    let emptyView: EmptyView | undefined;
    if (only !== undefined && connections.length === 1) {
      const inventory = this.inventories.of(only);
      await inventory.load();
      emptyView = emptyViewOf(inventory);
    }
    this.emptyView = emptyView;
    await vscode.commands.executeCommand('setContext', contextKeys.emptyTables, emptyView);
    if (emptyView !== undefined) return [];
    return connections.map((connection) => ({ kind: 'connection', connection }));
  }

  /** Whoever looks at a table is told which of its functions are gone. */
  private askFunctions({ tableName }: TableNode, inventory: ConnectionInventory): void {
    for (const { functionArn } of inventory.table(tableName)?.triggers ?? [])
      if (inventory.functions.get(functionArn) === undefined)
        void inventory.functions.ask(functionArn).then(() => this.inventoryChanged({ inventory, tableName }));
  }

  private inventoryChanged(change: InventoryChange | undefined): void {
    if (change === undefined) {
      this.nodes.clear();
      this.redrawSoon(undefined);
      return;
    }
    const { inventory, tableName } = change;
    const { connection } = inventory;
    const isAlone = this.inventories.connections.length === 1;
    if (isAlone && emptyViewOf(inventory) !== this.emptyView) this.redrawSoon(undefined);
    else
      this.redrawSoon(
        tableName !== undefined && inventory.table(tableName) !== undefined
          ? this.keep({ kind: 'table', connection, tableName })
          : this.keep({ kind: 'connection', connection }),
      );
  }

  private redrawSoon(node: TablesNode | undefined): void {
    this.stale.add(node);
    this.pending ??= setTimeout(() => {
      this.pending = undefined;
      const stale = this.stale.has(undefined) ? [undefined] : [...this.stale];
      this.stale.clear();
      for (const one of stale) this.redraws.fire(one);
    }, REDRAW_MS);
  }

  private keep<Node extends TablesNode>(node: Node): Node {
    const id = idOf(node);
    const known = this.nodes.get(id);
    if (known !== undefined && isSameRow(known, node)) return known as Node;
    this.nodes.set(id, node);
    return node;
  }
}
