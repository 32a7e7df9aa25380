/** Handlers that the workspace's launch configurations name, and the functions that they say these are. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { savedConfigurations, withFolder } from '../debug/saved-configurations';
import type { LocalHandler } from './local-handlers';

export interface ConfiguredHandler extends LocalHandler {
  readonly functionName?: string;
}

export function configuredHandlers(): readonly ConfiguredHandler[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
    savedConfigurations(folder).flatMap((configuration) => {
      const texts = configuration as Readonly<Record<string, unknown>>;
      const { handler, cwd, functionName } = texts;
      if (typeof handler !== 'string') return [];
      const root = folder.uri.fsPath;
      return [
        {
          folder,
          handler,
          taskRoot: typeof cwd === 'string' ? path.resolve(root, withFolder(cwd, folder)) : root,
          ...(typeof functionName === 'string' && { functionName }),
        },
      ];
    }),
  );
}
