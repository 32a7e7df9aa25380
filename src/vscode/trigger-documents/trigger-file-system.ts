/**
 * Deployed triggers as files of our own scheme: read from Lambda when they are opened. Saving keeps a draft and sends
 * nothing, for an editor may save by itself; applying is a step of its own.
 */
import * as vscode from 'vscode';
import { textOf, wholeDocument } from '../../triggers/options/document-text';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { ManagementParts } from '../management-parts';
import { sentenceOf } from '../notifications';
import { readTrigger } from '../triggers/present-trigger';
import { readTagsIfAllowed } from '../triggers/readable-tags';
import type { ChangedTrigger } from '../triggers/trigger-changes';
import { KeptDrafts } from './kept-drafts';
import { deployedAddress } from './trigger-document-uri';

/** A trigger and its document at one moment. */
export interface DeployedTrigger {
  readonly connection: AwsConnection;
  readonly trigger: Trigger;
  /** Absent if they could not be read. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly text: string;
}

interface OpenFile {
  readonly deployed: DeployedTrigger;
  /** When it was read or saved, epoch milliseconds; never goes back. */
  readonly changedMs: number;
}

export class TriggerFileSystem implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private readonly draftChanges = new vscode.EventEmitter<vscode.Uri>();
  /** A draft came or went. */
  readonly onDidChangeDraft = this.draftChanges.event;
  private readonly files = new Map<string, Promise<OpenFile>>();
  private readonly drafts: KeptDrafts;

  private readonly subscription: vscode.Disposable;

  constructor(private readonly parts: ManagementParts) {
    this.drafts = new KeptDrafts(parts.state);
    this.subscription = parts.changes.onDidChangeTrigger((trigger) => this.follow(trigger));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** @throws TriggerGoneError, ServiceError, Error if its connection was removed */
  async read(uri: vscode.Uri, stop: AbortSignal): Promise<DeployedTrigger> {
    const address = deployedAddress(uri);
    const connection = this.parts.connections.connections.find(({ id }) => id === address?.connectionId);
    if (address === undefined || connection === undefined) {
      throw new Error(
        vscode.l10n.t(
          'The connection of this trigger is no longer there. Add it again, then open the trigger anew.',
        ),
      );
    }
    const { uuid } = address;
    const trigger = await readTrigger(this.parts, connection, uuid, uuid, stop);
    const tags = await readTagsIfAllowed(this.parts, connection, trigger, stop);
    return { connection, trigger, tags, text: textOf(wholeDocument(trigger, tags)) };
  }

  hasDraft(uri: vscode.Uri): boolean {
    return this.drafts.of(uri) !== undefined;
  }

  /** What the trigger was when the document was opened; undefined if it is not open. */
  async baseOf(uri: vscode.Uri): Promise<string | undefined> {
    return this.drafts.of(uri)?.base ?? (await this.files.get(uri.toString()))?.deployed.text;
  }

  /** What is edited next begins from the trigger as it is now; its draft is gone. */
  async begin(uri: vscode.Uri): Promise<void> {
    await this.drafts.drop(uri);
    this.draftChanges.fire(uri);
    this.forget(uri);
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** The draft stands, but from now on against the trigger as it is now. */
  async rebase(uri: vscode.Uri, text: string, base: string): Promise<void> {
    await this.keep(uri, text, base);
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  forget(uri: vscode.Uri): void {
    this.files.delete(uri.toString());
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { deployed, changedMs } = await this.file(uri);
    const text = this.drafts.of(uri)?.text ?? deployed.text;
    return {
      type: vscode.FileType.File,
      ctime: deployed.trigger.lastModifiedMs,
      mtime: changedMs,
      size: Buffer.byteLength(text),
      ...(deployed.connection.isReadOnly && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { deployed } = await this.file(uri);
    return Buffer.from(this.drafts.of(uri)?.text ?? deployed.text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { deployed } = await this.file(uri);
    const text = Buffer.from(content).toString();
    const base = this.drafts.of(uri)?.base ?? deployed.text;
    if (text === base) await this.drafts.drop(uri);
    else await this.keep(uri, text, base);
    this.draftChanges.fire(uri);
  }

  /** Lambda tells of no change. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** An editor in which nothing was written shows the trigger as it is now. */
  private follow({ connectionId, uuid }: ChangedTrigger): void {
    for (const { uri, isDirty } of vscode.workspace.textDocuments) {
      const address = deployedAddress(uri);
      if (address?.uuid !== uuid || address.connectionId !== connectionId) continue;
      if (isDirty || this.hasDraft(uri)) continue;
      this.forget(uri);
      this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  }

  private async keep(uri: vscode.Uri, text: string, base: string): Promise<void> {
    const savedMs = this.parts.clock.now();
    await this.drafts.keep(uri, { text, base, savedMs });
    const file = await this.file(uri);
    this.files.set(
      uri.toString(),
      Promise.resolve({ ...file, changedMs: Math.max(savedMs, file.changedMs + 1) }),
    );
    this.draftChanges.fire(uri);
  }

  private file(uri: vscode.Uri): Promise<OpenFile> {
    const key = uri.toString();
    const known = this.files.get(key);
    if (known !== undefined) return known;
    const file = this.open(uri);
    this.files.set(key, file);
    // What failed is tried again with the next look.
    file.catch(() => this.files.delete(key));
    return file;
  }

  private async open(uri: vscode.Uri): Promise<OpenFile> {
    if (deployedAddress(uri) === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return {
        deployed: await this.read(uri, new AbortController().signal),
        changedMs: this.parts.clock.now(),
      };
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(sentenceOf(error));
    }
  }
}
