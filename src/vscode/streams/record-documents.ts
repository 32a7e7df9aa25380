/** Read-only documents that show one record, of a capture or of a stream, as plain JSON: whole, or its images. */
import * as vscode from 'vscode';
import { orderedItem } from '../../engine/events/ordered-item';
import { plainItem } from '../../engine/events/plain-json';
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import { RECORD_SCHEME } from '../contributions';

export interface ShownRecord {
  /** Tells it from every other record: a file or a stream, with shard and sequence number. */
  readonly place: string;
  readonly eventName: string;
  readonly keyText: string;
}

/** With DynamoDB's types. */
export interface RecordImages {
  readonly NewImage?: AttributeMap;
  readonly OldImage?: AttributeMap;
}

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

  /** The whole record. @param plainJson without DynamoDB's types */
  async show(record: ShownRecord, plainJson: unknown, preserveFocus = false): Promise<void> {
    await this.showOne(this.put(record, '', plainJson), preserveFocus);
  }

  /** What the change did to the item: old and new image side by side, or the only image that the record has. */
  async showChange(
    record: ShownRecord,
    images: RecordImages,
    preserveFocus: boolean,
    viewColumn?: vscode.ViewColumn,
  ): Promise<void> {
    const { OldImage, NewImage } = images;
    const put = (name: string, image: AttributeMap): vscode.Uri =>
      this.put(record, name, plainItem(orderedItem(image)));
    const old = OldImage && put(vscode.l10n.t('old image'), OldImage);
    const present = NewImage && put(vscode.l10n.t('new image'), NewImage);
    if (old === undefined || present === undefined) {
      const only = old ?? present;
      if (only !== undefined) await this.showOne(only, preserveFocus, viewColumn);
      return;
    }
    const title = vscode.l10n.t('{0} {1}: old and new image', record.eventName, record.keyText);
    await vscode.commands.executeCommand('vscode.diff', old, present, title, {
      preview: true,
      preserveFocus,
      ...(viewColumn !== undefined && { viewColumn }),
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? vscode.l10n.t('Choose the record again where it was listed.');
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** @param part of the record that is shown, for the name; empty for all of it */
  private put({ place, eventName, keyText }: ShownRecord, part: string, plainJson: unknown): vscode.Uri {
    const name = [eventName, keyText.replaceAll('/', '∕'), part].filter((text) => text !== '').join(' ');
    const uri = vscode.Uri.from({ scheme: RECORD_SCHEME, path: `/${name}.json`, query: place });
    this.texts.set(uri.toString(), `${JSON.stringify(plainJson, null, 2)}\n`);
    // An open document of an earlier reading is brought up to date.
    this.changed.fire(uri);
    return uri;
  }

  private async showOne(
    uri: vscode.Uri,
    preserveFocus: boolean,
    viewColumn?: vscode.ViewColumn,
  ): Promise<void> {
    const document = await vscode.languages.setTextDocumentLanguage(
      await vscode.workspace.openTextDocument(uri),
      'json',
    );
    await vscode.window.showTextDocument(document, {
      preview: true,
      preserveFocus,
      ...(viewColumn !== undefined && { viewColumn }),
    });
  }
}
