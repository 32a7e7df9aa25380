/** An inventory for each connection of the window; it lives as long as the connection is the same. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { Transitions } from '../../../triggers/inventory/transitions';
import type { ConnectionsModel } from '../../connections/connections-model';
import type { ManagementParts } from '../../management-parts';

export type InventoryParts = Pick<ManagementParts, 'aws' | 'clock' | 'report'> & {
  readonly connections: Pick<ConnectionsModel, 'connections' | 'onDidChange'>;
};

export interface InventoryChange {
  readonly inventory: ConnectionInventory;
  /** Only this table's rows can be others. */
  readonly tableName: string | undefined;
}

interface Kept {
  readonly inventory: ConnectionInventory;
  readonly transitions: Transitions;
}

export class WindowInventories implements vscode.Disposable {
  private readonly kept = new Map<string, Kept>();
  private readonly changes = new vscode.EventEmitter<InventoryChange | undefined>();
  private readonly subscription: vscode.Disposable;
  /** Undefined: the connections themselves are others. */
  readonly onDidChange = this.changes.event;

  /** @param isWatched whether the view can be seen: what nobody sees is not read again by itself */
  constructor(
    private readonly parts: InventoryParts,
    private readonly isWatched: () => boolean,
  ) {
    this.subscription = parts.connections.onDidChange(() => this.connectionsChanged());
  }

  get connections(): readonly AwsConnection[] {
    return this.parts.connections.connections;
  }

  of(connection: AwsConnection): ConnectionInventory {
    return this.keep(connection).inventory;
  }

  /** Goes on with following what was changing when the view was hidden. */
  followTransitions(): void {
    for (const { transitions } of this.kept.values()) this.follow(transitions);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const { inventory } of this.kept.values()) inventory.dispose();
    this.changes.dispose();
  }

  private keep(connection: AwsConnection): Kept {
    const known = this.kept.get(connection.id);
    if (known !== undefined) return known;
    const { aws, clock } = this.parts;
    const inventory = new ConnectionInventory(connection, { ...aws, clock }, (tableName) => {
      this.changes.fire({ inventory, tableName });
      this.follow(transitions);
    });
    const transitions = new Transitions(inventory, aws.triggers, clock, this.isWatched);
    const kept = { inventory, transitions };
    this.kept.set(connection.id, kept);
    return kept;
  }

  private follow(transitions: Transitions): void {
    if (this.isWatched()) transitions.follow().catch((error: unknown) => this.parts.report(error));
  }

  /** Others, or the same with other credentials: all is read anew when it is looked at. */
  private connectionsChanged(): void {
    for (const { inventory } of this.kept.values()) inventory.dispose();
    this.kept.clear();
    this.changes.fire(undefined);
  }
}
