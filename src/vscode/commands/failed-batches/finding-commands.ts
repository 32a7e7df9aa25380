/** Commands that find and show failed batches. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function findingCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.refreshFailedBatches]: notBuilt('refreshFailedBatches'),
    [commandIds.openFailedBatchFromClipboard]: notBuilt('openFailedBatchFromClipboard'),
    [commandIds.openFailedBatchFromFile]: notBuilt('openFailedBatchFromFile'),
    [commandIds.openFailedBatchFromText]: notBuilt('openFailedBatchFromText'),
    [commandIds.showFailureDocument]: notBuilt('showFailureDocument'),
    [commandIds.dismissFailedBatch]: notBuilt('dismissFailedBatch'),
    [commandIds.peekQueue]: notBuilt('peekQueue'),
    [commandIds.showFailedBatches]: notBuilt('showFailedBatches'),
  };
}
