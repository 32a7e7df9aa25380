/** Settings as typed values, read when they are needed so that a change counts at once. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { StreamConnection } from '../engine/streams/stream-connection';
import { settingIds } from './contributions';

/** Absolute path of the captures folder of a workspace folder; the default is declared in the manifest. */
export function capturesFolder(folder: vscode.WorkspaceFolder): string {
  const configured = read<string>(settingIds.capturesFolder, folder.uri);
  return path.resolve(folder.uri.fsPath, configured);
}

export function keepCapturesOutOfGit(folder: vscode.WorkspaceFolder): boolean {
  return read<boolean>(settingIds.keepCapturesOutOfGit, folder.uri);
}

export function enforceTimeout(folder: vscode.WorkspaceFolder): boolean {
  return read<boolean>(settingIds.enforceTimeout, folder.uri);
}

/** A regular expression as the user wrote it. */
export function productionPattern(): string {
  return read<string>(settingIds.productionPattern);
}

/** From one on-failure destination, at most. */
export function failedBatchesShown(): number {
  return read<number>(settingIds.failedBatchesShown);
}

/** Failed batches at the same time, 1 to 20. */
export function redriveConcurrency(): number {
  return read<number>(settingIds.redriveConcurrency);
}

/** As people wrote them by hand: anything may be there. */
export function connectionEntries(): unknown {
  return read<unknown>(settingIds.connections);
}

/** Of this user, on this machine: a workspace can have none. */
export async function writeConnectionEntries(entries: readonly unknown[]): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  await settings.update(
    settingIds.connections,
    entries.length === 0 ? undefined : entries,
    vscode.ConfigurationTarget.Global,
  );
}

/** How AWS, or what stands in for it, is reached where nothing else says it. @param folder absent for the window */
export function streamConnection(folder?: vscode.WorkspaceFolder): StreamConnection {
  const awsProfile = read<string>(settingIds.awsProfile, folder?.uri).trim();
  const region = read<string>(settingIds.region, folder?.uri).trim();
  const endpointUrl = read<string>(settingIds.endpointUrl, folder?.uri).trim();
  return {
    ...(awsProfile !== '' && { awsProfile }),
    ...(region !== '' && { region }),
    ...(endpointUrl !== '' && { endpointUrl }),
  };
}

/** A local endpoint has nobody else to serve: asked more often, unless the user has said how often. */
const LOCAL_POLL_INTERVAL_MS = 50;

/** Between two reads of one shard, in milliseconds. @param folder of the workspace */
export function pollIntervalMs(folder: vscode.Uri, isLocal: boolean): number {
  const settings = vscode.workspace.getConfiguration(undefined, folder);
  const inspected = settings.inspect<number>(settingIds.pollIntervalMs);
  const isSet =
    (inspected?.workspaceFolderValue ?? inspected?.workspaceValue ?? inspected?.globalValue) !== undefined;
  return isLocal && !isSet ? LOCAL_POLL_INTERVAL_MS : read<number>(settingIds.pollIntervalMs, folder);
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as in VS Code's own get()
function read<T>(id: string, scope?: vscode.Uri): T {
  const value = vscode.workspace.getConfiguration(undefined, scope).get<T>(id);
  if (value === undefined) throw new Error(`The manifest declares no default for ${id}.`);
  return value;
}
