/**
 * The variables of a launch configuration, for a run that is no debug session: VS Code puts them in only when it starts
 * one itself.
 */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { isJsonObject } from '../../engine/events/json-object';
import { withFolder } from '../debug/saved-configurations';

/** @throws an error for people for a variable that only a debug session knows, such as `${input:…}` */
export function withVariables(
  configuration: vscode.DebugConfiguration,
  folder: vscode.WorkspaceFolder,
): vscode.DebugConfiguration {
  const { type, request, name } = configuration;
  return { ...withVariablesIn(configuration, folder), type, request, name };
}

function withVariablesIn(
  members: Readonly<Record<string, unknown>>,
  folder: vscode.WorkspaceFolder,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, replaced(value, name, folder)]),
  );
}

function replaced(value: unknown, attribute: string, folder: vscode.WorkspaceFolder): unknown {
  if (Array.isArray(value)) return value.map((each) => replaced(each, attribute, folder));
  if (isJsonObject(value)) return withVariablesIn(value, folder);
  if (typeof value !== 'string') return value;
  return withFolder(value, folder).replace(/\$\{([^}]*)\}/g, (text, variable: string) => {
    const [kind = '', argument] = variable.split(/:(.*)/s);
    if (kind === 'env' && argument !== undefined) return process.env[argument] ?? '';
    if (kind === 'userHome') return homedir();
    if (kind === 'workspaceFolderBasename') return folder.name;
    if (kind === 'config' && argument !== undefined)
      return String(vscode.workspace.getConfiguration(undefined, folder).get(argument) ?? '');
    throw new Error(
      vscode.l10n.t(
        '"{0}" of the launch configuration has {1}, which only a debug session knows: write what it stands for, or choose another configuration.',
        attribute,
        text,
      ),
    );
  });
}
