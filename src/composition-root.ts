/** The only file that names concrete adapters: builds the parts, connects them, returns one thing to stop. */
import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CheckpointFolder } from './captures/checkpoints/checkpoint-folder';
import { AwsAccess } from './aws/access/aws-access';
import { handlerIdentity } from './aws/access/caller-identity';
import { awsStreamCatalog } from './aws/streams/stream-catalog';
import { CaptureLibrary } from './captures/library/capture-library';
import { CaptureStore } from './captures/library/capture-store';
import { CapturedStreamSource } from './captures/reading/captured-stream-source';
import {
  CaptureRecording,
  availableCompressions,
  recordingName,
} from './captures/recording/capture-recording';
import { prepareFolder } from './captures/library/captures-folder';
import { FailureFolder } from './captures/library/failure-folder';
import { recordingSource } from './captures/recording/recording-source';
import { recordStream as recordStreamToCapture } from './captures/recording/record-stream';
import { readStreamArn } from './captures/reading/stream-of-capture';
import { composeFailures } from './composition-failures';
import { composeManagement } from './composition-management';
import { parseStreamArn } from './engine/events/stream-arn';
import { letHandlerRunExpression, stopBeforeHandlerExpression } from './handler-hosts/chosen-stops';
import { extendDeadlineExpression } from './handler-hosts/debugger-pause';
import { readEnvironmentFile } from './handler-hosts/environment-file';
import { functionArn } from './handler-hosts/function-arn';
import { startNodeHandlerHost } from './handler-hosts/handler-host';
import { SystemClock } from './handler-hosts/system-clock';
import type { CommandTable } from './vscode/commands/command-table';
import { registerCommands } from './vscode/commands/command-table';
import { copyAsEvent } from './vscode/commands/captures/copy-as-event';
import { debugBatch } from './vscode/commands/captures/debug-batch';
import { debugRecord } from './vscode/commands/captures/debug-record';
import { deleteCapture } from './vscode/commands/captures/delete-capture';
import { forgetCheckpoints } from './vscode/commands/replays/forget-checkpoints';
import { giveUpFailedBatch } from './vscode/commands/replays/give-up-failed-batch';
import { importCapture } from './vscode/commands/captures/import-capture';
import { keepRecording } from './vscode/commands/recordings/keep-recording';
import { openCapture } from './vscode/commands/captures/open-capture';
import { openSample } from './vscode/commands/open-sample';
import { openStackFrame } from './vscode/commands/replays/open-stack-frame';
import { recordStream } from './vscode/commands/recordings/record-stream';
import { renameCapture } from './vscode/commands/captures/rename-capture';
import { resumeRecording } from './vscode/commands/recordings/resume-recording';
import { rewindShard } from './vscode/commands/replays/rewind-shard';
import { runBatch } from './vscode/commands/captures/run-batch';
import { runFailedBatchAgain } from './vscode/commands/replays/run-failed-batch-again';
import { showRecord } from './vscode/commands/captures/show-record';
import { StartReplay } from './vscode/commands/captures/start-replay';
import { stopRecording } from './vscode/commands/recordings/stop-recording';
import { CredentialPrompts } from './vscode/connections/credential-prompts';
import { signInActions } from './vscode/connections/sign-in-action';
import { DEBUG_TYPE, commandIds, viewIds } from './vscode/contributions';
import { DebugConfigurationProvider } from './vscode/debug/debug-configuration-provider';
import { DebugSessions } from './vscode/debug/debug-sessions';
import { HeldEnvironments } from './vscode/debug/held-environments';
import type { ReplayParts } from './vscode/debug/replay-parts';
import type { NotificationAction } from './vscode/notifications';
import { showError } from './vscode/notifications';
import { ReplayOutcomes } from './vscode/replay-outcomes';
import { greetSample } from './vscode/sample-greeting';
import { RecordDocuments } from './vscode/streams/record-documents';
import type { RecordParts } from './vscode/streams/record-parts';
import { CapturedBatchesTree } from './vscode/views/captured-batches/captured-batches-tree';
import { CheckpointsTree } from './vscode/views/checkpoints/checkpoints-tree';
import { refuseRunningSession } from './vscode/views/checkpoints/running-session';
import type { RecordingParts } from './vscode/views/recordings/recording-parts';
import { RecordingStatusBar } from './vscode/views/recordings/recording-status-bar';
import { RecordingsModel } from './vscode/views/recordings/recordings-model';
import { StreamRecordings } from './vscode/views/recordings/stream-recordings';
import { UnfinishedRecordings } from './vscode/views/recordings/unfinished-recordings';
import { ReplaysModel } from './vscode/views/replays/replays-model';
import { ReplaysTree } from './vscode/views/replays/replays-tree';

