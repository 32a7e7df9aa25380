/** Shows the document of a failed batch as read-only JSON, with its records where it carries them. */
import * as vscode from 'vscode';
import type { FailedBatch } from '../../../failed-batches/failed-batch';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { tableOf } from '../../triggers/trigger-label';
import type { Command } from '../command-table';

export function showFailureDocument({
  failures,
  records,
}: Pick<FailedBatchParts, 'failures' | 'records'>): Command {
  return async (argument) => {
    const node = await failures.chooseBatch(
      argument,
      vscode.l10n.t('Whose on-failure document is to be shown?'),
    );
    if (node === undefined) return;
    const { batch } = node;
    const shown = {
      place: batch.id,
      eventName: vscode.l10n.t('Failed batch'),
      keyText: `${tableOf(batch.streamArn)} ${new Date(batch.discardedMs).toISOString()}`,
    };
    await records.documents.show(shown, documentOf(batch), true);
  };
}

function documentOf({ documentText, payload }: FailedBatch): unknown {
  const document = JSON.parse(documentText) as object;
  return payload === undefined ? document : { ...document, payload: JSON.parse(payload) as unknown };
}
