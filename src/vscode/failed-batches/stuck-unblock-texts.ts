/** What is said before, while and after a shard is unblocked. */
import * as vscode from 'vscode';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import type { Movement } from '../../failed-batches/stuck/movement';
import type { PutBack } from '../../failed-batches/stuck/put-options-back';
import type { UnblockOptionName } from '../../failed-batches/stuck/temporary-options';
import { unblockOptionNames } from '../../failed-batches/stuck/temporary-options';
import type { Unblocked, UnblockStep } from '../../failed-batches/stuck/unblock-trigger';
import { optionLabel, valueText } from '../commands/triggers/option-texts';
import { triggerLabel } from '../triggers/trigger-label';

/** @param capture what the batch is saved in; absent if it is not */
export function planDetail({ before, temporary }: KeptUnblock, capture: string | undefined): string {
  const changes = unblockOptionNames
    .filter((name) => temporary[name] !== undefined)
    .map((name) => `${optionLabel(name)}: ${valueText(name, before)} → ${valueText(name, temporary)}`);
  return [
    capture === undefined
      ? vscode.l10n.t('The batch is not saved.')
      : vscode.l10n.t('The batch is saved in {0}.', capture),
    vscode.l10n.t('For the time being Lambda gets these options:\n{0}', changes.join('\n')),
    vscode.l10n.t(
      'Then it cuts the batch in halves, sends the good records once more, and discards each bad one after a retry, with a document at the destination. This holds for all shards of the trigger. When it goes on, the old options are put back: also after Cancel, after an error, and after a crash at the next start.',
    ),
  ].join('\n\n');
}

export function stepText(step: UnblockStep, movement: Movement | undefined): string {
  switch (step) {
    case 'settingOptions':
      return vscode.l10n.t('setting the options for the time being');
    case 'waiting':
      return vscode.l10n.t('waiting until it moves; Lambda takes minutes to work with new options');
    case 'moving':
      return vscode.l10n.t(
        'it moves (documents so far: {0}); waiting until there are no more',
        movement?.documents ?? 0,
      );
    case 'puttingBack':
      return vscode.l10n.t('putting the old options back');
  }
}

/** @param discarded what is known of it, as a sentence */
export function endText(
  kept: KeptUnblock,
  { end, movement, putBack }: Unblocked,
  discarded: string | undefined,
): string {
  const label = triggerLabel(kept);
  const ends = {
    moved: vscode.l10n.t('Trigger {0} goes on.', label),
    gaveUp: vscode.l10n.t(
      'Trigger {0} did not move. Its function may fail for every record, or Lambda has not come to the new options yet.',
      label,
    ),
    cancelled:
      movement.documents > 0
        ? vscode.l10n.t('Unblocking trigger {0} was cancelled while it moved.', label)
        : vscode.l10n.t('Unblocking trigger {0} was cancelled.', label),
    gone: vscode.l10n.t('Trigger {0} is gone: it was deleted meanwhile.', label),
  };
  return [ends[end], ...(discarded === undefined ? [] : [discarded]), putBackText(putBack)].join(' ').trim();
}

export function putBackText(putBack: PutBack): string {
  switch (putBack.kind) {
    case 'gone':
      return '';
    case 'later':
      return vscode.l10n.t('Its old options are not put back yet.');
    case 'done':
      if (putBack.left.length > 0)
        return vscode.l10n.t(
          'Its old options are back, but for {0}, which somebody has changed.',
          withNames(putBack.left),
        );
      return vscode.l10n.t('Its old options are back.');
  }
}

export function withNames(names: readonly UnblockOptionName[]): string {
  return names.map((name) => optionLabel(name)).join(', ');
}
