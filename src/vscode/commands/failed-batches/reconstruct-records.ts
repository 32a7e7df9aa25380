/** Reconstruct Lost Records: asks for the items' keys, says what will be made of them, and saves it under a name of its own. */
import * as vscode from 'vscode';
import type { AttributeMap } from '../../../engine/events/dynamodb-event';
import { keyForm, readRecordKeys } from '../../../failed-batches/fetching/record-keys';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { findLostRecords, reconstruct, type LostRecords } from '../../failed-batches/reconstruct-batch';
import { confirm, showInformation } from '../../notifications';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';
import { input } from '../stepwise-questions';
import { givenKeys, isConfirmed } from './saving-arguments';

/**
 * @returns the command; its argument is a failed batch's row, perhaps with `keys` and `isConfirmed`; it answers the
 *   SavedBatch, undefined when nothing is lost or the user has gone away
 */
export function reconstructRecords(parts: FailedBatchParts): Command {
  return async (argument) => {
    const placeholder = vscode.l10n.t('Of which failed batch are lost records to be reconstructed?');
    const node = await parts.failures.chooseBatch(argument, placeholder);
    if (node === undefined) return undefined;
    const folder = await chooseFolder();
    if (folder === undefined) return undefined;
    const lost = await findLostRecords(parts, node, folder);
    if (lost.most < 1) {
      showInformation(vscode.l10n.t('No record of this batch is lost.'));
      return undefined;
    }
    const keys = await keysOf(argument, lost);
    if (keys === undefined) return undefined;
    if (!isConfirmed(argument) && !(await confirmReconstruction(keys.length, lost))) return undefined;
    const saved = await reconstruct(parts, node, folder, lost, keys);
    parts.failures.saved(node);
    const message = [
      vscode.l10n.t('Saved as {0}.', vscode.workspace.asRelativePath(saved.captureFile)),
      saved.incomplete,
    ];
    showInformation(message.join(' '), {
      label: vscode.l10n.t('Open'),
      run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(saved.captureFile)),
    });
    return saved;
  };
}

/** @returns undefined when the user has gone away. @throws an error about the keys that a caller gave */
async function keysOf(
  argument: unknown,
  { table: { keyAttributes }, most }: LostRecords,
): Promise<readonly AttributeMap[] | undefined> {
  const read = (text: string) => readRecordKeys(text, keyAttributes, most);
  const given = givenKeys(argument);
  const text = given ?? (await askKeys(keyForm(keyAttributes), most, read));
  if (text === undefined) return undefined;
  const keys = read(text);
  if ('problem' in keys) throw new Error(keys.problem);
  return keys.keys;
}

async function askKeys(
  form: string,
  most: number,
  read: (text: string) => ReturnType<typeof readRecordKeys>,
): Promise<string | undefined> {
  const copied = await vscode.env.clipboard.readText();
  // The box has one line; keys that were copied from several come as JSON.
  const fromClipboard = read(copied);
  const suggestion = 'keys' in fromClipboard ? JSON.stringify(fromClipboard.keys) : '';
  const place = { title: vscode.l10n.t('Reconstruct Lost Records'), step: 1, totalSteps: 1 };
  const asked = await input(place, {
    prompt:
      suggestion === ''
        ? vscode.l10n.t('Key of the item: {0}. Or a JSON array of keys, {1} at most', form, most)
        : vscode.l10n.t('Keys of the items, as they are in the clipboard; {0} at most', most),
    placeholder: '["1001", {"orderId": "1002"}, {"orderId": {"S": "1003"}}]',
    suggestion,
    validate: (text) => {
      const keys = read(text);
      return 'problem' in keys ? keys.problem : undefined;
    },
  });
  return asked === undefined || asked === 'back' ? undefined : asked.answer;
}

function confirmReconstruction(count: number, { fetched, table }: LostRecords): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Reconstruct {0} records from table "{1}"?', count, table.tableName),
    vscode.l10n.t(
      'The items are read as they are now. Each becomes a MODIFY without an old image, or a REMOVE if the item is gone; its event id begins with "reconstructed-". These are not the records that the function was sent: what has changed in between is not in them. They are saved with the {0} records that are left as a captured batch of its own.',
      fetched.records.length,
    ),
    vscode.l10n.t('Reconstruct'),
  );
}
