/** Counts as people say them. */
import * as vscode from 'vscode';

export function countedRecords(count: number): string {
  return count === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', count);
}

export function countedBatches(count: number): string {
  return count === 1 ? vscode.l10n.t('1 batch') : vscode.l10n.t('{0} batches', count);
}

export function countedInvocations(count: number): string {
  return count === 1 ? vscode.l10n.t('1 invocation') : vscode.l10n.t('{0} invocations', count);
}
