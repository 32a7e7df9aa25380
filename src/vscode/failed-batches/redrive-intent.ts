/** What is to be redriven, before it is compared, planned and agreed to. */
import type * as vscode from 'vscode';
import type { BatchToPlan } from '../../failed-batches/redrive/arrange-batches';
import type { Trigger } from '../../triggers/trigger';
import type { RedriveTarget } from './redrive-refusals';

export interface RedriveIntent {
  readonly target: RedriveTarget;
  readonly batches: readonly BatchToPlan[];
  /** Its answer to partial responses; without one they are honoured, for a function that gives them means them. */
  readonly trigger?: Trigger;
  readonly batchSize?: number;
  readonly folder: vscode.WorkspaceFolder;
  /** Sentences that the question is to say. */
  readonly remarks: readonly string[];
}
