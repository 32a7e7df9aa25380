/** Commands that invoke the deployed function with failed or captured batches. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function redriveCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.redriveFailedBatch]: notBuilt('redriveFailedBatch'),
    [commandIds.redriveAllFailedBatches]: notBuilt('redriveAllFailedBatches'),
    [commandIds.runCaptureOnLambda]: notBuilt('runCaptureOnLambda'),
    [commandIds.resumeRedrive]: notBuilt('resumeRedrive'),
  };
}
