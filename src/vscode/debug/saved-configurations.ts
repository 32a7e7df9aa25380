/** The folder's own launch configurations as what a session starts from: their options are the user's choice. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../contributions';

export function savedConfigurations(folder: vscode.WorkspaceFolder): readonly vscode.DebugConfiguration[] {
  return vscode.workspace
    .getConfiguration('launch', folder.uri)
    .get<vscode.DebugConfiguration[]>('configurations', [])
    .filter(({ type }) => type === DEBUG_TYPE);
}

/** @param handler absolute, as `path.join(taskRoot, handler)` gives it */
export function isOfHandler(
  configuration: vscode.DebugConfiguration,
  folder: vscode.WorkspaceFolder,
  handler: string,
): boolean {
  const { handler: own, cwd } = configuration as { readonly handler?: unknown; readonly cwd?: unknown };
  if (typeof own !== 'string') return false;
  const root = typeof cwd === 'string' ? withFolder(cwd, folder) : '';
  return path.resolve(folder.uri.fsPath, root, own) === path.resolve(handler);
}

/** @returns undefined when the user has gone away */
export async function pickSaved(
  saved: readonly vscode.DebugConfiguration[],
): Promise<vscode.DebugConfiguration | undefined> {
  if (saved.length === 1) return saved[0];
  const items = saved.map((configuration) => ({
    label: configuration.name,
    description: String(configuration['handler'] ?? ''),
    configuration,
  }));
  const title = vscode.l10n.t('Which launch configuration replays it?');
  return (await vscode.window.showQuickPick(items, { title }))?.configuration;
}

/** VS Code puts in the other variables when it starts the session; these name the folder whose paths are compared. */
export function withFolder(text: string, folder: vscode.WorkspaceFolder): string {
  return text.replace(/\$\{workspaceFolder(?::[^}]*)?\}/g, () => folder.uri.fsPath);
}
