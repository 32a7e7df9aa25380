/** The view "Failed Batches": destinations with what waits at them, triggers that seem stuck, documents that were opened. */
import * as vscode from 'vscode';
import { timeLeftOf } from '../../../failed-batches/finding/time-left';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { ServiceError } from '../../../triggers/ports/service-error';
import { messageItem } from '../tables/table-items';
import { TimedRows } from '../tables/timed-rows';
import { connectionRowItem, destinationItem, othersItem, stuckTriggerItem } from './destination-items';
import { destinationRows, isOwn } from './destination-rows';
import { failedBatchItem, storedItem } from './failed-batch-items';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import { messageRow, progressRows } from './failure-messages';
import { type ConnectionRow, type FailuresRow, isSameRow, rowId } from './failures-rows';
import type { FailureParts, WindowFailures } from './window-failures';

/** Lists come page by page, and batches one after the other. */
const REDRAW_MS = 200;

/** With more of them each is opened by whoever wants to see it: opening asks. */
const MOST_EXPANDED = 10;

export class FailedBatchesTree implements vscode.TreeDataProvider<FailuresRow>, vscode.Disposable {
  private readonly redraws = new vscode.EventEmitter<FailuresRow | undefined>();
  /** VS Code knows a row by its object. */
  private readonly rows = new Map<string, FailuresRow>();
  /** Ids of the rows above messages, by the messages' ids. */
  private readonly above = new Map<string, string | undefined>();
  /** All at once: each says how long it has left. */
  private readonly timedRows: TimedRows<'batches'>;
  private readonly subscription: vscode.Disposable;
  private pending: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.redraws.event;

  constructor(
    private readonly failures: WindowFailures,
    { clock }: Pick<FailureParts, 'clock'>,
  ) {
    // Also while nobody looks: the badge and the rows of triggers tell of what is about to expire.
    this.timedRows = new TimedRows(
      clock,
      () => true,
      () => failures.changed(),
    );
    this.subscription = failures.onDidChange(() => this.redrawSoon());
  }

  /** What is to be drawn again is, at once: before a row is revealed that may be new. */
  redrawNow(): void {
    if (this.pending === undefined) return;
    clearTimeout(this.pending);
    this.pending = undefined;
    this.redraws.fire(undefined);
  }

  async getChildren(row?: FailuresRow): Promise<FailuresRow[]> {
    const below = row === undefined ? await this.roots() : await this.rowsBelow(row);
    return below.map((one) => {
      if (one.kind === 'failuresMessage') this.above.set(one.id, row && rowId(row));
      return this.keep(one);
    });
  }

  getTreeItem(row: FailuresRow): vscode.TreeItem {
    const { failures } = this;
    switch (row.kind) {
      case 'failuresMessage':
        return messageItem(row);
      case 'failuresConnection':
        return connectionRowItem(row);
      case 'failureDestination': {
        const isExpanded = failures.destinationsOf(row.connection).length <= MOST_EXPANDED;
        return destinationItem(row, failures.lookOf(row), failures.batchesOf(row).length, isExpanded);
      }
      case 'failuresOfOthers':
        return othersItem(row, failures.othersIn(row.destination).length);
      case 'stuckTrigger':
        return stuckTriggerItem(row, failures.stuckReasonOf(row.connection, row.trigger));
      case 'storedFailure':
        return storedItem(row, failures.nowMs);
      case 'awsFailedBatch': {
        const { nowMs } = failures;
        const { kind } = timeLeftOf(row.batch, nowMs);
        if (kind !== 'carried' && kind !== 'trimmed') this.timedRows.add('batches');
        return failedBatchItem(row, failures.saved.get(row.batch.id), nowMs, this.isBelowItsTrigger(row));
      }
    }
  }

  /** The row above says then whose it is. */
  private isBelowItsTrigger(row: FailuresRow): boolean {
    return this.parentOf(row)?.kind === 'failureDestination';
  }

