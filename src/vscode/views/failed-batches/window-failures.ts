/** What is known of failed batches in this window: at destinations, opened from texts, saved; and which triggers seem stuck. */
import * as vscode from 'vscode';
import { isOfTrigger } from '../../../failed-batches/finding/batch-of-trigger';
import { destinationKind, destinationOf } from '../../../failed-batches/finding/destination-kind';
import { type DestinationLook, DestinationLooks } from '../../../failed-batches/finding/destination-looks';
import { byUrgency } from '../../../failed-batches/finding/destination-order';
import { presentLook } from '../../../failed-batches/finding/present-look';
import { byTimeLeft } from '../../../failed-batches/finding/time-left';
import { type StuckReason, stuckReasonOf } from '../../../failed-batches/finding/stuck-trigger';
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import type { FailedBatchStore } from '../../../failed-batches/ports/failed-batch-store';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import type { Trigger } from '../../../triggers/trigger';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { failedBatchesShown } from '../../settings';
import { triggerLabel } from '../../triggers/trigger-label';
import type { TablesView } from '../tables/tables-view';
import { type ShownDocuments, batchesIn, othersOf } from './destination-rows';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import { placeOf } from './failures-rows';
import { OpenedBatches } from './opened-batches';
import { SavedBatches } from './saved-batches';

export type FailureParts = Pick<FailedBatchParts, 'queues' | 'buckets' | 'clock' | 'report'> & {
  readonly view: Pick<TablesView, 'inventories'>;
  readonly storeOf: (folder: vscode.WorkspaceFolder) => Pick<FailedBatchStore, 'find' | 'list'>;
};

export class WindowFailures implements vscode.Disposable {
  readonly looks: DestinationLooks;
  readonly saved: SavedBatches;
  readonly opened: OpenedBatches;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  /** Places of documents that were redriven or deleted: SQS may still answer them for a while. */
  private readonly removed = new Set<string>();
  readonly onDidChange = this.changes.event;

  /** @param state of the workspace */
  constructor(
    private readonly parts: FailureParts,
    state: vscode.Memento,
  ) {
    const changed = (): void => this.changed();
    this.looks = new DestinationLooks(parts, failedBatchesShown, changed);
    this.saved = new SavedBatches(
      (folder) => parts.storeOf(folder),
      changed,
      (error) => parts.report(error),
    );
    this.opened = new OpenedBatches(state);
    this.subscription = parts.view.inventories.onDidChange((change) => {
      if (change === undefined) this.looks.forgetAll();
      changed();
    });
  }

  get connections(): readonly AwsConnection[] {
    return this.parts.view.inventories.connections;
  }

  get nowMs(): number {
    return this.parts.clock.now();
  }

  inventoryOf(connection: AwsConnection): ConnectionInventory {
    return this.parts.view.inventories.of(connection);
  }

  /** Those of triggers that are known, by the triggers' labels. */
  destinationsOf(connection: AwsConnection): readonly DestinationNode[] {
    return this.triggersOf(connection).flatMap((trigger): DestinationNode[] => {
      const destinationArn = destinationOf(trigger);
      if (destinationArn === undefined) return [];
      return [{ kind: 'failureDestination', connection, trigger, destinationArn }];
    });
  }

  stuckTriggersOf(connection: AwsConnection): readonly Trigger[] {
    return this.triggersOf(connection).filter(
      (trigger) => this.stuckReasonOf(connection, trigger) !== undefined,
    );
  }

  stuckReasonOf(connection: AwsConnection, trigger: Trigger): StuckReason | undefined {
    const inventory = this.inventoryOf(connection);
    return stuckReasonOf(trigger, inventory.troubleOf(trigger), inventory.iteratorAgeOf(trigger));
  }

  shownOf(connection: AwsConnection): ShownDocuments {
    return {
      isShown: ({ at }) => !this.removed.has(placeOf(at)),
      triggers: this.inventoryOf(connection).lists.triggers.values(),
      nowMs: this.nowMs,
    };
  }

  /** As far as it is known, without what was redriven since; asks nothing. */
  lookOf(destination: DestinationNode): DestinationLook | undefined {
    const look = this.looks.get(destination)?.value;
    const shown = this.shownOf(destination.connection);
    return look && presentLook(look, (found) => shown.isShown(found));
  }

  /** Where something is lost first, first. */
  destinationsByUrgency(connection: AwsConnection): readonly DestinationNode[] {
    return byUrgency(
      this.destinationsOf(connection),
      (one) => ({
        kind: destinationKind(one.destinationArn),
        unsaved: this.batchesOf(one).flatMap(({ batch }) => (this.saved.get(batch.id) ? [] : [batch])),
      }),
      this.nowMs,
    );
  }

  /** As far as they are known; asks nothing. */
  batchesOf(destination: DestinationNode): readonly FailedBatchNode[] {
    const look = this.looks.get(destination)?.value;
    return batchesIn(destination, look, this.shownOf(destination.connection));
  }

  /** Of other triggers in the same queue. */
  othersIn(destination: DestinationNode): readonly FailedBatchNode[] {
    const look = this.looks.get(destination)?.value;
    return othersOf(destination, look, this.shownOf(destination.connection));
  }

  /** The first to be trimmed first, each with its trigger if that is known. */
  openedBatches(): readonly FailedBatchNode[] {
    const opened = this.opened.list(this.connections).filter(({ at }) => !this.removed.has(placeOf(at)));
    const byTime = byTimeLeft(this.nowMs);
    const sorted = [...opened].sort((one, other) => byTime(one.batch, other.batch));
    return sorted.map((node) => {
      if (node.trigger !== undefined) return node;
      const { triggers } = this.inventoryOf(node.connection).lists;
      const trigger = [...triggers.values()].find((one) => isOfTrigger(node.batch, one));
      return trigger === undefined ? node : { ...node, trigger };
    });
  }

  /** All that are known in the window, each once. */
  knownBatches(): readonly FailedBatchNode[] {
    const destinations = this.connections.flatMap((connection) => this.destinationsOf(connection));
    const all = [...this.openedBatches(), ...destinations.flatMap((one) => this.batchesOf(one))];
    // Two triggers of one function and one table, of which one reads the table's old stream, share their batches.
    const placed = all.map((node) => {
      const { connection, batch, at } = node;
      return [[connection.id, batch.id, placeOf(at)].join('\n'), node] as const;
    });
    return [...new Map(placed).values()];
  }

  /** Something is to be drawn again. */
  changed(): void {
    this.changes.fire();
  }

  async open(nodes: readonly FailedBatchNode[]): Promise<void> {
    await this.opened.add(nodes);
    this.changed();
  }

  /** A pasted document has no place: wherever the same one was pasted it goes. */
  async remove({ batch, at }: FoundBatch): Promise<void> {
    if (at.kind === 'queue' || at.kind === 'bucket') this.removed.add(placeOf(at));
    else await this.opened.remove(batch.id);
    this.changed();
  }

  dispose(): void {
    this.looks.dispose();
    vscode.Disposable.from(this.subscription, this.changes).dispose();
  }

  private triggersOf(connection: AwsConnection): readonly Trigger[] {
    return [...this.inventoryOf(connection).lists.triggers.values()].sort((one, other) =>
      triggerLabel(one).localeCompare(triggerLabel(other)),
    );
  }
}
