/** Which handler a session without a `handler` is for: the one in the editor, else the workspace's. */
import * as vscode from 'vscode';
import { entryPoints, handlerExports, handlerString, mayHoldHandler } from './handler-discovery';

export interface FoundHandler {
  readonly folder: vscode.WorkspaceFolder;
  readonly handler: string;
  readonly uri: vscode.Uri;
}

const searched = '**/*{handler,Handler,lambda,index,function,stream,trigger}*.{ts,mts,cts,js,mjs,cjs}';
const notSearched = '**/{node_modules,dist,out,build,.git,.aws-sam,cdk.out,coverage,test,tests}/**';
const MOST_FILES = 200;

/** The handler in the active editor, if that file exports one. */
export function handlerInEditor(): FoundHandler | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file' || !mayHoldHandler(document.fileName)) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return folder === undefined
    ? undefined
    : handlersOf(document.uri, folder, entryPoints(document.getText()))[0];
}

/** Handlers of a folder, in the order of their paths; an empty list if there is none. */
export async function handlersIn(
  folder: vscode.WorkspaceFolder,
  token?: vscode.CancellationToken,
): Promise<readonly FoundHandler[]> {
  const pattern = new vscode.RelativePattern(folder, searched);
  const uris = await vscode.workspace.findFiles(pattern, notSearched, MOST_FILES, token);
  const found: FoundHandler[] = [];
  for (const uri of uris.filter(({ fsPath }) => mayHoldHandler(fsPath)).sort(byPath)) {
    found.push(...handlersOf(uri, folder, handlerExports(await textOf(uri))));
  }
  return found;
}

function handlersOf(
  uri: vscode.Uri,
  folder: vscode.WorkspaceFolder,
  names: readonly string[],
): readonly FoundHandler[] {
  return names.map((name) => ({
    folder,
    uri,
    handler: handlerString(uri.fsPath, folder.uri.fsPath, name),
  }));
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.fsPath.length - b.fsPath.length || a.fsPath.localeCompare(b.fsPath);
}
