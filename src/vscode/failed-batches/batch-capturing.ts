/** From a failed batch to a captured batch: fetched, saved before anything else, once. */
import type * as vscode from 'vscode';
import type { SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';

export interface CapturedFailure extends SavedBatch {
  readonly folder: vscode.WorkspaceFolder;
}

export interface BatchCapturing {
  /**
   * Answers what was saved before, else fetches and saves; with progress, and a message where records are missing.
   *
   * @param folder into whose captures; asked for where there are several
   * @throws what the user is to read: ServiceError, StreamSourceError, CaptureError, or that all records are lost;
   *   CancellationError
   */
  capture(node: FailedBatchNode, folder?: vscode.WorkspaceFolder): Promise<CapturedFailure>;
}
