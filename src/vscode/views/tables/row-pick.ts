/** A quick pick of rows that fills page by page, as the lists of the connections come in. */
import * as vscode from 'vscode';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { sentenceOf } from '../../notifications';
import { idOf } from './node-ids';
import type { TablesNode } from './tables-node';

export interface PickRow<Node extends TablesNode> {
  readonly label: string;
  readonly description: string;
  readonly node: Node;
}

interface Item<Node> extends vscode.QuickPickItem {
  /** Absent for separators and for what could not be read. */
  readonly node?: Node;
}

/** How often the list is filled up while pages come in, in milliseconds. */
const FILL_MS = 200;

/** @returns undefined when the user has gone away */
export function pickRow<Node extends TablesNode>(
  inventories: readonly ConnectionInventory[],
  placeholder: string,
  rowsOf: (inventory: ConnectionInventory) => readonly PickRow<Node>[],
): Promise<Node | undefined> {
  const box = vscode.window.createQuickPick<Item<Node>>();
  box.placeholder = placeholder;
  box.matchOnDescription = true;
  box.keepScrollPosition = true;
  box.busy = true;
  let shown = '';
  let isClosed = false;
  const fill = (): void => {
    const items = inventories.flatMap((inventory) => itemsOf(inventory, rowsOf, inventories.length > 1));
    const text = JSON.stringify(items.map(({ label, description }) => [label, description]));
    if (text === shown) return;
    shown = text;
    const [active] = box.activeItems;
    box.items = items;
    const again = items.find(({ node }) => isSameRow(node, active?.node));
    if (again !== undefined) box.activeItems = [again];
  };
  return new Promise((resolve) => {
    const filling = setInterval(fill, FILL_MS);
    void Promise.all(inventories.map((inventory) => inventory.loadAll())).then(() => {
      clearInterval(filling);
      if (isClosed) return;
      fill();
      box.busy = false;
    });
    box.onDidAccept(() => {
      const node = box.activeItems[0]?.node;
      if (node === undefined) return;
      resolve(node);
      box.hide();
    });
    box.onDidHide(() => {
      isClosed = true;
      clearInterval(filling);
      resolve(undefined);
      box.dispose();
    });
    fill();
    box.show();
  });
}

function itemsOf<Node extends TablesNode>(
  inventory: ConnectionInventory,
  rowsOf: (inventory: ConnectionInventory) => readonly PickRow<Node>[],
  isNamed: boolean,
): Item<Node>[] {
  const { connection, lists } = inventory;
  const heading: Item<Node> = { label: connection.name, kind: vscode.QuickPickItemKind.Separator };
  const failures = (['tables', 'streams', 'triggers'] as const).flatMap((list): Item<Node>[] => {
    const progress = lists.progressOf(list);
    if (progress.kind !== 'failed') return [];
    return [{ label: `$(warning) ${sentenceOf(progress.error)}`, alwaysShow: true }];
  });
  return [...(isNamed ? [heading] : []), ...rowsOf(inventory), ...failures];
}

function isSameRow(one: TablesNode | undefined, other: TablesNode | undefined): boolean {
  return one !== undefined && other !== undefined && idOf(one) === idOf(other);
}
