/** What a command on a document gets: a file of the explorer or the editor's title, nothing from the palette, or answers. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import type { CreationAnswers } from '../../trigger-documents/create-from-document';

/** What a test or another extension may pass instead of the menu's file, after a look at each member. */
type DocumentArgument = Partial<Record<'uri' | keyof CreationAnswers, unknown>>;

/** @returns undefined if it names none */
export function uriIn(argument: unknown): vscode.Uri | undefined {
  const uri = argument instanceof vscode.Uri ? argument : membersOf(argument).uri;
  return uri instanceof vscode.Uri ? uri : undefined;
}

export function answersIn(argument: unknown): CreationAnswers {
  const { isConfirmed, onConflict, connection } = membersOf(argument);
  return {
    isConfirmed: isConfirmed === true,
    onConflict: onConflict === 'merge' || onConflict === 'overwrite' ? onConflict : undefined,
    connection: typeof connection === 'string' ? connection : undefined,
  };
}

function membersOf(argument: unknown): DocumentArgument {
  return isJsonObject(argument) ? argument : {};
}
