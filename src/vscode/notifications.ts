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

/** Shows an error with its actions and a way to the log. Resolves when it is answered or closed. */
export async function showError(error: unknown, ...actions: readonly NotificationAction[]): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  const log = {
    label: vscode.l10n.t('Show Log'),
    run: () => vscode.commands.executeCommand(commandIds.showLog),
  };
  const all = [...actions, log];
  await runChosen(
    all,
    await vscode.window.showErrorMessage(sentenceOf(error), ...all.map(({ label }) => label)),
  );
}

export async function showInformation(
  message: string,
  ...actions: readonly NotificationAction[]
): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(message, ...actions.map(({ label }) => label));
  await runChosen(actions, chosen);
}

/** Asks a modal question with one way to go on. */
export async function confirm(message: string, detail: string, goOn: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, goOn)) === goOn;
}

async function runChosen(actions: readonly NotificationAction[], label: string | undefined): Promise<void> {
  await actions.find((action) => action.label === label)?.run();
}