export interface Extension {
  /** Resolves when no process of a session is left. */
  stop(): Promise<void>;
}

export function composeExtension(context: vscode.ExtensionContext): Extension {
  const log = vscode.window.createOutputChannel('DynamoDB Stream Triggers', { log: true });
  const report = (error: unknown, ...actions: readonly NotificationAction[]): void => {
    log.error(error instanceof Error ? error : String(error));
    showError(error, ...actions, ...signInActions(error));
  };
  const library = new CaptureLibrary();
  const outcomes = new ReplayOutcomes(context.workspaceState, report);
  const replays = new ReplaysModel();
  const checkpoints = checkpointFolder(context);
  const prompts = new CredentialPrompts();
  const access = new AwsAccess(prompts);
  const recordingParts = recordingPartsOf(access);
  const recordingsModel = new RecordingsModel();
  const unfinished = new UnfinishedRecordings(context.workspaceState);
  const recordings = new StreamRecordings(recordingParts, recordingsModel, unfinished, report);
  const parts = replayParts(context, access, checkpoints, recordings);
  const sessions = new DebugSessions({ parts, replays, outcomes, state: context.workspaceState }, report);
  const captured = new CapturedBatchesTree(library, outcomes, recordingsModel);
  const replaysTree = new ReplaysTree(replays);
  const checkpointsTree = new CheckpointsTree(checkpoints);
  const documents = new RecordDocuments();
  const startReplay = new StartReplay(context.workspaceState);
  const management = composeManagement(
    context,
    { access, prompts, records: recordParts(documents) },
    log,
    (error) => report(error),
  );
  const failures = composeFailures(context, access, management.parts, {
    replay: parts,
    startReplay,
    outcomes,
  });
  const commands: CommandTable = {
    ...management.commands,
    ...failures.commands,
    [commandIds.debugBatch]: debugBatch(startReplay),
    [commandIds.debugFromRecord]: debugRecord(startReplay),
    [commandIds.debugRecord]: debugRecord(startReplay, 1),
    [commandIds.runBatch]: runBatch(startReplay),
    [commandIds.openCapture]: openCapture(),
    [commandIds.renameCapture]: renameCapture(library, outcomes),
    [commandIds.deleteCapture]: deleteCapture(outcomes),
    [commandIds.importCapture]: importCapture(library, () => captured.refresh()),
    [commandIds.copyAsEvent]: copyAsEvent(library),
    [commandIds.refreshCapturedBatches]: () => {
      library.forget();
      captured.refresh();
    },
    [commandIds.showRecord]: showRecord(documents),
    [commandIds.openSample]: openSample(context.extensionUri),
    [commandIds.runFailedBatchAgain]: runFailedBatchAgain(sessions),
    [commandIds.giveUpFailedBatch]: giveUpFailedBatch(sessions),
    [commandIds.clearReplays]: () => replays.clear(),
    [commandIds.openStackFrame]: openStackFrame(),
    [commandIds.showLog]: () => log.show(),
    [commandIds.recordStream]: recordStream({
      ...recordingParts,
      recordings,
      state: context.workspaceState,
      write: ({ text }) => log.info(text.trimEnd()),
      isKnownGlobal: (argument) => management.view.isKnownGlobal(argument),
    }),
    [commandIds.stopRecording]: stopRecording(recordings),
    [commandIds.resumeRecording]: resumeRecording(recordings),
    [commandIds.keepRecording]: keepRecording(recordings, () => captured.refresh()),
    [commandIds.rewindShard]: rewindShard(checkpoints, (session) => refuseRunningSession(replays, session)),
    [commandIds.forgetCheckpoints]: forgetCheckpoints(checkpoints, (session) =>
      refuseRunningSession(replays, session),
    ),
  };
  const configurations = new DebugConfigurationProvider();
  context.subscriptions.push(
    log,
    prompts,
    ...management.subscriptions,
    ...failures.subscriptions,
    outcomes,
    captured,
    replaysTree,
    documents,
    new RecordingStatusBar(recordingsModel),
    registerCommands(commands, (error) => report(error)),
    sessions.register(),
    vscode.window.createTreeView(viewIds.capturedBatches, { treeDataProvider: captured }),
    vscode.window.createTreeView(viewIds.replays, { treeDataProvider: replaysTree }),
    checkpointsTree,
    vscode.window.createTreeView(viewIds.checkpoints, { treeDataProvider: checkpointsTree }),
    ...[
      vscode.DebugConfigurationProviderTriggerKind.Initial,
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ].map((kind) => vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, configurations, kind)),
  );
  greetSample(context.workspaceState).catch(report);
  return {
    stop: async () => {
      await Promise.all([sessions.stop(), recordings.stop()]);
      access.clients.forget();
    },
  };
}

