/** Lost records of a failed batch out of the table as it is now: what is lost, what was asked for, what is saved. */
import * as vscode from 'vscode';
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import {
  firstHole,
  mostReconstructed,
  withReconstructed,
} from '../../failed-batches/fetching/reconstruct-records';
import type { SavedBatch } from '../../failed-batches/ports/failed-batch-store';
import type { StreamViewType, TableDetails } from '../../triggers/ports/table-catalog';
import { withProgress } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { tableOf } from './batch-names';
import { AllRecordsLost } from './all-records-lost';
import type { CapturingProgress } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';

export interface LostRecords {
  /** What is left, saved if that is anything. */
  readonly fetched: FetchedBatch;
  /** How many may be reconstructed; 0 if nothing is lost. */
  readonly most: number;
  readonly table: TableDetails;
}

type Parts = Pick<FailedBatchParts, 'aws' | 'items' | 'storeOf' | 'capturing'>;

/** What is left is saved before anything else is tried. @throws StreamSourceError, ServiceError, CaptureError; CancellationError */
export function findLostRecords(
  parts: Parts,
  node: FailedBatchNode,
  folder: vscode.WorkspaceFolder,
): Promise<LostRecords> {
  const { batch, connection } = node;
  const title = vscode.l10n.t('Reading a failed batch of table "{0}"', tableOf(batch));
  return withProgress(title, async (stop, say) => {
    const fetched = await whatIsLeft(parts, node, folder, { stop, say });
    const hole = firstHole(fetched);
    const table = await parts.aws.tables.describeTable(connection, tableOf(batch), stop);
    return { fetched, most: hole === undefined ? 0 : mostReconstructed(batch, hole), table };
  });
}

async function whatIsLeft(
  { capturing, storeOf }: Parts,
  node: FailedBatchNode,
  folder: vscode.WorkspaceFolder,
  progress: CapturingProgress,
): Promise<FetchedBatch> {
  const store = storeOf(folder);
  const before = await store.read(node.batch.id);
  if (before !== undefined) return before;
  try {
    await capturing.captureQuietly(node, folder, progress);
  } catch (error) {
    if (error instanceof AllRecordsLost) return error.fetched;
    throw error;
  }
  const saved = await store.read(node.batch.id);
  // Of a batch whose records are all reconstructed, nothing is left.
  return saved ?? lostAsAWhole(node);
}

function lostAsAWhole({ batch: { batchSize } }: FailedBatchNode): FetchedBatch {
  const differences = [{ kind: 'trimmed', lostAtMost: batchSize }] as const;
  return { records: [], filteredOut: 0, calls: 0, differences };
}

/** @param keys not more than `most`. @throws ServiceError, CaptureError; CancellationError */
export function reconstruct(
  parts: Parts,
  { batch, at, connection }: FailedBatchNode,
  folder: vscode.WorkspaceFolder,
  { fetched, table }: LostRecords,
  keys: readonly AttributeMap[],
): Promise<SavedBatch> {
  const title = vscode.l10n.t('Reading {0} items of table "{1}"', keys.length, table.tableName);
  return withProgress(title, async (stop) => {
    const items = await parts.items.readItems(connection, table.tableName, keys, stop);
    const present = keys.map((key, index) => ({ key, item: items[index] }));
    const whole = withReconstructed(batch, fetched, present, viewTypeOf(fetched, table, batch.streamArn));
    return parts.storeOf(folder).save({ batch, at }, whole);
  });
}

/** Of the stream that the batch is of: the table may have another one by now. */
function viewTypeOf(
  { records: [first] }: FetchedBatch,
  { viewType, latestStreamArn }: TableDetails,
  streamArn: string,
): StreamViewType | undefined {
  const told = first?.record.dynamodb.StreamViewType as StreamViewType | undefined;
  return told ?? (latestStreamArn === streamArn ? viewType : undefined);
}
