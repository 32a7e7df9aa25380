/** Opens AWS's console at a table, a stream, a function, or at a function's triggers. */
import * as vscode from 'vscode';
import { isLocalConnection } from '../../../triggers/connections/connection-endpoints';
import { consoleAddress } from '../../../triggers/inventory/console-address';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import type { Command } from '../command-table';
import { type RowWithArn, arnOf, rowWithArn } from './row-arn';

export function openInConsole(parts: Pick<ManagementParts, 'aws'>): Command {
  return async (argument) => {
    const row = rowWithArn(argument);
    const endpoint = await parts.aws.accounts.endpointOf(row.connection, 'dynamodb');
    if (isLocalConnection(row.connection, endpoint))
      throw new Error(
        vscode.l10n.t(
          'Connection "{0}" is an endpoint on this machine, for which there is no AWS console.',
          row.connection.name,
        ),
      );
    const address = await addressOf(row, parts);
    await vscode.env.openExternal(vscode.Uri.parse(address, true));
  };
}

/** @throws an error for people if there is no console that shows it */
async function addressOf(row: RowWithArn, parts: Pick<ManagementParts, 'aws'>): Promise<string> {
  const isTrigger = row.kind === 'trigger';
  const arn = isTrigger
    ? row.trigger.functionArn
    : await withProgress(vscode.l10n.t('Reading the ARN'), (stop) => arnOf(row, parts, stop));
  const address = consoleAddress(arn, isTrigger ? 'configure' : undefined);
  if (address !== undefined) return address;
  throw new Error(
    vscode.l10n.t(
      'No AWS console is known for {0}: it is of an emulator, or of a partition whose console has no public address.',
      arn,
    ),
  );
}
