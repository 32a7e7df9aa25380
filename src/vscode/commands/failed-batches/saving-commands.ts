/** Commands that save failed batches before their records are trimmed. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function savingCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.saveFailedBatch]: notBuilt('saveFailedBatch'),
    [commandIds.saveAllFailedBatches]: notBuilt('saveAllFailedBatches'),
    [commandIds.reconstructRecords]: notBuilt('reconstructRecords'),
  };
}
