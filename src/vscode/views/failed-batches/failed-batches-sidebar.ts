/** The view "Failed Batches" in the sidebar, and what commands ask of it. */
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import type { DestinationNode, FailedBatchNode } from './failed-batches-node';
import type { FailedBatchesView } from './failed-batches-view';

export type FailedBatchesSidebarParts = Omit<FailedBatchParts, 'capturing' | 'failures'>;

export class FailedBatchesSidebar implements FailedBatchesView {
  constructor(readonly parts: FailedBatchesSidebarParts) {}

  chooseBatch(): Promise<FailedBatchNode | undefined> {
    throw new Error('This is not built yet.');
  }

  chooseDestination(): Promise<DestinationNode | undefined> {
    throw new Error('This is not built yet.');
  }

  batchesOf(): Promise<readonly FailedBatchNode[]> {
    throw new Error('This is not built yet.');
  }

  add(): Promise<void> {
    throw new Error('This is not built yet.');
  }

  remove(): void {
    throw new Error('This is not built yet.');
  }

  saved(): void {
    throw new Error('This is not built yet.');
  }

  refresh(): void {
    throw new Error('This is not built yet.');
  }

  reveal(): Promise<void> {
    throw new Error('This is not built yet.');
  }

  dispose(): void {
    // Nothing yet.
  }
}
