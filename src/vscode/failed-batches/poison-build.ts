/** The task that a launch configuration runs before its sessions: what it builds is what a search runs. */
import * as vscode from 'vscode';
import { confirm } from '../notifications';

/** @returns whether it has ended well. @throws CancellationError; the signal's reason */
export async function runTaskBefore(
  preLaunchTask: unknown,
  folder: vscode.WorkspaceFolder,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (message: string) => void },
): Promise<boolean> {
  const wanted = taskNamed(preLaunchTask);
  if (wanted === undefined) return false;
  const task = (await vscode.tasks.fetchTasks()).find((one) => isIn(one, folder) && wanted(one));
  // When one in the background, or one that only stands for others, has built, VS Code tells its own sessions alone.
  const canBeWaitedFor = task?.isBackground === false && task.execution !== undefined;
  if (task === undefined || !canBeWaitedFor) return false;
  say(vscode.l10n.t('Task "{0}" runs', task.name));
  const exitCode = await runToItsEnd(task, signal);
  signal.throwIfAborted();
  if (exitCode === 0) return true;
  const goOn = await confirm(
    vscode.l10n.t('The task "{0}" has failed. Search all the same?', task.name),
    vscode.l10n.t(
      'What it builds may be older than its source, and the search is about what was built last.',
    ),
    vscode.l10n.t('Search All the Same'),
  );
  if (!goOn) throw new vscode.CancellationError();
  return false;
}

/** As launch.json names one: its label, `source: name`, the default build task, or the members that tell it. */
function taskNamed(preLaunchTask: unknown): ((task: vscode.Task) => boolean) | undefined {
  if (preLaunchTask === '${defaultBuildTask}')
    return ({ group }) => group?.id === vscode.TaskGroup.Build.id && group.isDefault === true;
  if (typeof preLaunchTask === 'string')
    return ({ name, source }) => name === preLaunchTask || `${source}: ${name}` === preLaunchTask;
  if (typeof preLaunchTask !== 'object' || preLaunchTask === null) return undefined;
  const members = Object.entries(preLaunchTask);
  return ({ definition }) => members.every(([name, value]) => definition[name] === value);
}

function isIn({ scope }: vscode.Task, folder: vscode.WorkspaceFolder): boolean {
  return typeof scope !== 'object' || scope.uri.toString() === folder.uri.toString();
}

/** @returns its exit code, or that of a task before it that has failed; undefined if it was ended */
async function runToItsEnd(task: vscode.Task, signal: AbortSignal): Promise<number | undefined> {
  let execution: vscode.TaskExecution | undefined;
  let hasBegun = false;
  let exitCode: number | undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const subscription = vscode.Disposable.from(
    vscode.tasks.onDidStartTaskProcess((event) => {
      if (event.execution === execution) hasBegun = true;
    }),
    vscode.tasks.onDidEndTaskProcess((event) => {
      const isOther = event.execution !== execution;
      // Of a task that waits for one that fails VS Code tells nothing any more.
      if (isOther && (hasBegun || event.exitCode === 0)) return;
      ({ exitCode } = event);
      end();
    }),
  );
  const terminate = (): void => {
    execution?.terminate();
    end();
  };
  signal.addEventListener('abort', terminate, { once: true });
  try {
    execution = await vscode.tasks.executeTask(task);
    if (signal.aborted) terminate();
    await ended;
    return exitCode;
  } finally {
    signal.removeEventListener('abort', terminate);
    subscription.dispose();
  }
}
