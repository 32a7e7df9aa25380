/** Starts a session from the tree: which handler gets the records, then VS Code's own start. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { configurationFor } from '../../debug/debug-configuration-provider';
import { handlerInEditor, handlersIn } from '../../debug/handler-finder';
import { withCaptures } from '../../debug/record-source';
import type { RecordSelection } from '../../debug/attribute-reader';
import { isOfHandler, pickSaved, savedConfigurations } from '../../debug/saved-configurations';
import type { LocalHandler } from '../../local-handlers/local-handlers';

export interface ReplayRequest {
  readonly folder: vscode.WorkspaceFolder;
  readonly captureFile: string;
  /** Handlers are remembered per table. */
  readonly tableName: string;
  readonly records?: RecordSelection;
  readonly noDebug: boolean;
}

type TableOfFolder = Pick<ReplayRequest, 'folder' | 'tableName'>;

const STATE_KEY = 'handlerOfTable';

export class StartReplay {
  constructor(private readonly state: vscode.Memento) {}

  async start(request: ReplayRequest): Promise<void> {
    const base = await this.baseOf(request);
    if (base !== undefined) await this.startFrom(base, request);
  }

  /**
   * What a session of the records of a table starts from: a saved configuration, else the handler that is chosen.
   *
   * @returns undefined when the user has gone away
   * @throws an error for people where there is no handler
   */
  async baseOf(request: TableOfFolder): Promise<vscode.DebugConfiguration | undefined> {
    const saved = savedConfigurations(request.folder);
    return saved.length > 0 ? pickSaved(saved) : this.configuration(request);
  }

  /**
   * What a session of a handler that is known starts from: the saved configuration that names it, else nothing but it.
   *
   * @returns undefined when the user has gone away
   */
  async baseFor({ folder, handler, taskRoot }: LocalHandler): Promise<vscode.DebugConfiguration | undefined> {
    const saved = savedConfigurations(folder).filter((each) =>
      isOfHandler(each, folder, path.join(taskRoot, handler)),
    );
    if (saved.length > 0) return pickSaved(saved);
    const isElsewhere = path.relative(folder.uri.fsPath, taskRoot) !== '';
    return { ...configurationFor({ handler }), ...(isElsewhere && { cwd: taskRoot }) };
  }

  /** @returns whether the session has begun */
  async startFrom(
    base: vscode.DebugConfiguration,
    request: Omit<ReplayRequest, 'tableName'>,
  ): Promise<boolean> {
    const configuration: vscode.DebugConfiguration = {
      ...withCaptures(base, {
        captures: [request.captureFile],
        ...(request.records === undefined ? {} : { records: request.records }),
      }),
      type: base.type,
      request: base.request,
      name: vscode.l10n.t('Replay {0}', path.basename(request.captureFile)),
    };
    return vscode.debug.startDebugging(request.folder, configuration, { noDebug: request.noDebug });
  }

  private async configuration(request: TableOfFolder): Promise<vscode.DebugConfiguration | undefined> {
    const inEditor = handlerInEditor();
    const handler =
      inEditor?.folder.uri.toString() === request.folder.uri.toString()
        ? inEditor.handler
        : ((await this.remembered(request)) ?? (await this.chooseHandler(request)));
    if (handler === undefined) return undefined;
    await this.state.update(STATE_KEY, { ...this.all(), [keyOf(request)]: handler });
    return configurationFor({ handler });
  }

  private async remembered(request: TableOfFolder): Promise<string | undefined> {
    const handler = this.all()[keyOf(request)];
    if (handler === undefined) return undefined;
    const stillThere = (await handlersIn(request.folder)).some((found) => found.handler === handler);
    return stillThere ? handler : undefined;
  }

  private async chooseHandler({ folder, tableName }: TableOfFolder): Promise<string | undefined> {
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

function keyOf({ folder, tableName }: TableOfFolder): string {
  return `${folder.uri.toString()}#${tableName}`;
}
