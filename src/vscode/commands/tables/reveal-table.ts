/** Shows the table of a trigger in the tree. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import type { Command } from '../command-table';

export function revealTable({ view }: Pick<ManagementParts, 'view'>): Command {
  return async (argument) => {
    const table = await view.chooseTable(argument, vscode.l10n.t('Which table?'));
    if (table !== undefined) await view.reveal(table);
  };
}
