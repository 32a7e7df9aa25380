/** What views and commands of failed batches are made of; the composition root fills it. */
import type * as vscode from 'vscode';
import type { DeployedFunctions } from '../../failed-batches/ports/deployed-functions';
import type { FailedBatchStore } from '../../failed-batches/ports/failed-batch-store';
import type { FailureBuckets } from '../../failed-batches/ports/failure-bucket';
import type { FailureQueues } from '../../failed-batches/ports/failure-queue';
import type { ItemReader } from '../../failed-batches/ports/item-reader';
import type { StartReplay } from '../commands/captures/start-replay';
import type { ReplayParts } from '../debug/replay-parts';
import type { LocalHandlers } from '../local-handlers/local-handlers';
import type { ManagementParts } from '../management-parts';
import type { ReplayOutcomes } from '../replay-outcomes';
import type { FailedBatchesView } from '../views/failed-batches/failed-batches-view';
import type { BatchCapturing } from './batch-capturing';

export interface FailedBatchParts extends ManagementParts {
  readonly queues: FailureQueues;
  readonly buckets: FailureBuckets;
  readonly deployed: DeployedFunctions;
  readonly items: ItemReader;
  readonly failures: FailedBatchesView;
  readonly capturing: BatchCapturing;
  readonly handlers: LocalHandlers;
  /** What F5 and running without a debugger are made of. */
  readonly replay: ReplayParts;
  readonly startReplay: StartReplay;
  /** How the last replay of a capture went. */
  readonly outcomes: Pick<ReplayOutcomes, 'get' | 'onChange'>;
  /** Of the captures folder of a workspace folder. */
  storeOf(folder: vscode.WorkspaceFolder): FailedBatchStore;
  /** Absolute path of a folder of this workspace that is nobody's but ours, for journals; it need not exist. */
  readonly storageFolder: string;
}
