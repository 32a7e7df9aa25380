/** Create Trigger From File: of a `*.trigger.json` of the folder, the file that is open, any other, or a new document. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import { completeOptions } from '../../../triggers/options/option-defaults';
import { freshDocument, textOf } from '../../../triggers/options/document-text';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { createFromDocument } from '../../trigger-documents/create-from-document';
import { DOCUMENT_ENDING, purposeOf } from '../../trigger-documents/trigger-document-uri';
import type { TriggerDocuments } from '../../trigger-documents/trigger-documents';
import type { Command } from '../command-table';
import { answersIn, uriIn } from './document-argument';

/** More would not be looked through; typing narrows the list. */
const MOST_FILES = 200;

interface FileItem extends vscode.QuickPickItem {
  /** @returns the file to create from; undefined if there is nothing to be created yet */
  choose?(): Promise<vscode.Uri | undefined>;
}

/** What "Create Trigger" hands over: the options so far, to go on with in an editor. */
export interface DraftArgument {
  readonly document: TriggerDocument;
}

/** Takes a DocumentArgument or a DraftArgument as well. @returns the settled trigger; undefined when there is none yet */
export function createTriggerFromFile(parts: ManagementParts, documents: TriggerDocuments): Command {
  return async (argument) => {
    if (isDraft(argument)) return newDocument(wholeDraft(argument.document));
    const uri = uriIn(argument) ?? (await chooseFile(parts));
    if (uri === undefined) return undefined;
    const editor = await vscode.workspace.openTextDocument(uri);
    return createFromDocument(parts, documents.compared, editor, answersIn(argument));
  };
}

function isDraft(argument: unknown): argument is DraftArgument {
  return isJsonObject(argument) && uriIn(argument) === undefined && isJsonObject(argument['document']);
}

function wholeDraft(document: TriggerDocument): TriggerDocument {
  return { ...freshDocument({}), ...document, ...completeOptions(document) };
}

async function chooseFile(parts: ManagementParts): Promise<vscode.Uri | undefined> {
  const open = vscode.window.activeTextEditor?.document;
  const isOpenOne = open !== undefined && (open.languageId === 'json' || purposeOf(open.uri) === 'create');
  const found = await vscode.workspace.findFiles(`**/*${DOCUMENT_ENDING}`, '**/node_modules/**', MOST_FILES);
  const files = [
    ...(isOpenOne && purposeOf(open.uri) !== 'update' ? [open.uri] : []),
    ...found
      .filter(({ fsPath }) => fsPath !== open?.uri.fsPath)
      .sort((left, right) => (left.path < right.path ? -1 : 1)),
  ];
  const items: readonly FileItem[] = [
    ...files.map((file) => fileItem(file, file === open?.uri)),
    { label: vscode.l10n.t('Other'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(folder-opened) ${vscode.l10n.t('Another file…')}`,
      choose: browse,
    },
    {
      label: `$(new-file) ${vscode.l10n.t('New document for a table…')}`,
      detail: vscode.l10n.t('Every option with its default, to be changed and then applied.'),
      choose: () => newDocumentOfTable(parts),
    },
    {
      label: `$(new-file) ${vscode.l10n.t('New document')}`,
      choose: () => newDocument(freshDocument({})),
    },
  ];
  const placeHolder = vscode.l10n.t('Which document shall the trigger be created from?');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return chosen?.choose?.();
}

function fileItem(file: vscode.Uri, isOpen: boolean): FileItem {
  return {
    label: `$(json) ${vscode.workspace.asRelativePath(file)}`,
    ...(isOpen && { description: vscode.l10n.t('open') }),
    choose: () => Promise.resolve(file),
  };
}

async function browse(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      openLabel: vscode.l10n.t('Create Trigger'),
      filters: { JSON: ['json'] },
    })) ?? [];
  return file;
}

async function newDocumentOfTable({ view }: ManagementParts): Promise<undefined> {
  const stream = await view.chooseStream(
    undefined,
    vscode.l10n.t('Whose stream shall trigger the function?'),
  );
  if (stream !== undefined) await newDocument(freshDocument({ EventSourceArn: stream.streamArn }));
}

/** To be filled in and applied by its button; saved as a file it can be applied again elsewhere. */
async function newDocument(content: TriggerDocument): Promise<undefined> {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  let number = 1;
  const named = (): vscode.Uri =>
    vscode.Uri.from({
      scheme: 'untitled',
      path: `${number === 1 ? 'new' : `new-${number}`}${DOCUMENT_ENDING}`,
    });
  while (open.has(named().toString())) number += 1;
  const document = await vscode.workspace.openTextDocument(named());
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), textOf(content));
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
}
