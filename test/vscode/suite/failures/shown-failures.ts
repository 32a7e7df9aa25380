/** The rows of the view "Failed Batches" as a person reads them, by the extension's own tree with AWS behind it. */
import * as vscode from 'vscode';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import { awsFailureBuckets } from '../../../../src/aws/failed-batches/failure-buckets';
import { awsFailureQueues } from '../../../../src/aws/failed-batches/failure-queues';
import { awsRoleService } from '../../../../src/aws/roles/role-service';
import { awsStreamCatalog } from '../../../../src/aws/streams/stream-catalog';
import { awsTableCatalog } from '../../../../src/aws/tables/table-catalog';
import { awsFunctionCatalog } from '../../../../src/aws/triggers/function-catalog';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import type { SavedBatch } from '../../../../src/failed-batches/ports/failed-batch-store';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import { FailedBatchesTree } from '../../../../src/vscode/views/failed-batches/failed-batches-tree';
import type { FailuresRow } from '../../../../src/vscode/views/failed-batches/failures-rows';
import { WindowFailures } from '../../../../src/vscode/views/failed-batches/window-failures';
import { WindowInventories } from '../../../../src/vscode/views/tables/window-inventories';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { SettableClock } from './settable-clock';

export interface ShownFailure {
  readonly label: string;
  readonly description: string;
  readonly context: string | undefined;
  readonly tooltip: string;
  /** For a screen reader. */
  readonly spoken: string;
  readonly icon: string;
  readonly color: string | undefined;
  readonly command: vscode.Command | undefined;
  readonly row: FailuresRow;
}

export class ShownFailures {
  readonly clock = new SettableClock();
  readonly errors: unknown[] = [];
  /** What was saved, as the store of each folder lists it. */
  readonly stored: SavedBatch[] = [];
  readonly failures: WindowFailures;
  readonly tree: FailedBatchesTree;
  private readonly inventories: WindowInventories;
  private readonly connectionsChanged = new vscode.EventEmitter<void>();

  constructor(
    connections: readonly AwsConnection[],
    readonly state: vscode.Memento = memento(),
  ) {
    const access = accessWithoutQuestions();
    const report = (error: unknown): void => void this.errors.push(error);
    const { clock } = this;
    const aws = {
      accounts: awsAccountService(access),
      tables: awsTableCatalog(access),
      triggers: awsTriggerService(access),
      functions: awsFunctionCatalog(access),
      roles: awsRoleService(access),
      streams: awsStreamCatalog(access),
    };
    const model = { connections, onDidChange: this.connectionsChanged.event };
    this.inventories = new WindowInventories({ aws, clock, connections: model, report }, () => true);
    this.failures = new WindowFailures(
      {
        ...{ clock, report, queues: awsFailureQueues(access), buckets: awsFailureBuckets(access) },
        view: { inventories: this.inventories },
        storeOf: () => ({
          find: (id) => Promise.resolve(this.stored.find(({ batch }) => batch.id === id)),
          list: () => Promise.resolve(this.stored),
        }),
      },
      state,
    );
    this.tree = new FailedBatchesTree(this.failures, { clock });
  }

  /** Below the rows with these labels, when all lists of the connections are read. */
  async rows(...way: readonly (string | RegExp)[]): Promise<readonly ShownFailure[]> {
    let rows = await this.rowsBelow(undefined);
    await Promise.all(this.inventories.connections.map((one) => this.inventories.of(one).loadAll()));
    rows = await this.rowsBelow(undefined);
    for (const label of way) rows = await this.rowsBelow(rowOf(rows, label).row);
    return rows;
  }

  dispose(): void {
    this.tree.dispose();
    this.failures.dispose();
    this.inventories.dispose();
    this.connectionsChanged.dispose();
  }

  private async rowsBelow(row: FailuresRow | undefined): Promise<readonly ShownFailure[]> {
    return (await this.tree.getChildren(row)).map((one) => shown(this.tree.getTreeItem(one), one));
  }
}

export function rowOf(rows: readonly ShownFailure[], label: string | RegExp): ShownFailure {
  const row = rows.find((one) => (typeof label === 'string' ? one.label === label : label.test(one.label)));
  if (row !== undefined) return row;
  throw new Error(`There is no "${String(label)}" among ${rows.map((one) => one.label).join(', ')}.`);
}

/** A workspace's state that nobody keeps. */
function memento(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) as T | undefined) ?? otherwise,
    update: (key: string, value: unknown) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}

function shown(item: vscode.TreeItem, row: FailuresRow): ShownFailure {
  const icon = item.iconPath instanceof vscode.ThemeIcon ? item.iconPath : undefined;
  return {
    label: typeof item.label === 'string' ? item.label : '',
    description: typeof item.description === 'string' ? item.description : '',
    context: item.contextValue,
    tooltip: typeof item.tooltip === 'string' ? item.tooltip : '',
    spoken: item.accessibilityInformation?.label ?? '',
    icon: icon?.id ?? '',
    // Its type keeps the id to itself.
    color: (icon?.color as unknown as { readonly id: string } | undefined)?.id,
    command: item.command,
    row,
  };
}
