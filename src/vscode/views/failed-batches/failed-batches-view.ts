/** The view "Failed Batches" as commands use it. */
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import type { StoredRow } from './failures-rows';

/** A `choose…` member takes what the menu passed: a node is its own answer, anything else asks. undefined: the user has gone away */
export interface FailedBatchesView {
  chooseBatch(argument: unknown, placeholder: string): Promise<FailedBatchNode | undefined>;
  /** The first to be trimmed first. @param nodes at least one */
  chooseAmong(nodes: readonly FailedBatchNode[], placeholder: string): Promise<FailedBatchNode | undefined>;
  chooseDestination(argument: unknown, placeholder: string): Promise<DestinationNode | undefined>;
  /**
   * All that are known to wait at a destination, the first to be trimmed first; reads pages until there are no more.
   *
   * @throws that it is none that can be read, such as a topic
   */
  batchesOf(destination: DestinationNode, stop: AbortSignal): Promise<readonly FailedBatchNode[]>;
  /** The same, but a bucket's objects that a list leaves unread stay so: thousands may have 6 MB each. */
  waitingAt(
    destination: DestinationNode,
    stop: AbortSignal,
  ): Promise<readonly (FailedBatchNode | StoredRow)[]>;
  /** @returns undefined if somebody has moved or deleted it. @throws why it can't be read, or that it is no document */
  readStored(stored: StoredRow, stop: AbortSignal): Promise<FailedBatchNode | undefined>;
  /** Adds documents that were pasted or opened, and reveals the first. */
  add(nodes: readonly FailedBatchNode[]): Promise<void>;
  /** It is redriven, deleted or dismissed. */
  remove(found: FoundBatch): void;
  /** Its capture was saved: the row shows so. */
  saved(found: FoundBatch): void;
  /** Looks into its queue; asks before, if the queue counts looks and nobody has agreed to that yet. */
  lookInto(destination: DestinationNode): Promise<void>;
  /** Older objects of its bucket. @throws ServiceError; the signal's reason */
  readOlder(destination: DestinationNode, stop: AbortSignal): Promise<void>;
  /** Reads destinations again; all of them without a trigger. */
  refresh(connection?: AwsConnection, trigger?: Trigger): void;
  reveal(node: FailedBatchNode | DestinationNode): Promise<void>;
}
