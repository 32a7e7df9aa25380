/** Of a failed batch no record can be had any more. */
import * as vscode from 'vscode';

export class AllRecordsLost extends Error {
  override readonly name = 'AllRecordsLost';

  constructor(message?: string, options?: ErrorOptions) {
    super(message ?? vscode.l10n.t('All records of the batch are lost.'), options);
  }
}
