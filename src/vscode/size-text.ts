/** Sizes on disk in words. */
import * as vscode from 'vscode';

/** For example `8.1 MB`; units of 1,024. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return vscode.l10n.t('{0} B', bytes);
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}
