/**
 * Makes F5 work: fills in what a configuration leaves out, offers configurations for the handlers
 * of the workspace, and refuses what can't work with a sentence and the way to launch.json.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TYPE, commandIds } from '../contributions';
import type { NotificationAction } from '../notifications';
import { showError } from '../notifications';
import { capturesFolder } from '../settings';
import { findCaptures } from './find-captures';
import type { FoundHandler } from './handler-finder';
import { handlerInEditor, handlersIn } from './handler-finder';
import { checkLaunchConfiguration } from './launch-configuration';
import { sessionFolder } from './session-folder';

export class DebugConfigurationProvider implements vscode.DebugConfigurationProvider {
  /** Both kinds: what launch.json starts with, and what Run and Debug lists without one. */
  async provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
    token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration[]> {
    const folders = folder === undefined ? (vscode.workspace.workspaceFolders ?? []) : [folder];
    const configurations: vscode.DebugConfiguration[] = [];
    for (const each of folders) {
      if ((await findCaptures([defaultCaptures(each)], each)).length === 0) continue;
      for (const found of await handlersIn(each, token)) configurations.push(configurationFor(found));
    }
    return configurations;
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | null | undefined> {
    if (configuration['handler'] !== undefined) return withDefaults(folder, configuration);
    const found = handlerInEditor() ?? (await pickHandler(folder));
    if (found === undefined) {
      showError(
        new Error(
          vscode.l10n.t(
            'No stream handler was found: open the file that exports it, or name it with "handler" in launch.json, for example "src/handler.handler".',
          ),
        ),
        openLaunchJson(folder),
        openSample(),
      );
      return undefined;
    }
    return withDefaults(found.folder, { ...configurationFor(found), ...withoutEmpty(configuration) });
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const root = sessionFolder(configuration['cwd'], folder);
    const checked = checkLaunchConfiguration(configuration, root?.uri.fsPath ?? '', vscode.l10n.t);
    if ('problems' in checked) {
      showError(checked.problems.map(({ message }) => message).join(' '), openLaunchJson(folder));
      return undefined;
    }
    if ((await findCaptures(checked.captures, root)).length === 0) {
      showError(
        vscode.l10n.t(
          '"captures" names no file that exists: {0}. Import or record a captured batch, or open the sample.',
          checked.captures.join(', '),
        ),
        openLaunchJson(folder),
        openSample(),
      );
      return undefined;
    }
    return configuration;
  }
}

/** What a session of this handler looks like before the user has written anything. */
export function configurationFor({ handler, folder }: FoundHandler): vscode.DebugConfiguration {
  return {
    type: DEBUG_TYPE,
    request: 'launch',
    name: vscode.l10n.t('Replay into {0}', handler),
    handler,
    captures: [defaultCaptures(folder)],
    ...((vscode.workspace.workspaceFolders?.length ?? 0) > 1
      ? { cwd: `\${workspaceFolder:${folder.name}}` }
      : {}),
  };
}

/** Captured batches; long JSON Lines captures are replayed when they are named. */
function defaultCaptures(folder: vscode.WorkspaceFolder): string {
  const relative = path.relative(folder.uri.fsPath, capturesFolder(folder)).replaceAll('\\', '/');
  const base = relative.startsWith('..') || path.isAbsolute(relative) ? capturesFolder(folder) : relative;
  return `${base}/**/*.json`;
}

function withDefaults(
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
): vscode.DebugConfiguration {
  const root = folder ?? vscode.workspace.workspaceFolders?.[0];
  return {
    internalConsoleOptions: 'openOnSessionStart',
    ...(root === undefined ? {} : { captures: [defaultCaptures(root)] }),
    ...configuration,
  };
}

function withoutEmpty(configuration: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => value !== undefined && value !== ''),
  );
}

async function pickHandler(folder: vscode.WorkspaceFolder | undefined): Promise<FoundHandler | undefined> {
  const folders = folder === undefined ? (vscode.workspace.workspaceFolders ?? []) : [folder];
  const found = (await Promise.all(folders.map((each) => handlersIn(each)))).flat();
  if (found.length <= 1) return found[0];
  const items = found.map((each) => ({ label: each.handler, description: each.folder.name, found: each }));
  const title = vscode.l10n.t('Which handler gets the captured batches?');
  return (await vscode.window.showQuickPick(items, { title }))?.found;
}

function openLaunchJson(folder: vscode.WorkspaceFolder | undefined): NotificationAction {
  return {
    label: vscode.l10n.t('Open launch.json'),
    run: async () => {
      const root = folder ?? vscode.workspace.workspaceFolders?.[0];
      const file = root && vscode.Uri.joinPath(root.uri, '.vscode', 'launch.json');
      try {
        if (file === undefined) throw new Error('no folder');
        await vscode.window.showTextDocument(file);
      } catch {
        // There is none yet: VS Code's own command makes one.
        await vscode.commands.executeCommand('debug.addConfiguration');
      }
    },
  };
}

function openSample(): NotificationAction {
  return {
    label: vscode.l10n.t('Open Sample'),
    run: () => vscode.commands.executeCommand(commandIds.openSample),
  };
}
