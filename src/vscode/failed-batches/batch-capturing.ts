/** From a failed batch to a captured batch: fetched, saved before anything else, once. */
import type * as vscode from 'vscode';
import type { SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';

export interface CapturedFailure extends SavedBatch {
  readonly folder: vscode.WorkspaceFolder;
}

/** What a capture is told about on its way. */
export interface CapturingProgress {
  readonly stop: AbortSignal;
  readonly say: (message: string) => void;
}

export interface BatchCapturing {
  /**
   * Answers what was saved before, else fetches and saves; with progress, and a message where records are missing.
   *
   * @param folder into whose captures; asked for where there are several
   * @throws what the user is to read: ServiceError, StreamSourceError, CaptureError, or AllRecordsLost;
   *   CancellationError
   */
  capture(node: FailedBatchNode, folder?: vscode.WorkspaceFolder): Promise<CapturedFailure>;
  /**
   * As `capture`, without progress and messages of its own, for those who capture many.
   *
   * @throws as `capture`; the signal's reason
   */
  captureQuietly(
    node: FailedBatchNode,
    folder: vscode.WorkspaceFolder,
    progress: CapturingProgress,
  ): Promise<CapturedFailure>;
}
