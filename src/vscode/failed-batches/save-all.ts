/** Saves many failed batches, the first to be trimmed first: one that fails does not stop the others. */
import type * as vscode from 'vscode';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import { onePerShard } from '../../failed-batches/fetching/one-per-shard';
import { ServiceError } from '../../triggers/ports/service-error';
import { sentenceOf } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { AllRecordsLost } from './all-records-lost';
import type { BatchCapturing, CapturedFailure } from './batch-capturing';

export interface SaveAllOutcome {
  readonly total: number;
  /** Those that were saved before included. */
  readonly saved: readonly CapturedFailure[];
  /** Of them no record is left. */
  readonly lost: readonly FailedBatchNode[];
  /** By the sentence that tells why. */
  readonly failed: ReadonlyMap<string, readonly FailedBatchNode[]>;
  /** The user has had enough, or without credentials nothing goes on. */
  readonly cutShort: boolean;
}

const AT_A_TIME = 4;

/** @param tell hears how many are done */
export async function saveAll(
  nodes: readonly FailedBatchNode[],
  folder: vscode.WorkspaceFolder,
  capturing: Pick<BatchCapturing, 'captureQuietly'>,
  stop: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<SaveAllOutcome> {
  const saved: CapturedFailure[] = [];
  const lost: FailedBatchNode[] = [];
  const failed = new Map<string, FailedBatchNode[]>();
  let hasCredentials = true;
  let done = 0;
  const total = nodes.length;
  const save = async (node: FailedBatchNode): Promise<void> => {
    if (stop.aborted || !hasCredentials) return;
    try {
      saved.push(await capturing.captureQuietly(node, folder, { stop, say: () => undefined }));
    } catch (error) {
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it was read
      if (stop.aborted) return;
      if (error instanceof AllRecordsLost) lost.push(node);
      else failed.set(sentenceOf(error), [...(failed.get(sentenceOf(error)) ?? []), node]);
      if (isOfCredentials(error)) hasCredentials = false;
    }
    done += 1;
    tell(done, total);
  };
  tell(done, total);
  const shardOf = ({ batch }: FailedBatchNode): string => `${batch.streamArn}#${batch.shardId}`;
  await onePerShard(nodes, shardOf, AT_A_TIME, save);
  return { total, saved, lost, failed, cutShort: stop.aborted || !hasCredentials };
}

function isOfCredentials(error: unknown): boolean {
  return (
    (error instanceof StreamSourceError || error instanceof ServiceError) && error.kind === 'credentials'
  );
}
