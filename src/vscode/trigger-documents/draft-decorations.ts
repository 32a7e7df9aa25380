/** Marks the documents of deployed triggers that say something else than Lambda has. */
import * as vscode from 'vscode';
import type { TriggerFileSystem } from './trigger-file-system';

export class DraftDecorations implements vscode.FileDecorationProvider {
  readonly onDidChangeFileDecorations: vscode.Event<vscode.Uri>;

  constructor(private readonly files: TriggerFileSystem) {
    this.onDidChangeFileDecorations = files.onDidChangeDraft;
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (!this.files.hasDraft(uri)) return undefined;
    return new vscode.FileDecoration(
      '≠',
      vscode.l10n.t('Not applied to AWS yet'),
      new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
    );
  }
}