/** Those of a workspace are its own; a window without one has a place for all of its kind. */
function checkpointFolder({ storageUri, globalStorageUri }: vscode.ExtensionContext): CheckpointFolder {
  return new CheckpointFolder(path.join((storageUri ?? globalStorageUri).fsPath, 'checkpoints'));
}

function recordParts(documents: RecordDocuments): RecordParts {
  return {
    documents,
    saveCapture: (folder, records, keepOutOfGit) =>
      new CaptureStore(folder, { gitignore: keepOutOfGit }).writeEvent(records),
  };
}

function recordingPartsOf(access: AwsAccess): RecordingParts {
  return {
    catalog: awsStreamCatalog(access),
    clock: new SystemClock(),
    compressions: availableCompressions(),
    start: async (folder, stream, gitignore, name) => {
      await prepareFolder(folder, { gitignore });
      const tableName = parseStreamArn(stream.streamArn)?.tableName;
      return CaptureRecording.create(folder, stream, name ?? recordingName(tableName));
    },
    resume: (file, streamArn) => CaptureRecording.resume(file, streamArn),
    recordWhatIsRead: recordingSource,
    record: recordStreamToCapture,
  };
}

function replayParts(
  context: vscode.ExtensionContext,
  access: AwsAccess,
  checkpoints: CheckpointFolder,
  recordings: StreamRecordings,
): ReplayParts {
  return {
    hostFolder: path.join(context.extensionPath, 'dist', 'node-host'),
    startHandlerHost: startNodeHandlerHost,
    openCapture: (file, range) => CapturedStreamSource.open(file, range && { range }),
    streamOf: async (file) => {
      const streamArn = await readStreamArn(file);
      return streamArn === undefined ? undefined : parseStreamArn(streamArn);
    },
    identify: (profile, region, signal) => handlerIdentity(access, profile, region, signal),
    readEnvFile: readEnvironmentFile,
    extendDeadlineExpression,
    chosenStops: { letHandlerRun: letHandlerRunExpression, stopBeforeHandler: stopBeforeHandlerExpression },
    functionArn: ({ region, accountId }, functionName) => functionArn(region, accountId, functionName),
    newUuid: randomUUID,
    clock: new SystemClock(),
    heldEnvironments: new HeldEnvironments(),
    streams: awsStreamCatalog(access),
    recordSession: (folder, stream, name) => recordings.recordSession(folder, stream, name),
    openCheckpoints: (session) => checkpoints.store(session),
    keepFailure: (folder, document, payload) =>
      new FailureFolder(folder.path, { gitignore: folder.keepOutOfGit }).keep(document, payload),
  };
}
