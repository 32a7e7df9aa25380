/** The only task of the workspace's tasks.json. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';

export interface WorkspaceTask {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Resolves when VS Code has read it. */
export async function writeTask({ label, command, args }: WorkspaceTask): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const task = {
    label,
    type: 'process',
    command,
    args,
    presentation: { reveal: 'never' },
    problemMatcher: [],
  };
  const file = path.join(folder.uri.fsPath, '.vscode', 'tasks.json');
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, JSON.stringify({ version: '2.0.0', tasks: [task] }));
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await vscode.tasks.fetchTasks()).some(({ name }) => name === label)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`VS Code does not see the task ${label}`);
}
