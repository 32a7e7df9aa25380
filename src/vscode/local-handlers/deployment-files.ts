/** The functions that files of the workspace deploy. */
import * as vscode from 'vscode';
import type { DeploymentFunction } from '../../failed-batches/deployment-files/deployment-function';

export interface FileFunction extends DeploymentFunction {
  readonly folder: vscode.WorkspaceFolder;
  readonly file: vscode.Uri;
}

const searched = '**/{*.yml,*.yaml,*.template,*.template.json,template.json,serverless.json}';
/** What tools have installed or copied; `cdk.out` is how the CDK says what it deploys. */
const notSearched = '**/{node_modules,.git,.aws-sam,.serverless,.venv}/**';
const MOST_FILES = 300;
const LARGEST_FILE_BYTES = 4 * 1024 * 1024;
/** One of these is in each file that deploys a function, and in few others. */
const telling = /AWS::Lambda::Function|AWS::Serverless::Function|^\s*"?functions"?\s*:/m;

/** In the order of the files' paths, of one folder after the other. */
export async function functionsOfWorkspace(): Promise<readonly FileFunction[]> {
  // With the YAML parser, which nobody else needs when the window opens.
  const { functionsInFile } = await import(
    /* webpackChunkName: "deployment-files" */ '../../failed-batches/deployment-files/functions-in-file.js'
  );
  const found: FileFunction[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const pattern = new vscode.RelativePattern(folder, searched);
    const files = await vscode.workspace.findFiles(pattern, notSearched, MOST_FILES);
    for (const file of files.sort((one, other) => one.fsPath.localeCompare(other.fsPath))) {
      const functions = functionsInFile((await textOf(file, LARGEST_FILE_BYTES)) ?? '');
      found.push(...functions.map((each) => ({ ...each, folder, file })));
    }
  }
  return found;
}

async function textOf(file: vscode.Uri, mostBytes: number): Promise<string | undefined> {
  const text = await readText(file, mostBytes);
  return text !== undefined && telling.test(text) ? text : undefined;
}

/** @returns undefined for a file that is larger, gone, or not to be read */
export async function readText(file: vscode.Uri, mostBytes: number): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > mostBytes ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    // It was deleted meanwhile, or belongs to somebody else: then it tells nothing.
    return undefined;
  }
}
