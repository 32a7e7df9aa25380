/** Puts the ARN of a table, a stream, a trigger or a function on the clipboard. */
import * as vscode from 'vscode';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import type { Command } from '../command-table';
import { arnOf, rowWithArn } from './row-arn';

export function copyArn(parts: Pick<ManagementParts, 'aws'>): Command {
  return async (argument) => {
    const row = rowWithArn(argument);
    const arn = await withProgress(vscode.l10n.t('Reading the ARN'), (stop) => arnOf(row, parts, stop));
    await vscode.env.clipboard.writeText(arn);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', arn), 5000);
  };
}
