/** The view "Failed Batches" in the sidebar, and what commands ask of it. */
import * as vscode from 'vscode';
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import { readStoredDocument } from '../../../failed-batches/finding/bucket-look';
import { destinationName } from '../../../failed-batches/finding/destination-kind';
import type { DestinationLook } from '../../../failed-batches/finding/destination-looks';
import { byTimeLeft, timeLeftOf } from '../../../failed-batches/finding/time-left';
import type { QueueState } from '../../../failed-batches/ports/failure-queue';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { ServiceError } from '../../../triggers/ports/service-error';
import { inParallel } from '../../../triggers/streams/in-parallel';
import type { Trigger } from '../../../triggers/trigger';
import { viewIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { showInformation } from '../../notifications';
import { agreeToLook } from './agreed-look';
import { BatchChoice, storedNode } from './batch-choice';
import { batchesIn } from './destination-rows';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import { FailedBatchesTree } from './failed-batches-tree';
import type { FailedBatchesView } from './failed-batches-view';
import type { FailuresRow, StoredRow } from './failures-rows';
import { SavedFiles } from './saved-files';
import { triggerFailures } from './trigger-failures';
import { WindowFailures } from './window-failures';

export type FailedBatchesSidebarParts = Omit<FailedBatchParts, 'capturing' | 'failures'>;

/** Of one queue, when all that wait are wanted: so many can be held back from their consumers for a minute. */
const MOST_OF_A_QUEUE = 5000;
const READ_AT_A_TIME = 4;

export class FailedBatchesSidebar implements FailedBatchesView, vscode.Disposable {
  readonly failures: WindowFailures;
  private readonly tree: FailedBatchesTree;
  private readonly view: vscode.TreeView<FailuresRow>;
  private readonly choice: BatchChoice;
  private readonly subscription: vscode.Disposable;

  /** @param workspaceState keeps what was opened from texts */
  constructor(
    private readonly parts: FailedBatchesSidebarParts,
    workspaceState: vscode.Memento,
  ) {
    this.failures = new WindowFailures(parts, workspaceState);
    this.tree = new FailedBatchesTree(this.failures, parts);
    this.view = vscode.window.createTreeView(viewIds.failedBatches, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.choice = new BatchChoice(this.failures);
    parts.view.showFailures(triggerFailures(this.failures));
    this.subscription = vscode.Disposable.from(
      this.tree.onDidChangeTreeData(() => this.showBadge()),
      new SavedFiles(() => this.failures.saved.reload().catch((error: unknown) => parts.report(error))),
    );
  }

  chooseBatch(argument: unknown, placeholder: string): Promise<FailedBatchNode | undefined> {
    return this.choice.batch(argument, placeholder);
  }

  chooseAmong(nodes: readonly FailedBatchNode[], placeholder: string): Promise<FailedBatchNode | undefined> {
    return this.choice.among(nodes, placeholder);
  }

  chooseDestination(argument: unknown, placeholder: string): Promise<DestinationNode | undefined> {
    return this.choice.destination(argument, placeholder);
  }

  /**
   * @throws ServiceError when not all could be read; CancellationError when the user does not agree to look into a queue
   *   whose messages are counted
   */
  async batchesOf(destination: DestinationNode, stop: AbortSignal): Promise<readonly FailedBatchNode[]> {
    const nodes: FailedBatchNode[] = [];
    await inParallel(
      await this.waitingAt(destination, stop),
      READ_AT_A_TIME,
      async (one) => {
        const read = one.kind === 'storedFailure' ? await this.readObject(one, stop) : one;
        if (read !== undefined && 'batch' in read)
          nodes.push(one.kind === 'storedFailure' ? storedNode(one, read) : one);
      },
      stop,
    );
    return nodes.sort((one, other) => byTimeLeft(this.failures.nowMs)(one.batch, other.batch));
  }

  /** @throws as `batchesOf` */
  async waitingAt(
    destination: DestinationNode,
    stop: AbortSignal,
  ): Promise<readonly (FailedBatchNode | StoredRow)[]> {
    const { looks } = this.failures;
    let known = await looks.all(destination, MOST_OF_A_QUEUE, stop);
    if (known.kind === 'queue' && known.look.kind === 'closed') {
      await this.agree(destination, known.look.state);
      known = await looks.all(destination, MOST_OF_A_QUEUE, stop);
    }
    stop.throwIfAborted();
    if (known.kind === 'nothing')
      throw new Error(
        vscode.l10n.t(
          '{0} can not be looked into: copy what it has sent, and open that with "Open Failed Batch From Clipboard".',
          destination.destinationArn,
        ),
      );
    tellIncomplete(known, destination);
    const found = batchesIn(destination, known, this.failures.shownOf(destination.connection));
    const unread = known.kind === 'bucket' ? known.look.unread : [];
    return [...found, ...unread.map((stored): StoredRow => ({ kind: 'storedFailure', destination, stored }))];
  }

  async readStored(row: StoredRow, stop: AbortSignal): Promise<FailedBatchNode | undefined> {
    const read = await this.readObject(row, stop);
    return read && storedNode(row, read);
  }

  async add(nodes: readonly FailedBatchNode[]): Promise<void> {
    const [first] = nodes;
    if (first === undefined) return;
    await this.failures.open(nodes);
    await this.reveal(first);
  }

  remove(found: FoundBatch): void {
    this.failures.remove(found).catch((error: unknown) => this.parts.report(error));
  }

  saved(found: FoundBatch): void {
    this.failures.saved.saved(found).catch((error: unknown) => this.parts.report(error));
  }

  async lookInto(destination: DestinationNode): Promise<void> {
    const { looks } = this.failures;
    const { value } = await looks.ask(destination);
    if (value?.kind === 'queue' && value.look.kind === 'closed')
      await this.agree(destination, value.look.state);
    await looks.again(destination);
    this.failures.changed();
  }

  async readOlder(destination: DestinationNode, stop: AbortSignal): Promise<void> {
    await this.failures.looks.more(destination, stop);
  }

  refresh(connection?: AwsConnection, trigger?: Trigger): void {
    this.readAgain(connection, trigger).catch((error: unknown) => this.parts.report(error));
  }

  async reveal(node: FailedBatchNode | DestinationNode): Promise<void> {
    await vscode.commands.executeCommand(`${viewIds.failedBatches}.focus`);
    this.tree.redrawNow();
    await this.view.reveal(node, { select: true, focus: true, expand: node.kind === 'failureDestination' });
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.view, this.tree, this.failures).dispose();
  }

  /** @returns undefined for what is gone. The list does not keep it: its records may be many megabytes. */
  private async readObject({ destination, stored: { key } }: StoredRow, stop: AbortSignal) {
    const { connection, destinationArn } = destination;
    try {
      return await readStoredDocument(this.parts.buckets, connection, destinationArn, key, stop);
    } catch (error) {
      if (error instanceof ServiceError && error.kind === 'notFound') return undefined;
      throw error;
    }
  }

  /** @throws CancellationError */
  private async agree(destination: DestinationNode, state: QueueState): Promise<void> {
    if (!(await agreeToLook(destination, state))) throw new vscode.CancellationError();
    this.failures.looks.agree(destination);
  }

  /** What nobody has looked at is read when somebody does. */
  private async readAgain(connection?: AwsConnection, trigger?: Trigger): Promise<void> {
    const { failures } = this;
    const connections = failures.connections.filter(
      ({ id }) => connection === undefined || id === connection.id,
    );
    const rereadSaved = failures.saved.reload();
    const destinations = connections
      .flatMap((one) => failures.destinationsOf(one))
      .filter((one) => trigger === undefined || one.trigger.uuid === trigger.uuid)
      .filter((one) => failures.looks.get(one) !== undefined);
    // Triggers may have come, gone, or become stuck.
    if (trigger === undefined) for (const one of connections) this.parts.view.refresh(one);
    await Promise.all([rereadSaved, ...destinations.map((one) => failures.looks.again(one))]);
    failures.changed();
  }

  /** How many begin to expire within the hour and are not saved. */
  private showBadge(): void {
    const { failures } = this;
    const { nowMs } = failures;
    const urgent = failures
      .knownBatches()
      .filter(({ batch }) => timeLeftOf(batch, nowMs).kind === 'hurry' && !failures.saved.get(batch.id));
    const value = urgent.length;
    const tooltip =
      value === 1
        ? vscode.l10n.t('1 failed batch begins to expire within an hour')
        : vscode.l10n.t('{0} failed batches begin to expire within an hour', value);
    this.view.badge = value === 0 ? undefined : { value, tooltip };
  }
}

/** "All" of what could only be read in part would be a lie. @throws why a look has failed */
function tellIncomplete(known: DestinationLook, { destinationArn }: DestinationNode): void {
  if (known.kind !== 'queue' || known.look.kind !== 'looked') return;
  const { end, found, unreadable } = known.look;
  if (typeof end === 'object') throw end.error;
  if (end === 'limit')
    showInformation(
      vscode.l10n.t(
        'More may wait in the queue "{0}" than the {1} messages that were taken now. The others are reached when these are redriven.',
        destinationName(destinationArn),
        found.length + unreadable.length,
      ),
    );
}
