/** Narrows the view "Tables and Triggers" to what has a text in its name. */
import * as vscode from 'vscode';
import { viewIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import type { Command } from '../command-table';

export function searchTables({ view }: Pick<ManagementParts, 'view'>): Command {
  return async () => {
    const text = await vscode.window.showInputBox({
      prompt: vscode.l10n.t(
        'Show only tables and functions with this text in their names. Nothing: show all.',
      ),
      value: view.search ?? '',
    });
    if (text === undefined) return;
    view.showOnly(text.trim() === '' ? undefined : text.trim());
    await vscode.commands.executeCommand(`${viewIds.tables}.focus`);
  };
}

export function clearTableSearch({ view }: Pick<ManagementParts, 'view'>): Command {
  return () => view.showOnly(undefined);
}
