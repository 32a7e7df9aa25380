/** Failed batches as captured batches in a folder, each with its document beside it. `captures/failed-batches/` answers. */
import type { FoundBatch } from '../failed-batch';
import type { FetchedBatch } from '../fetching/fetched-batch';

export interface SavedBatch extends FoundBatch {
  /** Absolute path of the capture: a Lambda event with the document's members (reference DE-9), so that it replays as it is. */
  readonly captureFile: string;
  readonly recordCount: number;
  /** Records of the range that are lost or were reconstructed, in words for people; absent when the batch is whole. */
  readonly incomplete?: string;
}

/** Each member rejects with CaptureError. */
export interface FailedBatchStore {
  /** @returns what was saved before under the batch's id, wherever it was found then */
  find(id: string): Promise<SavedBatch | undefined>;
  list(): Promise<readonly SavedBatch[]>;
  /** The records of what was saved and what was missing then, before any were reconstructed. */
  read(id: string): Promise<FetchedBatch | undefined>;
  /**
   * Writes and syncs capture and document; one that is there already stays as it is and is answered. With reconstructed
   * records it is saved beside that one, and answered from then on.
   */
  save(found: FoundBatch, fetched: FetchedBatch): Promise<SavedBatch>;
}
