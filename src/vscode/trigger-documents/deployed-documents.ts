/** Triggers as documents to edit: opened, saved as drafts, applied; the text is kept until Lambda has taken it. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { ManagementParts } from '../management-parts';
import { confirm, withProgress } from '../notifications';
import { TriggerGoneError } from '../triggers/present-trigger';
import type { ApplyAnswers } from './apply-to-trigger';
import { applyToTrigger } from './apply-to-trigger';
import type { ComparedTexts } from './compared-texts';
import { createFromDocument } from './create-from-document';
import { readableDocument } from './readable-document';
import { settleConflict } from './settle-conflict';
import { deployedAddress, deployedUri } from './trigger-document-uri';
import type { DeployedTrigger, TriggerFileSystem } from './trigger-file-system';

export class DeployedDocuments implements vscode.Disposable {
  /** Being applied, or saved because they will be. */
  private readonly busy = new Set<string>();
  private readonly savedByHand = new Set<string>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly parts: ManagementParts,
    private readonly files: TriggerFileSystem,
    private readonly compared: ComparedTexts,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
        if (reason === vscode.TextDocumentSaveReason.Manual) this.savedByHand.add(uri.toString());
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.onSaved(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (deployedAddress(uri) !== undefined) this.files.forget(uri);
      }),
    );
  }

  /** What was not applied the last time is there again. */
  async open(connection: AwsConnection, trigger: Trigger): Promise<vscode.TextDocument> {
    const uri = deployedUri(connection, trigger);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /**
   * @returns the settled trigger; undefined when the user has gone away
   * @throws Error with what is wrong with the document; what Lambda and `TriggerChanges` say
   */
  async apply(document: vscode.TextDocument, answers: ApplyAnswers): Promise<Trigger | undefined> {
    const key = document.uri.toString();
    if (this.busy.has(key)) throw new Error(vscode.l10n.t('This document is being applied already.'));
    this.busy.add(key);
    try {
      // Kept as a draft, whatever becomes of it.
      if (document.isDirty) await document.save();
      return await this.applySaved(document, answers);
    } finally {
      this.busy.delete(key);
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async applySaved(
    document: vscode.TextDocument,
    answers: ApplyAnswers,
  ): Promise<Trigger | undefined> {
    const { uri } = document;
    const text = document.getText();
    const wanted = await readableDocument(document, 'update');
    const base = await this.files.baseOf(uri);
    const deployed = await this.readOrCreate(document);
    if (deployed === undefined) return undefined;
    const application = { uri, deployed, wanted };
    const settled = await settleConflict(this.compared, application, base ?? deployed.text, answers);
    if (settled === undefined) return undefined;
    const applied = await applyToTrigger(
      this.parts,
      this.compared,
      { ...application, wanted: settled },
      answers,
    );
    if (applied !== undefined) await this.showApplied(document, text, deployed, applied);
    return applied;
  }

  private async readOrCreate(document: vscode.TextDocument): Promise<DeployedTrigger | undefined> {
    const title = vscode.l10n.t('Reading the trigger as it is now');
    try {
      return await withProgress(title, (stop) => this.files.read(document.uri, stop));
    } catch (error) {
      if (!(error instanceof TriggerGoneError)) throw error;
      const createAnew = vscode.l10n.t('Create Anew…');
      const detail = vscode.l10n.t('The text is kept. A new trigger can be created from it.');
      if (!(await confirm(error.message, detail, createAnew))) return undefined;
      await createFromDocument(this.parts, this.compared, document, { isConfirmed: false });
      return undefined;
    }
  }

  /** @param text that was applied; who has written on meanwhile keeps what is written */
  private async showApplied(
    document: vscode.TextDocument,
    text: string,
    { connection, trigger }: DeployedTrigger,
    applied: Trigger,
  ): Promise<void> {
    const { uri } = document;
    if (applied.uuid !== trigger.uuid) {
      await this.files.begin(uri);
      await closeEditorsOf(uri);
      await this.open(connection, applied);
      return;
    }
    if (document.getText() === text) return this.files.begin(uri);
    const now = await withProgress(vscode.l10n.t('Reading the trigger as it is now'), (stop) =>
      this.files.read(uri, stop),
    );
    return this.files.rebase(uri, document.getText(), now.text);
  }

  /** An editor that saves by itself must not send anything to AWS by itself. */
  private onSaved(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const isByHand = this.savedByHand.delete(key);
    if (!isByHand || this.busy.has(key) || deployedAddress(document.uri) === undefined) return;
    if (!this.files.hasDraft(document.uri)) return;
    this.apply(document, { isConfirmed: false }).catch(this.parts.report);
  }
}

async function closeEditorsOf(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ofDocument = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(ofDocument);
}
