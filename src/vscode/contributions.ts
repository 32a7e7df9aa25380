/**
 * The ids under which the manifest and the code know each other. A test compares
 * this file with package.json in both directions.
 */
export const DEBUG_TYPE = 'dynamodb-stream';

export const commandIds = {
  debugBatch: 'streamTriggers.debugBatch',
  debugFromRecord: 'streamTriggers.debugFromRecord',
  debugRecord: 'streamTriggers.debugRecord',
  runBatch: 'streamTriggers.runBatch',
  openCapture: 'streamTriggers.openCapture',
  renameCapture: 'streamTriggers.renameCapture',
  deleteCapture: 'streamTriggers.deleteCapture',
  importCapture: 'streamTriggers.importCapture',
  copyAsEvent: 'streamTriggers.copyAsEvent',
  refreshCapturedBatches: 'streamTriggers.refreshCapturedBatches',
  showRecord: 'streamTriggers.showRecord',
  openSample: 'streamTriggers.openSample',
  runFailedBatchAgain: 'streamTriggers.runFailedBatchAgain',
  giveUpFailedBatch: 'streamTriggers.giveUpFailedBatch',
  clearReplays: 'streamTriggers.clearReplays',
  openStackFrame: 'streamTriggers.openStackFrame',
  showLog: 'streamTriggers.showLog',
  recordStream: 'streamTriggers.recordStream',
  stopRecording: 'streamTriggers.stopRecording',
  resumeRecording: 'streamTriggers.resumeRecording',
  keepRecording: 'streamTriggers.keepRecording',
  rewindShard: 'streamTriggers.rewindShard',
  forgetCheckpoints: 'streamTriggers.forgetCheckpoints',
  addConnection: 'streamTriggers.addConnection',
  changeConnection: 'streamTriggers.changeConnection',
  removeConnection: 'streamTriggers.removeConnection',
  signIn: 'streamTriggers.signIn',
  refreshTables: 'streamTriggers.refreshTables',
  searchTables: 'streamTriggers.searchTables',
  clearTableSearch: 'streamTriggers.clearTableSearch',
  copyArn: 'streamTriggers.copyArn',
  openInConsole: 'streamTriggers.openInConsole',
  revealTable: 'streamTriggers.revealTable',
  turnStreamOn: 'streamTriggers.turnStreamOn',
  turnStreamOff: 'streamTriggers.turnStreamOff',
  changeViewType: 'streamTriggers.changeViewType',
  showShardRecords: 'streamTriggers.showShardRecords',
  createTrigger: 'streamTriggers.createTrigger',
  createTriggerFromFile: 'streamTriggers.createTriggerFromFile',
  editTrigger: 'streamTriggers.editTrigger',
  editTriggerAsJson: 'streamTriggers.editTriggerAsJson',
  applyTriggerDocument: 'streamTriggers.applyTriggerDocument',
  enableTrigger: 'streamTriggers.enableTrigger',
  disableTrigger: 'streamTriggers.disableTrigger',
  repointTrigger: 'streamTriggers.repointTrigger',
  cloneTrigger: 'streamTriggers.cloneTrigger',
  deleteTrigger: 'streamTriggers.deleteTrigger',
  undoLastChange: 'streamTriggers.undoLastChange',
  checkExecutionRole: 'streamTriggers.checkExecutionRole',
  grantStreamAccess: 'streamTriggers.grantStreamAccess',
  copyPolicy: 'streamTriggers.copyPolicy',
  refreshFailedBatches: 'streamTriggers.refreshFailedBatches',
  openFailedBatchFromClipboard: 'streamTriggers.openFailedBatchFromClipboard',
  debugFailedBatchFromClipboard: 'streamTriggers.debugFailedBatchFromClipboard',
  openFailedBatchFromFile: 'streamTriggers.openFailedBatchFromFile',
  openFailedBatchFromText: 'streamTriggers.openFailedBatchFromText',
  showFailureDocument: 'streamTriggers.showFailureDocument',
  dismissFailedBatch: 'streamTriggers.dismissFailedBatch',
  peekQueue: 'streamTriggers.peekQueue',
  showFailedBatches: 'streamTriggers.showFailedBatches',
  saveFailedBatch: 'streamTriggers.saveFailedBatch',
  saveAllFailedBatches: 'streamTriggers.saveAllFailedBatches',
  reconstructRecords: 'streamTriggers.reconstructRecords',
  debugFailedBatch: 'streamTriggers.debugFailedBatch',
  replayFailedBatch: 'streamTriggers.replayFailedBatch',
  openStuckTrigger: 'streamTriggers.openStuckTrigger',
  unblockShard: 'streamTriggers.unblockShard',
  findPoisonRecord: 'streamTriggers.findPoisonRecord',
  debugPoisonRecord: 'streamTriggers.debugPoisonRecord',
  comparePoisonImages: 'streamTriggers.comparePoisonImages',
  redriveFailedBatch: 'streamTriggers.redriveFailedBatch',
  redriveAllFailedBatches: 'streamTriggers.redriveAllFailedBatches',
  runCaptureOnLambda: 'streamTriggers.runCaptureOnLambda',
  resumeRedrive: 'streamTriggers.resumeRedrive',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  tables: 'streamTriggers.tables',
  failedBatches: 'streamTriggers.failedBatches',
  capturedBatches: 'streamTriggers.capturedBatches',
  replays: 'streamTriggers.replays',
  checkpoints: 'streamTriggers.checkpoints',
} as const;

