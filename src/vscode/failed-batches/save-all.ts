/** Saves many failed batches, the first to be trimmed first: one that fails does not stop the others. */
import type * as vscode from 'vscode';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import { onePerShard } from '../../failed-batches/fetching/one-per-shard';
import { ServiceError } from '../../triggers/ports/service-error';
import { sentenceOf } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { StoredRow } from '../views/failed-batches/failures-rows';
import { AllRecordsLost } from './all-records-lost';
import type { CapturedFailure } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';

export interface SaveAllOutcome {
  readonly total: number;
  /** Those that were saved before included. */
  readonly saved: readonly CapturedFailure[];
  /** Of them no record is left. */
  readonly lost: readonly FailedBatchNode[];
  /** Batches' ids and objects' keys, by the sentence that tells why. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
  /** The user has had enough, or without credentials nothing goes on. */
  readonly cutShort: boolean;
}

type SavingParts = Pick<FailedBatchParts, 'capturing'> & {
  readonly failures: Pick<FailedBatchParts['failures'], 'readStored'>;
};

const AT_A_TIME = 4;

/**
 * @param waiting an object that is not read yet is read when its turn comes, and its records are let go after it
 * @param tell hears how many are done
 */
export async function saveAll(
  waiting: readonly (FailedBatchNode | StoredRow)[],
  folder: vscode.WorkspaceFolder,
  { capturing, failures }: SavingParts,
  stop: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<SaveAllOutcome> {
  const saved: CapturedFailure[] = [];
  const lost: FailedBatchNode[] = [];
  const failed = new Map<string, string[]>();
  let hasCredentials = true;
  let done = 0;
  let total = waiting.length;
  const save = async (one: FailedBatchNode | StoredRow): Promise<void> => {
    if (stop.aborted || !hasCredentials) return;
    try {
      const node = one.kind === 'storedFailure' ? await failures.readStored(one, stop) : one;
      // Somebody has moved or deleted it since it was listed.
      if (node === undefined) total -= 1;
      else saved.push(await capturing.captureQuietly(node, folder, { stop, say: () => undefined }));
      done += node === undefined ? 0 : 1;
    } catch (error) {
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it was read
      if (stop.aborted) return;
      if (error instanceof AllRecordsLost && one.kind === 'awsFailedBatch') lost.push(one);
      else failed.set(sentenceOf(error), [...(failed.get(sentenceOf(error)) ?? []), nameOf(one)]);
      if (isOfCredentials(error)) hasCredentials = false;
      done += 1;
    }
    tell(done, total);
  };
  tell(done, total);
  await onePerShard(waiting, shardOf, AT_A_TIME, save);
  return { total, saved, lost, failed, cutShort: stop.aborted || !hasCredentials };
}

/** Of an object that is not read yet: it carries its records, and its shard is not read. */
function shardOf(one: FailedBatchNode | StoredRow): string {
  return one.kind === 'storedFailure' ? one.stored.key : `${one.batch.streamArn}#${one.batch.shardId}`;
}

function nameOf(one: FailedBatchNode | StoredRow): string {
  return one.kind === 'storedFailure' ? one.stored.key : one.batch.id;
}

function isOfCredentials(error: unknown): boolean {
  return (
    (error instanceof StreamSourceError || error instanceof ServiceError) && error.kind === 'credentials'
  );
}
