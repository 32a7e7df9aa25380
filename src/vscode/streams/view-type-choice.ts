/** The four view types as a quick pick explains them: what a handler sees of each change, and what that costs. */
import * as vscode from 'vscode';
import type { StreamViewType } from '../../triggers/ports/table-catalog';
import { type ChangeName, VIEW_TYPES, imagesOf } from '../../triggers/streams/view-types';

interface ViewTypeItem extends vscode.QuickPickItem {
  readonly viewType: StreamViewType;
}

/** @param except the present one. @returns undefined when the user has gone away */
export async function chooseViewType(
  title: string,
  except?: StreamViewType,
): Promise<StreamViewType | undefined> {
  const items = VIEW_TYPES.filter((viewType) => viewType !== except).map(viewTypeItem);
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    // A read brings up to 1 MB (IT-5), an invocation 6 MB.
    placeHolder: vscode.l10n.t('Stays for the life of the stream. A read holds 1 MB, an invocation 6 MB.'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.viewType;
}

function viewTypeItem(viewType: StreamViewType): ViewTypeItem {
  return {
    viewType,
    label: viewType,
    description: descriptionOf(viewType),
    detail: (['INSERT', 'MODIFY', 'REMOVE'] as const)
      .map((change) => `${change}: ${imagesText(viewType, change)}`)
      .join(' · '),
  };
}

function descriptionOf(viewType: StreamViewType): string {
  switch (viewType) {
    case 'NEW_AND_OLD_IMAGES':
      return vscode.l10n.t('the item before and after · the largest records');
    case 'NEW_IMAGE':
      return vscode.l10n.t('the item after the change · about half the size');
    case 'OLD_IMAGE':
      return vscode.l10n.t('the item before the change · about half the size');
    case 'KEYS_ONLY':
      return vscode.l10n.t('which item, no more · smallest; reading the item itself is charged');
  }
}

function imagesText(viewType: StreamViewType, change: ChangeName): string {
  const { hasNew, hasOld } = imagesOf(viewType, change);
  if (hasNew && hasOld) return vscode.l10n.t('old and new image');
  if (hasNew) return vscode.l10n.t('new image');
  return hasOld ? vscode.l10n.t('old image') : vscode.l10n.t('keys only');
}