export const settingIds = {
  capturesFolder: 'streamTriggers.capturesFolder',
  keepCapturesOutOfGit: 'streamTriggers.keepCapturesOutOfGit',
  enforceTimeout: 'streamTriggers.enforceTimeout',
  productionPattern: 'streamTriggers.productionPattern',
  pollIntervalMs: 'streamTriggers.pollIntervalMs',
  awsProfile: 'streamTriggers.awsProfile',
  region: 'streamTriggers.region',
  endpointUrl: 'streamTriggers.endpointUrl',
  connections: 'streamTriggers.connections',
  failedBatchesShown: 'streamTriggers.failedBatchesShown',
  redriveConcurrency: 'streamTriggers.redriveConcurrency',
} as const;

/** `contextValue` of tree items; the manifest's menus test for them. */
export const treeItems = {
  connection: 'connection',
  tableWithStream: 'tableWithStream',
  tableWithoutStream: 'tableWithoutStream',
  currentStream: 'currentStream',
  oldStream: 'oldStream',
  shard: 'shard',
  enabledTrigger: 'enabledTrigger',
  disabledTrigger: 'disabledTrigger',
  changingTrigger: 'changingTrigger',
  triggerFunction: 'triggerFunction',
  failureDestination: 'failureDestination',
  /** Its queue is not looked into without asking. */
  failureDestinationClosed: 'failureDestinationClosed',
  /** A topic: nothing in it can be saved or redriven. */
  unreadableDestination: 'unreadableDestination',
  failureUnsaved: 'failureUnsaved',
  failureSaved: 'failureSaved',
  /** From a text or a file. */
  failureOpened: 'failureOpened',
  failureOpenedSaved: 'failureOpenedSaved',
  stuckTrigger: 'stuckTrigger',
  captureTable: 'captureTable',
  capture: 'capture',
  brokenCapture: 'brokenCapture',
  capturedRecord: 'capturedRecord',
  recording: 'recording',
  interruptedRecording: 'interruptedRecording',
  sessionCheckpoints: 'sessionCheckpoints',
  shardCheckpoint: 'shardCheckpoint',
  replay: 'replay',
  replayedBatch: 'replayedBatch',
  failedBatch: 'failedBatch',
  waitingBatch: 'waitingBatch',
  stackFrame: 'stackFrame',
} as const;

/** The scheme of the read-only documents that show one record as plain JSON. */
export const RECORD_SCHEME = 'stream-triggers-record';

/** The scheme of triggers as JSON documents that are read from and applied to Lambda. */
export const TRIGGER_SCHEME = 'stream-triggers-document';

/** The scheme of the read-only documents that show a policy before it is granted, and what was found out about a role. */
export const POLICY_SCHEME = 'stream-triggers-policy';

/** The scheme of the read-only documents that show which records make a handler fail. */
export const POISON_SCHEME = 'stream-triggers-poison';

/** Context keys that menus and welcome views test. */
export const contextKeys = {
  isSearchingTables: 'streamTriggers.isSearchingTables',
  /** Why the view "Tables and Triggers" is empty: `noCredentials`, `noRegion`, `noTables`; absent otherwise. */
  emptyTables: 'streamTriggers.emptyTables',
} as const;
