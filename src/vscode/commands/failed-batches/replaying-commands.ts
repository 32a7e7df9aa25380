/** Commands that replay a failed batch into the local handler. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function replayingCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.debugFailedBatch]: notBuilt('debugFailedBatch'),
    [commandIds.replayFailedBatch]: notBuilt('replayFailedBatch'),
  };
}
