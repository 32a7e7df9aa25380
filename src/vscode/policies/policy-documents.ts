/** Read-only documents: a policy before and after a change, a report about a role. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { POLICY_SCHEME } from '../contributions';

export interface ShownText {
  /** Of the editor's tab; its ending says the language, for example `policy.json`. */
  readonly name: string;
  readonly text: string;
}

/** Each is as it was when it was shown: what is read is what is agreed to. Those of closed editors are let go. */
export class PolicyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(POLICY_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  async show(shown: ShownText): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.keep(shown));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async showChange(title: string, { name, text }: ShownText, before: string): Promise<void> {
    const left = this.keep({ name, text: before });
    const right = this.keep({ name, text });
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // An editor that VS Code has restored in a new window.
    return this.texts.get(uri.toString()) ?? vscode.l10n.t('Check the execution role again.');
  }

  dispose(): void {
    this.registration.dispose();
  }

  private keep({ name, text }: ShownText): vscode.Uri {
    const path = `/${name.replaceAll('/', '∕')}`;
    const uri = vscode.Uri.from({ scheme: POLICY_SCHEME, path, query: randomUUID() });
    this.texts.set(uri.toString(), text);
    return uri;
  }
}
