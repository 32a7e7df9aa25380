/** Commands for a trigger that is stuck and has no destination. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function stuckCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.openStuckTrigger]: notBuilt('openStuckTrigger'),
    [commandIds.unblockShard]: notBuilt('unblockShard'),
  };
}
