/** A redrive of one batch that nothing has been done of yet, for tests of what is written about redrives. */
import type { PlannedBatch, RedrivePlan } from '../../../src/failed-batches/redrive/redrive-plan';

export const plannedBatch: PlannedBatch = {
  id: 'batch',
  shardId: 'shardId-1',
  startSequenceNumber: '1',
  endSequenceNumber: '3',
  captureFile: '/captures/batch.json',
  recordCount: 3,
  skipped: [],
  contentHash: 'hash',
  documents: [],
  after: [],
};

export const redrivePlan: RedrivePlan = {
  id: 'redrive-1',
  connectionId: 'c',
  connectionName: 'Shop',
  folder: '/workspace',
  functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live',
  timeoutInSeconds: 3,
  reportBatchItemFailures: false,
  concurrency: 1,
  onFailure: 'stop',
  batches: [plannedBatch],
};
