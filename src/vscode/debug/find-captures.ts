/** From the `captures` attribute to files: globs and paths, in the order of their names. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { exists } from '../file-exists';
import { capturesFolder } from '../settings';

const MOST_FILES = 10_000;

/**
 * What is replayed where nobody named captures: the captured batches of the folder, or, where there are none,
 * its long captures.
 */
export async function defaultCaptures(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  const relative = path.relative(folder.uri.fsPath, capturesFolder(folder)).replaceAll('\\', '/');
  const base = relative.startsWith('..') || path.isAbsolute(relative) ? capturesFolder(folder) : relative;
  const batches = [`${base}/**/*.json`];
  const long = [`${base}/**/*.{jsonl,ndjson,jsonl.gz,ndjson.gz,jsonl.zst,ndjson.zst}`];
  const hasOnlyLong =
    (await findCaptures(batches, folder)).length === 0 && (await findCaptures(long, folder)).length > 0;
  return hasOnlyLong ? long : batches;
}

/** @returns absolute paths without doubles; patterns keep their order, files within one go 2 before 10 */
export async function findCaptures(
  patterns: readonly string[],
  folder: vscode.WorkspaceFolder | undefined,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    for (const file of await filesOf(pattern, folder)) found.add(file);
  }
  return [...found];
}

async function filesOf(
  pattern: string,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<readonly string[]> {
  const root = folder?.uri.fsPath;
  const absolute = path.isAbsolute(pattern) || root === undefined ? pattern : path.join(root, pattern);
  if (await exists(vscode.Uri.file(absolute), vscode.FileType.File)) return [absolute];
  const base = root !== undefined && isBelow(absolute, root) ? root : globBase(absolute);
  const relative = path.relative(base, absolute).replaceAll('\\', '/');
  // Captures may be hidden by files.exclude: null searches them all the same.
  const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(base, relative), null, MOST_FILES);
  return uris
    .map(({ fsPath }) => fsPath)
    .filter((file) => !path.basename(file).startsWith('.'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

function globBase(pattern: string): string {
  const parts = pattern.split(/[\\/]/);
  const firstGlob = parts.findIndex((part) => /[*?{[]/.test(part));
  return (firstGlob === -1 ? parts.slice(0, -1) : parts.slice(0, firstGlob)).join('/') || '/';
}
