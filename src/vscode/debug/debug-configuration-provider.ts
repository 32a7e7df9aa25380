/**
 * Makes F5 work: fills in what a configuration leaves out, offers configurations for the handlers
 * of the workspace, and refuses what can't work with a sentence and the way to launch.json.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TYPE, commandIds } from '../contributions';
import { exists } from '../file-exists';
import type { NotificationAction } from '../notifications';
import { showError } from '../notifications';
import { defaultCaptures, findCaptures } from './find-captures';
import type { FoundHandler } from './handler-finder';
import { handlerInEditor, handlersIn } from './handler-finder';
import type { LaunchConfiguration } from './launch-configuration';
import { checkLaunchConfiguration } from './launch-configuration';
import { openLaunchJson } from './open-launch-json';
import { readsStream } from './record-source';
import { inFolder, sessionFolder } from './session-folder';

export class DebugConfigurationProvider implements vscode.DebugConfigurationProvider {
  /** Both kinds: what launch.json starts with, and what Run and Debug lists without one. */
  async provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
    token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration[]> {
    const folders = folder === undefined ? (vscode.workspace.workspaceFolders ?? []) : [folder];
    const configurations: vscode.DebugConfiguration[] = [];
    for (const each of folders) {
      const captures = await defaultCaptures(each);
      if ((await findCaptures(captures, each)).length === 0) continue;
      for (const found of await handlersIn(each, token))
        configurations.push({ ...configurationFor(found), captures });
    }
    return configurations;
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | null | undefined> {
    if (configuration['handler'] !== undefined) return withDefaults(folder, configuration);
    const found = handlerInEditor() ?? (await pickHandler(folder));
    if (found === 'cancelled') return undefined;
    if (found === undefined) {
      showError(
        vscode.l10n.t(
          'No stream handler was found: open the file that exports it, or name it with "handler" in launch.json, for example "src/handler.handler".',
        ),
        openLaunchJson(folder),
        openSample(),
      );
      return undefined;
    }
    return withDefaults(found.folder, {
      ...configurationFor(found),
      ...inFolder(found.folder, folder),
      ...withoutEmpty(configuration),
    });
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const root = sessionFolder(configuration, folder);
    const checked = checkLaunchConfiguration(configuration, root?.uri.fsPath ?? '', vscode.l10n.t);
    if ('problems' in checked) {
      showError(checked.problems.map(({ message }) => message).join(' '), openLaunchJson(folder));
      return undefined;
    }
    const missing = await missingFile(checked, root);
    if (missing === undefined) return configuration;
    showError(missing, openLaunchJson(folder), openSample());
    return undefined;
  }
}

/** What a session of this handler looks like before the user has written anything. */
export function configurationFor({ handler }: Pick<FoundHandler, 'handler'>): vscode.DebugConfiguration {
  const name = vscode.l10n.t('Replay into {0}', handler);
  return { type: DEBUG_TYPE, request: 'launch', name, handler };
}

async function withDefaults(
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
): Promise<vscode.DebugConfiguration> {
  const root = folder ?? vscode.workspace.workspaceFolders?.[0];
  const captures: unknown =
    configuration['captures'] ??
    (root && !readsStream(configuration) ? await defaultCaptures(root) : undefined);
  return {
    internalConsoleOptions: 'openOnSessionStart',
    ...configuration,
    ...(captures ? { captures } : {}),
  };
}

function withoutEmpty(configuration: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** Looked at before a preLaunchTask runs. @returns a sentence that names the attribute and the fix */
async function missingFile(
  { source, cwd, envFile }: LaunchConfiguration,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<string | undefined> {
  const root = folder?.uri.fsPath ?? '';
  const taskRoot = path.resolve(root, cwd);
  if (!(await exists(vscode.Uri.file(taskRoot), vscode.FileType.Directory)))
    return vscode.l10n.t(
      '"cwd" is "{0}", and there is no such folder. Correct it or leave it out.',
      taskRoot,
    );
  const variables = envFile === undefined ? undefined : path.resolve(taskRoot, envFile);
  if (variables !== undefined && !(await exists(vscode.Uri.file(variables))))
    return vscode.l10n.t(
      '"envFile" is "{0}", and there is no such file. Correct it or leave it out.',
      variables,
    );
  if (source.kind === 'stream') return undefined;
  const { captures } = source;
  if ((await findCaptures(captures, folder)).length > 0) return undefined;
  return vscode.l10n.t(
    '"captures" names no file that exists: {0}. Import a captured batch, or open the sample.',
    captures.join(', '),
  );
}

async function pickHandler(
  folder: vscode.WorkspaceFolder | undefined,
): Promise<FoundHandler | 'cancelled' | undefined> {
  const folders = folder === undefined ? (vscode.workspace.workspaceFolders ?? []) : [folder];
  const found = (await Promise.all(folders.map((each) => handlersIn(each)))).flat();
  if (found.length <= 1) return found[0];
  const items = found.map((each) => ({ label: each.handler, description: each.folder.name, found: each }));
  const title = vscode.l10n.t('Which handler gets the captured batches?');
  return (await vscode.window.showQuickPick(items, { title }))?.found ?? 'cancelled';
}

function openSample(): NotificationAction {
  return {
    label: vscode.l10n.t('Open Sample'),
    run: () => vscode.commands.executeCommand(commandIds.openSample),
  };
}
