/** The view "Tables and Triggers" in the sidebar, and what commands ask of it. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import { viewIds } from '../../contributions';
import { tableOf } from '../../triggers/trigger-label';
import type { TriggerFailures } from './failure-rows';
import { RowChoice } from './row-choice';
import { isTablesNode, tableNameOf } from './tables-argument';
import type { StreamNode, TableNode, TablesNode, TriggerNode } from './tables-node';
import { TablesTree } from './tables-tree';
import type { TablesView } from './tables-view';
import type { InventoryParts } from './window-inventories';

export class TablesSidebar implements TablesView, vscode.Disposable {
  private readonly tree: TablesTree;
  private readonly view: vscode.TreeView<TablesNode>;
  private readonly choice: RowChoice;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly parts: InventoryParts) {
    this.tree = new TablesTree(parts, () => this.isVisible);
    this.view = vscode.window.createTreeView(viewIds.tables, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.choice = new RowChoice(this.tree.inventories);
    this.subscription = this.view.onDidChangeVisibility(({ visible }) => {
      if (visible) this.tree.seenAgain();
    });
  }

  get inventories(): TablesView['inventories'] {
    return this.tree.inventories;
  }

  get search(): string | undefined {
    return this.tree.search;
  }

  showOnly(text: string | undefined): void {
    this.tree.setSearch(text);
    this.view.description = text === undefined ? '' : `“${text}”`;
  }

  async showConnection(name: string): Promise<void> {
    this.tree.expand(name);
    await vscode.commands.executeCommand(`${viewIds.tables}.focus`);
  }

  isKnownGlobal(argument: unknown): boolean {
    if (!isTablesNode(argument) || argument.kind === 'connection') return false;
    const { tables } = this.tree.inventories.of(argument.connection);
    return tables.get(tableNameOf(argument))?.value?.isGlobal === true;
  }

  chooseConnection(argument: unknown): Promise<AwsConnection | undefined> {
    return this.choice.connection(argument);
  }

  chooseTable(argument: unknown, placeholder: string): Promise<TableNode | undefined> {
    return this.choice.table(argument, placeholder);
  }

  chooseStream(argument: unknown, placeholder: string): Promise<StreamNode | undefined> {
    return this.choice.stream(argument, placeholder);
  }

  chooseTrigger(argument: unknown, placeholder: string): Promise<TriggerNode | undefined> {
    return this.choice.trigger(argument, placeholder);
  }

  refresh(connection: AwsConnection, tableName?: string): void {
    const inventory = this.tree.inventories.of(connection);
    // What nobody has looked at is read when somebody does.
    if (!inventory.isLoaded) return;
    const reading = tableName === undefined ? inventory.reload() : inventory.refreshTable(tableName);
    reading.catch((error: unknown) => this.parts.report(error));
  }

  showTrigger(connection: AwsConnection, uuid: string, trigger: Trigger | undefined): void {
    const inventory = this.tree.inventories.of(connection);
    if (inventory.isLoaded) inventory.putTrigger(uuid, trigger);
  }

  showFailures(failures: TriggerFailures): void {
    this.tree.failureRows.connect(failures);
  }

  async reveal(node: TableNode | StreamNode | TriggerNode): Promise<void> {
    const inventory = this.tree.inventories.of(node.connection);
    await inventory.loadAll();
    const tableName = node.kind === 'trigger' ? tableOf(node.trigger.streamArn) : node.tableName;
    const isThere =
      inventory.table(tableName) !== undefined ||
      (node.kind === 'trigger' && inventory.lists.triggers.has(node.trigger.uuid));
    if (!isThere)
      throw new Error(
        vscode.l10n.t(
          'Table "{0}" is not among the tables of connection "{1}". It may have been deleted: refresh the view.',
          tableName,
          node.connection.name,
        ),
      );
    if (this.tree.search !== undefined) this.showOnly(undefined);
    await this.view.reveal(node, { select: true, focus: true, expand: true });
  }

  async selectQuietly(node: TriggerNode): Promise<void> {
    const isShown = this.isVisible && this.search === undefined;
    if (!isShown || !this.tree.inventories.of(node.connection).isLoaded) return;
    await this.view.reveal(node, { select: true, focus: false });
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.view, this.tree).dispose();
  }

  private get isVisible(): boolean {
    return this.view.visible;
  }
}
