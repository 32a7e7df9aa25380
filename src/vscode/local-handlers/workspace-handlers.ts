/**
 * Handlers of the workspace by the names of their deployed functions: as a launch configuration, a person's answer or a
 * template names them, else the only one that fits, which is said, else as a person is asked.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { functionsNamed } from '../../failed-batches/deployment-files/functions-named';
import { pick } from '../commands/stepwise-questions';
import { handlersIn } from '../debug/handler-finder';
import { showInformation } from '../notifications';
import { configuredHandlers } from './configured-handlers';
import { functionsOfWorkspace } from './deployment-files';
import { isThere, sourceOf } from './handler-source';
import type { LocalHandler, LocalHandlers } from './local-handlers';
import { RememberedHandlers } from './remembered-handlers';

export class WorkspaceHandlers implements LocalHandlers {
  private readonly remembered: RememberedHandlers;
  /** Functions of which it was said in this window whose handler is taken. */
  private readonly said = new Set<string>();

  constructor(state: vscode.Memento) {
    this.remembered = new RememberedHandlers(state);
  }

  /** @throws an error for people when the workspace has no handler */
  async find(functionName: string, deployedHandler: string | undefined): Promise<LocalHandler | undefined> {
    // What is written is the way to correct an answer that was wrong.
    const configured = distinct(configuredHandlers().filter((each) => each.functionName === functionName));
    const written = onlyOneOf(configured);
    if (written !== undefined) return written;
    const remembered = this.remembered.of(functionName);
    if (remembered !== undefined && (await isThere(remembered))) return remembered;
    const named =
      configured.length > 0 ? configured : await handlersOfTemplates(functionName, deployedHandler);
    const sure = onlyOneOf(named);
    if (sure !== undefined) return sure;
    const offered = distinct([...named, ...ranked(await allHandlers(), deployedHandler)]);
    const fitting = named.length > 0 ? undefined : onlyFitting(offered, deployedHandler);
    if (fitting === undefined) return this.choose(functionName, offered);
    this.say(functionName, fitting, offered);
    return fitting;
  }

  private async choose(
    functionName: string,
    offered: readonly LocalHandler[],
  ): Promise<LocalHandler | undefined> {
    const chosen = await ask(functionName, offered);
    if (chosen !== undefined) await this.remembered.remember(functionName, chosen);
    return chosen;
  }

  /** Once a window: it is a guess, although a good one. */
  private say(functionName: string, taken: LocalHandler, offered: readonly LocalHandler[]): void {
    if (this.said.has(functionName)) return;
    this.said.add(functionName);
    const message = vscode.l10n.t(
      'For function {0} handler {1} is taken, the only one of this workspace that fits. Another one can be named in launch.json with "handler" and "functionName": "{0}".',
      functionName,
      labelOf(taken),
    );
    const chooseAnother = {
      label: vscode.l10n.t('Choose Another…'),
      run: () => this.choose(functionName, offered),
    };
    showInformation(message, ...(offered.length > 1 ? [chooseAnother] : []));
  }
}

/** Of those that are named equally surely; one that several templates name is one. */
async function handlersOfTemplates(
  functionName: string,
  deployedHandler: string | undefined,
): Promise<readonly LocalHandler[]> {
  const named = functionsNamed(await functionsOfWorkspace(), functionName);
  for (const surest of ['exact', 'pattern', 'generated'] as const) {
    const found: LocalHandler[] = [];
    for (const { function: fileFunction, by } of named) {
      const local = by === surest ? await sourceOf(fileFunction, deployedHandler) : undefined;
      if (local !== undefined) found.push(local);
    }
    if (found.length > 0) return distinct(found);
  }
  return [];
}

async function allHandlers(): Promise<readonly LocalHandler[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = (await Promise.all(folders.map((folder) => handlersIn(folder)))).flat();
  const all = found.map(({ folder, handler }) => ({ folder, handler, taskRoot: folder.uri.fsPath }));
  return [...all, ...configuredHandlers()];
}

/** The only one that there is, else the only one that is called as the deployed one. */
function onlyFitting(
  handlers: readonly LocalHandler[],
  deployedHandler: string | undefined,
): LocalHandler | undefined {
  return onlyOneOf(handlers) ?? onlyOneOf(handlers.filter(({ handler }) => handler === deployedHandler));
}

function onlyOneOf(handlers: readonly LocalHandler[]): LocalHandler | undefined {
  return handlers.length === 1 ? handlers[0] : undefined;
}

async function ask(
  functionName: string,
  offered: readonly LocalHandler[],
): Promise<LocalHandler | undefined> {
  if (offered.length === 0) throw new Error(noHandler(functionName));
  const title = vscode.l10n.t('The handler of function {0}', functionName);
  const asked = await pick(
    { title, step: 1, totalSteps: 1 },
    {
      placeholder: vscode.l10n.t('Which handler of this workspace is deployed as {0}?', functionName),
      items: offered.map((local) => ({ label: labelOf(local), description: local.folder.name, local })),
    },
  );
  return asked === undefined || asked === 'back' ? undefined : asked.answer.local;
}

/** The handler string of the deployed function is below its own folder, so the end of a path may be all that is the same. */
function ranked(
  handlers: readonly LocalHandler[],
  deployedHandler: string | undefined,
): readonly LocalHandler[] {
  const rank = ({ handler }: LocalHandler): number => {
    if (deployedHandler === undefined) return 2;
    if (handler === deployedHandler) return 0;
    return handler.endsWith(`/${deployedHandler}`) ? 1 : 2;
  };
  return [...handlers].sort((one, other) => rank(one) - rank(other));
}

function distinct(handlers: readonly LocalHandler[]): readonly LocalHandler[] {
  const byPlace = new Map<string, LocalHandler>();
  for (const local of handlers) {
    const place = path.resolve(local.taskRoot, local.handler);
    if (!byPlace.has(place)) byPlace.set(place, local);
  }
  return [...byPlace.values()];
}

/** From the workspace folder on, wherever its task root is. */
function labelOf({ folder, handler, taskRoot }: LocalHandler): string {
  return path.relative(folder.uri.fsPath, path.join(taskRoot, handler)).replaceAll('\\', '/');
}

function noHandler(functionName: string): string {
  return vscode.workspace.workspaceFolders === undefined
    ? vscode.l10n.t('Open the folder with the source of function {0} first.', functionName)
    : vscode.l10n.t(
        'No handler was found in this workspace for function {0}: open the folder with its source, or name the handler in launch.json.',
        functionName,
      );
}
