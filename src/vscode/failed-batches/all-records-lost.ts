/** Of a failed batch no record can be had any more. */
import * as vscode from 'vscode';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';

export class AllRecordsLost extends Error {
  override readonly name = 'AllRecordsLost';

  /** @param fetched says what is lost, and holds no record */
  constructor(
    message: string | undefined,
    readonly fetched: FetchedBatch,
    options?: ErrorOptions,
  ) {
    super(message ?? vscode.l10n.t('All records of the batch are lost.'), options);
  }
}
