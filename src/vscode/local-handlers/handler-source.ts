/** Where the source of a deployed function's handler is in the workspace: never in what a build has made, if it can be told. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HandlerParts } from '../../failed-batches/deployment-files/source-of-function';
import {
  entryOfBundle,
  handlerParts,
  isBuilt,
  onlySourceOf,
  sourcePaths,
} from '../../failed-batches/deployment-files/source-of-function';
import { exists } from '../file-exists';
import type { FileFunction } from './deployment-files';
import { readText } from './deployment-files';
import type { LocalHandler } from './local-handlers';

const LARGEST_BUNDLE_BYTES = 32 * 1024 * 1024;
const built = '**/{node_modules,.git,.aws-sam,cdk.out,dist,build,out,coverage,.esbuild,.serverless}/**';
const MOST_FILES = 100;

/**
 * @param deployedHandler the handler string of the deployed function, where the file has none
 * @returns undefined if there is no such source, or several
 */
export async function sourceOf(
  fileFunction: FileFunction,
  deployedHandler: string | undefined,
): Promise<LocalHandler | undefined> {
  const { handler = deployedHandler, codeFolder, file, tool } = fileFunction;
  const parts = handler === undefined ? undefined : handlerParts(handler);
  if (parts === undefined) return undefined;
  const code = codeFolder === undefined ? undefined : path.resolve(path.dirname(file.fsPath), codeFolder);
  if (tool === 'cdk') return sourceOfAsset(fileFunction, parts, code);
  const inPlace = code === undefined ? undefined : await firstBelow(fileFunction, parts, code);
  if (inPlace !== undefined && !isBuilt(parts.module)) return inPlace;
  return (await sourceByName(fileFunction, parts, code)) ?? inPlace;
}

/** Whether the handler's source is still there. */
export async function isThere({ handler, taskRoot }: LocalHandler): Promise<boolean> {
  const parts = handlerParts(handler);
  return parts !== undefined && (await firstExisting(taskRoot, sourcePaths(parts, {}))) !== undefined;
}

async function firstBelow(
  { folder, entryPoints = [] }: FileFunction,
  parts: HandlerParts,
  code: string,
): Promise<LocalHandler | undefined> {
  const found = await firstExisting(code, sourcePaths(parts, { entryPoints }));
  return found === undefined ? undefined : localHandler(folder, found, parts, code);
}

/** The CDK deploys copies: of a folder as it is, or of what esbuild made of a source that the template does not name. */
async function sourceOfAsset(
  fileFunction: FileFunction,
  parts: HandlerParts,
  asset: string | undefined,
): Promise<LocalHandler | undefined> {
  const { folder } = fileFunction;
  const copy = asset && (await firstExisting(asset, sourcePaths(parts, {})));
  const text = copy && (await readText(vscode.Uri.file(copy), LARGEST_BUNDLE_BYTES));
  if (asset === undefined || text === undefined) return sourceByName(fileFunction, parts, undefined);
  const same = [];
  for (const candidate of await filesNamed(folder, parts))
    if ((await readText(vscode.Uri.file(candidate), LARGEST_BUNDLE_BYTES)) === text) same.push(candidate);
  const [original, ...others] = same;
  if (original !== undefined && others.length === 0) return localHandler(folder, original, parts, undefined);
  const entry = entryOfBundle(text);
  if (entry === undefined) return sourceByName(fileFunction, parts, undefined);
  // Where esbuild ran is not said: where the lock file is, which is above the asset.
  for (let above = path.dirname(asset); isBelow(folder, above); above = path.dirname(above)) {
    const source = path.resolve(above, entry);
    if (await exists(vscode.Uri.file(source), vscode.FileType.File))
      return localHandler(folder, source, parts, undefined);
  }
  return undefined;
}

async function sourceByName(
  { folder }: FileFunction,
  parts: HandlerParts,
  code: string | undefined,
): Promise<LocalHandler | undefined> {
  const only = onlySourceOf(
    parts.module,
    (await filesNamed(folder, parts)).map((file) => file.replaceAll('\\', '/')),
  );
  return only === undefined ? undefined : localHandler(folder, path.normalize(only), parts, code);
}

async function filesNamed(
  folder: vscode.WorkspaceFolder,
  { module }: HandlerParts,
): Promise<readonly string[]> {
  const name = path.posix.basename(module);
  // It would be a pattern in a pattern.
  if (/[*?{}[\]]/.test(name)) return [];
  const pattern = new vscode.RelativePattern(folder, `**/${name}.{ts,mts,cts,js,mjs,cjs}`);
  const files = await vscode.workspace.findFiles(pattern, built, MOST_FILES);
  return files.map(({ fsPath }) => fsPath).filter((file) => !/[.]d[.][cm]?ts$/.test(file));
}

async function firstExisting(root: string, relatives: readonly string[]): Promise<string | undefined> {
  for (const relative of relatives) {
    const file = path.resolve(root, relative);
    if (await exists(vscode.Uri.file(file), vscode.FileType.File)) return file;
  }
  return undefined;
}

/** @param code what Lambda calls the task root, if the source is in it. @returns undefined for a file outside of the folder */
function localHandler(
  folder: vscode.WorkspaceFolder,
  source: string,
  { exported }: HandlerParts,
  code: string | undefined,
): LocalHandler | undefined {
  const root = folder.uri.fsPath;
  if (!isBelow(folder, source)) return undefined;
  const isInCode =
    code !== undefined && isBelow(folder, code) && !path.relative(code, source).startsWith('..');
  const taskRoot = isInCode ? code : root;
  const module = path
    .relative(taskRoot, source)
    .replaceAll('\\', '/')
    .replace(/[.][cm]?[jt]s$/, '');
  return { folder, taskRoot, handler: `${module}.${exported}` };
}

function isBelow(folder: vscode.WorkspaceFolder, file: string): boolean {
  const relative = path.relative(folder.uri.fsPath, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
