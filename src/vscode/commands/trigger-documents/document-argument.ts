/** What a command on a document gets: a file of the explorer or the editor's title, nothing from the palette, or answers. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import type { CreationAnswers } from '../../trigger-documents/create-from-document';

/** What a test or another extension may pass instead of the menu's file. */
export interface DocumentArgument extends Partial<CreationAnswers> {
  readonly uri: vscode.Uri;
}

/** @returns undefined if it names none */
export function uriIn(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  const uri = isJsonObject(argument) ? argument['uri'] : undefined;
  return uri instanceof vscode.Uri ? uri : undefined;
}

export function answersIn(argument: unknown): CreationAnswers {
  if (argument instanceof vscode.Uri || !isJsonObject(argument)) return { isConfirmed: false };
  const { isConfirmed, onConflict, connection } = argument;
  return {
    isConfirmed: isConfirmed === true,
    onConflict: onConflict === 'merge' || onConflict === 'overwrite' ? onConflict : undefined,
    connection: typeof connection === 'string' ? connection : undefined,
  };
}
