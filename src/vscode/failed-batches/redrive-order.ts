/** Records that are over: found by comparing with the items as they are now, shown, and skipped where the user says so. */
import * as vscode from 'vscode';
import { recordText } from '../../engine/events/record-summary';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { ArrangedBatch } from '../../failed-batches/redrive/arrange-batches';
import type { RecordStanding } from '../../failed-batches/redrive/order-check';
import { checkOrder } from '../../failed-batches/redrive/order-check';
import type { SkippedRecord } from '../../failed-batches/redrive/redrive-plan';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { FailedBatchParts } from './failed-batch-parts';

export interface OrderFindings {
  readonly standings: readonly RecordStanding[];
  /** Why it could not be found out for some of them. */
  readonly trouble?: string;
}

/** @throws the signal's reason; ServiceError for credentials */
export async function findStandings(
  { items, log }: FailedBatchParts,
  connection: AwsConnection,
  batches: readonly ArrangedBatch[],
  stop: AbortSignal,
): Promise<OrderFindings> {
  const tables = new Map<string, ArrangedBatch[]>();
  for (const batch of batches) {
    const table = tableArnOf(batch.streamArn);
    if (table !== undefined) tables.set(table, [...(tables.get(table) ?? []), batch]);
  }
  const standings: RecordStanding[] = [];
  let trouble: string | undefined;
  for (const [table, ofTable] of tables) {
    try {
      standings.push(
        ...(await checkOrder(ofTable, (keys) => items.readItems(connection, table, keys, stop))),
      );
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind === 'credentials') throw error;
      log.warn(error.message);
      trouble = error.message;
    }
  }
  return { standings, ...(trouble !== undefined && { trouble }) };
}

/**
 * Asks which of the records that are over are skipped. They are chosen beforehand: an old image written over a newer one
 * can't be seen afterwards and not be taken back, while a record that was skipped stays in the capture and in the report,
 * and can be sent later.
 *
 * @returns by batch; undefined when the user has gone away
 */
export async function askSkipped(
  standings: readonly RecordStanding[],
): Promise<ReadonlyMap<string, readonly SkippedRecord[]> | undefined> {
  const over = standings.filter(({ standing }) => reasonOf(standing) !== undefined);
  if (over.length === 0) return new Map();
  const items = over.map(({ batchId, record, standing }) => ({
    label: recordText(record.record),
    description: record.sequenceNumber,
    detail: reasonOf(standing) ?? '',
    picked: true,
    batchId,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
    title:
      over.length === 1
        ? vscode.l10n.t('1 record is over; chosen, it is left out')
        : vscode.l10n.t('{0} records are over; chosen ones are left out', over.length),
    placeHolder: vscode.l10n.t(
      'The function may write an old state over a newer one. What is left out stays in the capture.',
    ),
  });
  if (chosen === undefined) return undefined;
  const skipped = new Map<string, SkippedRecord[]>();
  for (const { batchId, description, detail } of chosen)
    skipped.set(batchId, [...(skipped.get(batchId) ?? []), { sequenceNumber: description, reason: detail }]);
  return skipped;
}

export function countUnknown({ standings }: OrderFindings): number {
  return standings.filter(({ standing }) => standing.kind === 'unknown').length;
}

function reasonOf(standing: RecordStanding['standing']): string | undefined {
  if (standing.kind === 'repeated')
    return vscode.l10n.t('an earlier batch of this redrive has the same record');
  if (standing.kind !== 'superseded') return undefined;
  switch (standing.by) {
    case 'writtenLater':
      return vscode.l10n.t('the item was changed since');
    case 'removedLater':
      return vscode.l10n.t('the item was removed since');
    case 'writtenAgain':
      return vscode.l10n.t('the item was written again since');
  }
}

function tableArnOf(streamArn: string | undefined): string | undefined {
  if (streamArn === undefined || parseStreamArn(streamArn) === undefined) return undefined;
  return streamArn.slice(0, streamArn.indexOf('/stream/'));
}
