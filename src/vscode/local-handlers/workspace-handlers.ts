/** Handlers of the workspace by the names of their deployed functions. */
import type * as vscode from 'vscode';
import type { LocalHandler, LocalHandlers } from './local-handlers';

export class WorkspaceHandlers implements LocalHandlers {
  constructor(readonly state: vscode.Memento) {}

  find(functionName: string): Promise<LocalHandler | undefined> {
    throw new Error(`This is not built yet: ${functionName}`);
  }
}
