/** Names the adapters of what finds, replays and redrives failed batches, and connects them. */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { AwsAccess } from './aws/access/aws-access';
import { awsDeployedFunctions } from './aws/failed-batches/deployed-functions';
import { awsFailureBuckets } from './aws/failed-batches/failure-buckets';
import { awsFailureQueues } from './aws/failed-batches/failure-queues';
import { awsItemReader } from './aws/failed-batches/item-reader';
import { FailedBatchFolder } from './captures/failed-batches/failed-batch-folder';
import { RedriveJournalFolder } from './captures/redrive/redrive-journal-folder';
import { saveRedriveReport } from './captures/redrive/redrive-report-folder';
import { findingCommands } from './vscode/commands/failed-batches/finding-commands';
import { poisonCommands } from './vscode/commands/failed-batches/poison-commands';
import { redriveCommands } from './vscode/commands/failed-batches/redrive-commands';
import { replayingCommands } from './vscode/commands/failed-batches/replaying-commands';
import { savingCommands } from './vscode/commands/failed-batches/saving-commands';
import type { Unblockings } from './vscode/commands/failed-batches/stuck-commands';
import { stuckCommands } from './vscode/commands/failed-batches/stuck-commands';
import type { FailedBatchParts } from './vscode/failed-batches/failed-batch-parts';
import { FailureCapturing } from './vscode/failed-batches/failure-capturing';
import { PoisonDocuments } from './vscode/failed-batches/poison-documents';
import type { RedriveStorage } from './vscode/failed-batches/redrive-storage';
import { offerUnfinished } from './vscode/failed-batches/redrive-unfinished';
import { KeptUnblocks } from './vscode/failed-batches/stuck-kept-unblocks';
import { UnblockLeftovers } from './vscode/failed-batches/stuck-leftovers';
import { WorkspaceHandlers } from './vscode/local-handlers/workspace-handlers';
import type { ManagementParts } from './vscode/management-parts';
import { capturesFolder, keepCapturesOutOfGit } from './vscode/settings';
import { FailedBatchesSidebar } from './vscode/views/failed-batches/failed-batches-sidebar';
import type { FailedBatchesView } from './vscode/views/failed-batches/failed-batches-view';

export function composeFailures(
  context: vscode.ExtensionContext,
  access: AwsAccess,
  management: ManagementParts,
  { replay, startReplay, outcomes }: Pick<FailedBatchParts, 'replay' | 'startReplay' | 'outcomes'>,
) {
  const shared: Omit<FailedBatchParts, 'capturing' | 'failures'> = {
    ...management,
    queues: awsFailureQueues(access),
    buckets: awsFailureBuckets(access),
    deployed: awsDeployedFunctions(access),
    items: awsItemReader(access),
    handlers: new WorkspaceHandlers(context.workspaceState),
    replay,
    startReplay,
    outcomes,
    storeOf: (folder) =>
      new FailedBatchFolder(path.join(capturesFolder(folder), 'failed'), {
        gitignore: keepCapturesOutOfGit(folder),
      }),
    storageFolder: (context.storageUri ?? context.globalStorageUri).fsPath,
  };
  const view = new FailedBatchesSidebar(shared, context.workspaceState);
  const failures: FailedBatchesView = view;
  const capturing = new FailureCapturing(shared, (found) => failures.saved(found));
  const parts: FailedBatchParts = { ...shared, failures, capturing };
  const poisonDocuments = new PoisonDocuments();
  const store = new KeptUnblocks(parts.state);
  const leftovers = new UnblockLeftovers(parts, store);
  leftovers.offerAbandoned();
  const redrives: RedriveStorage = {
    journals: new RedriveJournalFolder(path.join(parts.storageFolder, 'redrives')),
    saveReport: saveRedriveReport,
  };
  offerUnfinished(redrives).catch(parts.report);
  return {
    commands: commandsOf(parts, poisonDocuments, { store, leftovers }, redrives),
    subscriptions: [view, poisonDocuments, leftovers],
  };
}

function commandsOf(
  parts: FailedBatchParts,
  poisonDocuments: PoisonDocuments,
  unblockings: Unblockings,
  redrives: RedriveStorage,
) {
  return {
    ...findingCommands(parts),
    ...savingCommands(parts),
    ...replayingCommands(parts),
    ...stuckCommands(parts, unblockings),
    ...poisonCommands(parts, poisonDocuments),
    ...redriveCommands(parts, redrives),
  };
}
