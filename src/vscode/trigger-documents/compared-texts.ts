/** Read-only texts beside a document, for comparisons: a trigger as it was, as it is, as it will be. */
import * as vscode from 'vscode';
import { TRIGGER_SCHEME } from '../contributions';

/** A scheme of its own: the documents' scheme is one of files that are written. */
const COMPARED_SCHEME = `${TRIGGER_SCHEME}-compared`;

export class ComparedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(COMPARED_SCHEME, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
  );

  /** @param name what the text shows, for its tab; unique for a place */
  put(place: vscode.Uri, name: string, text: string): vscode.Uri {
    const path = `/${name.replaceAll('/', '∕')}.json`;
    const uri = vscode.Uri.from({ scheme: COMPARED_SCHEME, path, query: place.toString() });
    this.texts.set(uri.toString(), text);
    // A comparison that is still open is brought up to date.
    this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Closes what was opened to be looked at before an answer. */
export async function closeComparison(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(({ label }) => label === title));
}
