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
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
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
} as const;

/** `contextValue` of tree items; the manifest's menus test for them. */
export const treeItems = {
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
