/** Finds the records of a batch that make the handler fail. */
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { notBuilt } from '../not-built';

export function poisonCommands(parts: FailedBatchParts) {
  void parts;
  return {
    [commandIds.findPoisonRecord]: notBuilt('findPoisonRecord'),
    [commandIds.debugPoisonRecord]: notBuilt('debugPoisonRecord'),
    [commandIds.comparePoisonImages]: notBuilt('comparePoisonImages'),
  };
}
