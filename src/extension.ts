/** Where VS Code enters and leaves. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Extension } from './composition-root';
import { composeExtension } from './composition-root';

let extension: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  // The rooms that know nothing of VS Code speak its display language as well.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  extension = composeExtension(context);
}

/** Resolves when every process that a session started is gone. */
export async function deactivate(): Promise<void> {
  await extension?.stop();
}
