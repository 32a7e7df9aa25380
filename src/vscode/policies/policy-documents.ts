/** Read-only documents: a policy before and after a change, a report about a role. */
import * as vscode from 'vscode';
import { POLICY_SCHEME } from '../contributions';

export interface ShownText {
  /** Of the editor's tab; its ending says the language, for example `policy.json`. */
  readonly name: string;
  readonly text: string;
}

/** Documents of closed editors are let go; what is open stays readable. */
export class PolicyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(POLICY_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  /** @param about what it belongs to, for example a role's ARN: another one's document is another */
  async show(shown: ShownText, about: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.keep(shown, about));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async showChange(title: string, shown: ShownText, before: string, about: string): Promise<void> {
    const left = this.keep({ name: shown.name, text: before }, `${about}#before`);
    const right = this.keep(shown, about);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? vscode.l10n.t('Check the execution role again.');
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private keep({ name, text }: ShownText, about: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: POLICY_SCHEME,
      path: `/${name.replaceAll('/', '∕')}`,
      query: about,
    });
    this.texts.set(uri.toString(), text);
    // An open document of before is brought up to date.
    this.changed.fire(uri);
    return uri;
  }
}
