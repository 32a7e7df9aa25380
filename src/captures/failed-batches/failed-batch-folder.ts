/** Failed batches as captures in a folder, each with its document beside it. */
import type { FoundBatch } from '../../failed-batches/failed-batch';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import type { FailedBatchStore, SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import type { CaptureStoreOptions } from '../library/capture-store';

export class FailedBatchFolder implements FailedBatchStore {
  constructor(
    readonly folder: string,
    readonly options: CaptureStoreOptions,
  ) {}

  find(id: string): Promise<SavedBatch | undefined> {
    throw new Error(`This is not built yet: ${id}`);
  }

  list(): Promise<readonly SavedBatch[]> {
    throw new Error('This is not built yet.');
  }

  save(found: FoundBatch, fetched: FetchedBatch): Promise<SavedBatch> {
    throw new Error(`This is not built yet: ${found.batch.id} ${String(fetched.calls)}`);
  }
}
