/** Where VS Code enters and leaves. */
import type * as vscode from 'vscode';
import type { Extension } from './composition-root';
import { composeExtension } from './composition-root';

let extension: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  extension = composeExtension(context);
}

/** Resolves when every process that a session started is gone. */
export async function deactivate(): Promise<void> {
  await extension?.stop();
}
