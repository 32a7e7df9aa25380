/** Fetches the records of failed batches and saves them. */
import type * as vscode from 'vscode';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { BatchCapturing, CapturedFailure } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';

export type CapturingParts = Omit<FailedBatchParts, 'capturing' | 'failures'>;

export class FailureCapturing implements BatchCapturing {
  constructor(readonly parts: CapturingParts) {}

  capture(node: FailedBatchNode, folder?: vscode.WorkspaceFolder): Promise<CapturedFailure> {
    throw new Error(`This is not built yet: ${node.batch.id} ${String(folder)}`);
  }
}
