/** Asks for MFA codes, and tells what became of signing in. */
import * as vscode from 'vscode';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { CredentialQuestions } from '../../triggers/ports/credential-questions';

export interface SignInOutcome {
  /** For which they were wanted first. */
  readonly connection: StreamConnection;
  /** Absent when credentials were had. */
  readonly problem?: Error;
}

export class CredentialPrompts implements CredentialQuestions, vscode.Disposable {
  private readonly outcomes = new vscode.EventEmitter<SignInOutcome>();
  readonly onDidResolve = this.outcomes.event;
  /** One question after the other: a second input box would take the first one away. */
  private lastAnswer: Promise<unknown> = Promise.resolve();

  mfaCode(serialNumber: string, profile: string | undefined): Promise<string> {
    const answer = this.lastAnswer.then(() => this.askCode(serialNumber, profile));
    this.lastAnswer = answer.catch(() => undefined);
    return answer;
  }

  resolved(connection: StreamConnection, problem?: Error): void {
    this.outcomes.fire({ connection, ...(problem !== undefined && { problem }) });
  }

  dispose(): void {
    this.outcomes.dispose();
  }

  private async askCode(serialNumber: string, profile: string | undefined): Promise<string> {
    const code = await vscode.window.showInputBox({
      title:
        profile === undefined
          ? vscode.l10n.t('Sign In to AWS')
          : vscode.l10n.t('Sign In With AWS Profile "{0}"', profile),
      prompt: vscode.l10n.t('The present code of the MFA device {0}', serialNumber),
      placeHolder: vscode.l10n.t('6 digits'),
      ignoreFocusOut: true,
      validateInput: (text) =>
        /^\s*\d{6}\s*$/.test(text) || text === '' ? undefined : vscode.l10n.t('The code has 6 digits.'),
    });
    if (code === undefined || code.trim() === '') throw new vscode.CancellationError();
    return code.trim();
  }
}
