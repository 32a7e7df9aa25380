/** The view "Tables and Triggers" as commands use it: what is chosen, what is to be shown, what is to be read again. */
import type * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import type { Trigger } from '../../../triggers/trigger';
import type { TriggerFailures } from './failure-rows';
import type { StreamNode, TableNode, TriggerNode } from './tables-node';

/** An inventory for each connection. */
export interface ReadInventories {
  readonly connections: readonly AwsConnection[];
  /** The same one until the connections change. */
  of(connection: AwsConnection): ConnectionInventory;
  /** Undefined: the connections themselves are others, or their credentials. */
  readonly onDidChange: vscode.Event<object | undefined>;
}

/**
 * A `choose…` member takes what the menu passed: a node of the view is its own answer, anything else asks in a quick
 * pick that fills page by page. @returns undefined when the user has gone away
 */
export interface TablesView {
  /** What has been read of the connections; another view that shows their triggers reads them there, and only once. */
  readonly inventories: ReadInventories;
  /** What the rows are narrowed to; undefined while all are shown. */
  readonly search: string | undefined;
  /** Shows only tables and functions with this text in their names; undefined shows all again. */
  showOnly(text: string | undefined): void;
  /** Before it is added or changed: its row begins expanded, and the view comes to the front. */
  showConnection(name: string): Promise<void>;
  /** Whether the row's table is a global one, as far as that was asked already. @param argument of a menu, or anything */
  isKnownGlobal(argument: unknown): boolean;
  chooseConnection(argument: unknown): Promise<AwsConnection | undefined>;
  chooseTable(argument: unknown, placeholder: string): Promise<TableNode | undefined>;
  /** A table's node is answered with its present stream. */
  chooseStream(argument: unknown, placeholder: string): Promise<StreamNode | undefined>;
  chooseTrigger(argument: unknown, placeholder: string): Promise<TriggerNode | undefined>;
  /** Reads the connection's table, its streams and its triggers again; all of the connection without a table. */
  refresh(connection: AwsConnection, tableName?: string): void;
  /** Shows a trigger as it is now, without asking for it; undefined after its deletion. */
  showTrigger(connection: AwsConnection, uuid: string, trigger: Trigger | undefined): void;
  /** From now on triggers have a row about their failed batches. */
  showFailures(failures: TriggerFailures): void;
  /** Opens the way to it in the tree and selects it. */
  reveal(node: TableNode | StreamNode | TriggerNode): Promise<void>;
  /** Selects it where the tree is open, and leaves focus and search as they are. */
  selectQuietly(node: TriggerNode): Promise<void>;
}
