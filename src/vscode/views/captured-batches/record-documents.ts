/** Read-only documents that show one captured record as plain JSON. */
import * as vscode from 'vscode';
import { RECORD_SCHEME } from '../../contributions';
import type { CapturedRecordEntry } from '../../../captures/library/capture-library';

/** Documents of closed editors are let go; what is open stays readable. */
export class RecordDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(RECORD_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  async open(record: CapturedRecordEntry): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({
      scheme: RECORD_SCHEME,
      path: `/${record.eventName} ${record.keyText.replaceAll('/', '∕')}.json`,
      query: `${record.file}#${record.shardId}#${record.sequenceNumber}`,
    });
    this.texts.set(uri.toString(), `${JSON.stringify(record.plainJson, null, 2)}\n`);
    // An open document of an earlier reading is brought up to date.
    this.changed.fire(uri);
    return vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'json');
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? vscode.l10n.t('Choose the record again in "Captured Batches".');
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
