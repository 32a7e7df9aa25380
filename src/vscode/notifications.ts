/** The only caller of show…Message: error in, sentence and actions out. */
import * as vscode from 'vscode';
import { commandIds } from './contributions';

export interface NotificationAction {
  readonly label: string;
  run(): unknown;
}

/** What a person is told of an error: its message, never its stack. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows an error with its actions and a way to the log. Nobody waits for an answer. */
export function showError(error: unknown, ...actions: readonly NotificationAction[]): void {
  if (isCancellation(error)) return;
  const log = {
    label: vscode.l10n.t('Show Log'),
    run: () => vscode.commands.executeCommand(commandIds.showLog),
  };
  const all = [...actions, log];
  offer(all, vscode.window.showErrorMessage(sentenceOf(error), ...all.map(({ label }) => label)));
}

/** Also beneath an error that says what is missing because of it, such as credentials without the code that was asked for. */
function isCancellation(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  return error instanceof Error && isCancellation(error.cause);
}

export function showInformation(message: string, ...actions: readonly NotificationAction[]): void {
  offer(actions, vscode.window.showInformationMessage(message, ...actions.map(({ label }) => label)));
}

/** Asks a modal question with one way to go on. */
export async function confirm(message: string, detail: string, goOn: string): Promise<boolean> {
  return (await ask(message, detail, goOn)) === goOn;
}

/** Asks a modal question with several ways to go on. @returns the chosen one; undefined for "don't" */
export async function ask(
  message: string,
  detail: string,
  ...ways: readonly string[]
): Promise<string | undefined> {
  return vscode.window.showWarningMessage(message, { modal: true, detail }, ...ways);
}

/** How long something may take before its progress is shown, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;

/**
 * Shows what takes longer than a second, with a way to cancel it.
 *
 * @param work may say what it is doing at the moment
 * @throws what the work throws; CancellationError when the user has cancelled
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, say: (message: string) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let saidBefore: string | undefined;
  let say = (message: string): void => {
    saidBefore = message;
  };
  const result = work(abort.signal, (message) => say(message));
  const isSlow = await Promise.race([
    result.then(
      () => false,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PROGRESS_AFTER_MS, true)),
  ]);
  if (!isSlow) return result;
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    say = (message) => progress.report({ message });
    if (saidBefore !== undefined) say(saidBefore);
    token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    return result;
  });
}

/** Runs what is chosen, if anything; what goes wrong then is a message of its own. */
function offer(actions: readonly NotificationAction[], chosen: Thenable<string | undefined>): void {
  chosen
    .then((label) => actions.find((action) => action.label === label)?.run())
    .then(undefined, (error: unknown) => showError(error));
}
