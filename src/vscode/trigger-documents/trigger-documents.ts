/** Triggers as JSON in the editor: what is registered with it, and what the commands use. */
import * as vscode from 'vscode';
import { TRIGGER_SCHEME } from '../contributions';
import type { ManagementParts } from '../management-parts';
import { BetterChoices } from './better-choices';
import { ComparedTexts } from './compared-texts';
import { DeployedDocuments } from './deployed-documents';
import { DocumentDiagnostics } from './document-diagnostics';
import { DraftDecorations } from './draft-decorations';
import { DOCUMENT_ENDING } from './trigger-document-uri';
import { TriggerFileSystem } from './trigger-file-system';

export class TriggerDocuments implements vscode.Disposable {
  readonly compared = new ComparedTexts();
  readonly deployed: DeployedDocuments;
  private readonly subscriptions: vscode.Disposable;

  constructor(parts: ManagementParts) {
    const files = new TriggerFileSystem(parts);
    this.deployed = new DeployedDocuments(parts, files, this.compared);
    this.subscriptions = vscode.Disposable.from(
      this.compared,
      this.deployed,
      files,
      vscode.workspace.registerFileSystemProvider(TRIGGER_SCHEME, files, { isCaseSensitive: true }),
      vscode.window.registerFileDecorationProvider(new DraftDecorations(files)),
      vscode.languages.registerCodeActionsProvider(
        { pattern: `**/*${DOCUMENT_ENDING}` },
        new BetterChoices(),
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
      new DocumentDiagnostics(),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
