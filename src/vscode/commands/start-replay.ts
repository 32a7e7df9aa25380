/** Starts a session from the tree: which handler gets the records, then VS Code's own start. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../contributions';
import { configurationFor } from '../debug/debug-configuration-provider';
import { handlerInEditor, handlersIn } from '../debug/handler-finder';
import type { RecordSelection } from '../debug/launch-configuration';

export interface ReplayRequest {
  readonly folder: vscode.WorkspaceFolder;
  readonly captureFile: string;
  /** Handlers are remembered per table. */
  readonly tableName: string;
  readonly records?: RecordSelection;
  readonly noDebug: boolean;
}

const STATE_KEY = 'handlerOfTable';

export class StartReplay {
  constructor(private readonly state: vscode.Memento) {}

  async start(request: ReplayRequest): Promise<void> {
    const base = (await this.savedConfiguration(request.folder)) ?? (await this.configuration(request));
    if (base === undefined) return;
    const configuration: vscode.DebugConfiguration = {
      ...base,
      name: vscode.l10n.t('Replay {0}', path.basename(request.captureFile)),
      captures: [request.captureFile],
      ...(request.records === undefined ? {} : { records: request.records }),
    };
    await vscode.debug.startDebugging(request.folder, configuration, { noDebug: request.noDebug });
  }

  /** The folder's own launch configuration, if it has exactly one: its options are the user's choice. */
  private savedConfiguration(folder: vscode.WorkspaceFolder): Promise<vscode.DebugConfiguration | undefined> {
    const saved = vscode.workspace
      .getConfiguration('launch', folder.uri)
      .get<vscode.DebugConfiguration[]>('configurations', [])
      .filter(({ type }) => type === DEBUG_TYPE);
    return Promise.resolve(saved.length === 1 ? saved[0] : undefined);
  }

  private async configuration(request: ReplayRequest): Promise<vscode.DebugConfiguration | undefined> {
    const handler = (await this.remembered(request)) ?? (await this.chooseHandler(request));
    if (handler === undefined) return undefined;
    await this.state.update(STATE_KEY, { ...this.all(), [keyOf(request)]: handler });
    return configurationFor({ handler, folder: request.folder, uri: request.folder.uri });
  }

  private async remembered(request: ReplayRequest): Promise<string | undefined> {
    const handler = this.all()[keyOf(request)];
    if (handler === undefined) return undefined;
    const stillThere = (await handlersIn(request.folder)).some((found) => found.handler === handler);
    return stillThere ? handler : undefined;
  }

  private async chooseHandler({ folder, tableName }: ReplayRequest): Promise<string | undefined> {
    const inEditor = handlerInEditor();
    if (inEditor?.folder.uri.toString() === folder.uri.toString()) return inEditor.handler;
    const found = await handlersIn(folder);
    if (found.length === 0) {
      throw new Error(
        vscode.l10n.t(
          'No stream handler was found in {0}: open the file that exports it and try again, or name it with "handler" in launch.json.',
          folder.name,
        ),
      );
    }
    if (found.length === 1) return found[0]?.handler;
    const title = vscode.l10n.t('Which handler gets the records of table {0}?', tableName);
    return vscode.window.showQuickPick(
      found.map(({ handler }) => handler),
      { title },
    );
  }

  private all(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(STATE_KEY, {});
  }
}

function keyOf({ folder, tableName }: ReplayRequest): string {
  return `${folder.uri.toString()}#${tableName}`;
}
