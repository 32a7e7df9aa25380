/** Which handler of the workspace a person has said is a function's. */
import * as vscode from 'vscode';
import type { LocalHandler } from './local-handlers';

const STATE_KEY = 'handlerOfFunction';

interface Remembered {
  /** The folder's URI. */
  readonly folder: string;
  readonly handler: string;
  readonly taskRoot: string;
}

export class RememberedHandlers {
  constructor(private readonly state: vscode.Memento) {}

  /** @returns undefined also while its folder is not in the workspace */
  of(functionName: string): LocalHandler | undefined {
    const remembered = new Map(Object.entries(this.all())).get(functionName);
    const folder = vscode.workspace.workspaceFolders?.find(
      ({ uri }) => uri.toString() === remembered?.folder,
    );
    if (remembered === undefined || folder === undefined) return undefined;
    return { folder, handler: remembered.handler, taskRoot: remembered.taskRoot };
  }

  async remember(functionName: string, { folder, handler, taskRoot }: LocalHandler): Promise<void> {
    const remembered: Remembered = { folder: folder.uri.toString(), handler, taskRoot };
    await this.state.update(STATE_KEY, { ...this.all(), [functionName]: remembered });
  }

  private all(): Readonly<Record<string, Remembered>> {
    return this.state.get<Record<string, Remembered>>(STATE_KEY, {});
  }
}
