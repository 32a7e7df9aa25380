/** A part of a capture: from one record on, or a single one. */
import * as l10n from '@vscode/l10n';
import { CaptureError } from '../capture-error';

export interface RecordRange {
  /** The first record, counted from 0. */
  readonly from: number;
  /** At least 1; to the end without it. */
  readonly count?: number;
  /** Counts and takes only the records of this shard. */
  readonly shardId?: string;
}

/** @param found how many records were counted */
export function nothingInRange(file: string, { from, shardId }: RecordRange, found: number): CaptureError {
  const reason = shardId === undefined ? noneInCapture(found, from) : noneInShard(shardId, found, from);
  return new CaptureError(file, reason);
}

function noneInCapture(found: number, from: number): string {
  return found === 1
    ? l10n.t('it has 1 record, so none at position {0} (counted from 0)', from)
    : l10n.t('it has {0} records, so none at position {1} (counted from 0)', found, from);
}

function noneInShard(shardId: string, found: number, from: number): string {
  return found === 1
    ? l10n.t('shard {0} has 1 record, so none at position {1} (counted from 0)', shardId, from)
    : l10n.t('shard {0} has {1} records, so none at position {2} (counted from 0)', shardId, found, from);
}