  getParent(row: FailuresRow): FailuresRow | undefined {
    const parent = this.parentOf(row);
    return parent && this.keep(parent);
  }

  dispose(): void {
    clearTimeout(this.pending);
    vscode.Disposable.from(this.subscription, this.timedRows, this.redraws).dispose();
  }

  private async roots(): Promise<readonly FailuresRow[]> {
    const { connections } = this.failures;
    void this.failures.saved.load();
    const [only] = connections;
    const isAlone = connections.length === 1;
    const below =
      only !== undefined && isAlone
        ? await this.connectionRows(only)
        : connections.map((connection): ConnectionRow => ({ kind: 'failuresConnection', connection }));
    return [...this.failures.openedBatches(), ...below];
  }

  private async rowsBelow(row: FailuresRow): Promise<readonly FailuresRow[]> {
    switch (row.kind) {
      case 'failuresConnection': {
        const rows = await this.connectionRows(row.connection);
        if (rows.length > 0) return rows;
        const text = vscode.l10n.t('No trigger here has an on-failure destination, and none seems stuck');
        return [messageRow(row, 'empty', 'none', text)];
      }
      case 'failureDestination':
        return this.destinationRows(row);
      case 'failuresOfOthers':
        return this.failures.othersIn(row.destination);
      case 'awsFailedBatch':
      case 'storedFailure':
      case 'stuckTrigger':
      case 'failuresMessage':
        return [];
    }
  }

  /** None if there is nothing to say: then the welcome view says what this view is for. */
  private async connectionRows(connection: AwsConnection): Promise<readonly FailuresRow[]> {
    const inventory = this.failures.inventoryOf(connection);
    await inventory.load();
    const progress = inventory.lists.progressOf('triggers');
    // DynamoDB Local has no Lambda, and nobody expects triggers there.
    const isUnsupported =
      progress.kind === 'failed' &&
      progress.error instanceof ServiceError &&
      progress.error.kind === 'unsupported';
    return [
      ...this.failures.destinationsByUrgency(connection),
      ...this.failures
        .stuckTriggersOf(connection)
        .map((trigger): FailuresRow => ({ kind: 'stuckTrigger', connection, trigger })),
      ...(isUnsupported ? [] : progressRows({ kind: 'failuresConnection', connection }, progress)),
    ];
  }

  private parentOf(row: FailuresRow): FailuresRow | undefined {
    switch (row.kind) {
      case 'failuresConnection':
        return undefined;
      case 'failuresMessage':
        return this.rows.get(this.above.get(row.id) ?? '');
      case 'failureDestination':
      case 'stuckTrigger': {
        const { connection } = row;
        return this.failures.connections.length === 1
          ? undefined
          : { kind: 'failuresConnection', connection };
      }
      case 'failuresOfOthers':
      case 'storedFailure':
        return row.destination;
      case 'awsFailedBatch':
        return this.parentOfBatch(row);
    }
  }

  private parentOfBatch(node: FailedBatchNode): FailuresRow | undefined {
    const destination = this.failures
      .destinationsOf(node.connection)
      .find(({ trigger }) => trigger.uuid === node.below);
    if (destination === undefined || isOwn(destination, node)) return destination;
    return { kind: 'failuresOfOthers', destination };
  }

  /** What a look tells stands in the rows above too, and in those of triggers. */
  private async destinationRows(row: DestinationNode): Promise<readonly FailuresRow[]> {
    const { failures } = this;
    const before = failures.looks.get(row)?.value;
    const asked = await failures.looks.ask(row);
    if (asked.value !== before) failures.changed();
    return destinationRows(row, asked, failures.shownOf(row.connection));
  }

  private redrawSoon(): void {
    this.pending ??= setTimeout(() => this.redrawNow(), REDRAW_MS);
  }

  private keep<Row extends FailuresRow>(row: Row): Row {
    const id = rowId(row);
    const known = this.rows.get(id);
    if (known !== undefined && isSameRow(known, row)) return known as Row;
    this.rows.set(id, row);
    return row;
  }
}
