/** The rows of the view "Tables and Triggers" as a person reads them, by the extension's own tree with AWS behind it. */
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import { awsRoleService } from '../../../../src/aws/roles/role-service';
import { awsStreamCatalog } from '../../../../src/aws/streams/stream-catalog';
import { awsTableCatalog } from '../../../../src/aws/tables/table-catalog';
import { awsFunctionCatalog } from '../../../../src/aws/triggers/function-catalog';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import type { TablesNode } from '../../../../src/vscode/views/tables/tables-node';
import { TablesTree } from '../../../../src/vscode/views/tables/tables-tree';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { HurriedClock } from '../../../support/hurried-clock';

/** So much faster than real time AWS is asked again. */
const HURRY = 20;

export interface ShownRow {
  readonly label: string;
  readonly description: string;
  readonly context: string | undefined;
  /** Of a tooltip that is Markdown its source. */
  readonly tooltip: string;
  /** For a screen reader. */
  readonly spoken: string;
  readonly icon: string;
  readonly command: vscode.Command | undefined;
  readonly node: TablesNode;
}

export class ShownTree {
  readonly tree: TablesTree;
  readonly errors: unknown[] = [];
  private readonly clock = new HurriedClock(HURRY);
  private readonly connectionsChanged = new vscode.EventEmitter<void>();

  constructor(...connections: readonly Partial<AwsConnection>[]) {
    const access = accessWithoutQuestions();
    this.tree = new TablesTree(
      {
        aws: {
          accounts: awsAccountService(access),
          tables: awsTableCatalog(access),
          triggers: awsTriggerService(access),
          functions: awsFunctionCatalog(access),
          roles: awsRoleService(access),
          streams: awsStreamCatalog(access),
        },
        clock: this.clock,
        connections: {
          connections: connections.map((connection, index) => ({
            ...{ id: `connection-${index}`, name: `Connection ${index}`, isReadOnly: false },
            ...connection,
          })),
          onDidChange: this.connectionsChanged.event,
        },
        report: (error) => this.errors.push(error),
      },
      () => true,
    );
  }

  get nowMs(): number {
    return this.clock.now();
  }

  /** Below the rows with these labels, from the connection on. */
  async rows(...way: readonly (string | RegExp)[]): Promise<readonly ShownRow[]> {
    let rows = await this.rowsBelow(undefined);
    for (const label of way) {
      const row = rows.find((one) =>
        typeof label === 'string' ? one.label === label : label.test(one.label),
      );
      if (row === undefined) throw new Error(`There is no "${label}" among ${labels(rows)}.`);
      rows = await this.rowsBelow(row.node);
    }
    return rows;
  }

  /** When there is such a row there, which may be after the tree has changed. */
  async until(isIt: (row: ShownRow) => boolean, ...way: readonly (string | RegExp)[]): Promise<ShownRow> {
    for (;;) {
      let wake: () => void = () => undefined;
      const changed = new Promise<void>((resolve) => (wake = resolve));
      const subscription = this.tree.onDidChangeTreeData(() => wake());
      try {
        const row = (await this.rows(...way)).find(isIt);
        if (row !== undefined) return row;
        await changed;
      } finally {
        subscription.dispose();
      }
    }
  }

  /** When all lists of the connection have been read. */
  async whole(): Promise<void> {
    const { inventories } = this.tree;
    await Promise.all(inventories.connections.map((connection) => inventories.of(connection).loadAll()));
  }

  dispose(): void {
    this.tree.dispose();
    this.connectionsChanged.dispose();
  }

  private async rowsBelow(node: TablesNode | undefined): Promise<readonly ShownRow[]> {
    const nodes = await this.tree.getChildren(node);
    return Promise.all(nodes.map((one) => this.row(one)));
  }

  private async row(node: TablesNode): Promise<ShownRow> {
    const item = await this.tree.resolveTreeItem(this.tree.getTreeItem(node), node);
    const { tooltip, iconPath } = item;
    return {
      label: typeof item.label === 'string' ? item.label : '',
      description: typeof item.description === 'string' ? item.description : '',
      context: item.contextValue,
      tooltip: typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? ''),
      spoken: item.accessibilityInformation?.label ?? '',
      icon: iconPath instanceof vscode.ThemeIcon ? iconPath.id : '',
      command: item.command,
      node,
    };
  }
}

export function labels(rows: readonly ShownRow[]): string {
  return rows.map(({ label }) => label).join(', ');
}
