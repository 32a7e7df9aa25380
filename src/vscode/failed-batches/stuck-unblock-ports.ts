/** What an unblocking asks of AWS, of the memory of VS Code and of the user. */
import * as vscode from 'vscode';
import { withNames } from './stuck-unblock-texts';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import type { PutBackPorts } from '../../failed-batches/stuck/put-options-back';
import type { UnblockOptionName } from '../../failed-batches/stuck/temporary-options';
import { isServiceError } from '../../triggers/changes/refusal';
import { followTrigger } from '../../triggers/changes/follow-trigger';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import { optionLabel, valueText } from '../commands/triggers/option-texts';
import { ask } from '../notifications';
import { triggerLabel } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';
import type { KeptUnblocks } from './stuck-kept-unblocks';

/** Lambda works at a change for seconds to minutes (ST-5). */
const SETTLED_WITHIN_MS = 5 * 60_000;

/** @param isAgreed the user has agreed to the change and to its end: nobody may be there any more to be asked once again */
export function putBackPorts(
  parts: FailedBatchParts,
  connection: AwsConnection,
  kept: KeptUnblock,
  { store, isAgreed }: { readonly store: KeptUnblocks; readonly isAgreed: boolean },
): PutBackPorts {
  return {
    present: () => presentTrigger(parts, connection, kept.uuid),
    update: async (present, change) => {
      await parts.changes.update(connection, present, change, { isAgreed });
    },
    keep: (newer) => store.keep(newer),
    forget: (id) => store.forget(id),
    askForeign: (foreign, present) => askForeign(kept, foreign, present),
  };
}

/** Not to be cut off: whoever cancels wants the old options back all the more. */
async function presentTrigger(
  { aws, clock, log }: FailedBatchParts,
  connection: AwsConnection,
  uuid: string,
): Promise<Trigger | undefined> {
  const stop = new AbortController().signal;
  let trigger: Trigger;
  try {
    trigger = await aws.triggers.getTrigger(connection, uuid, stop);
  } catch (error) {
    if (isServiceError(error, 'notFound')) return undefined;
    throw error;
  }
  const following = { service: aws.triggers, connection, clock, stop };
  const end = await followTrigger(following, 'update', trigger, SETTLED_WITHIN_MS, {
    sees: () => undefined,
    isTroubled: (error) => log.warn(error.message),
  });
  switch (end.kind) {
    case 'gone':
      return undefined;
    case 'settled':
      return end.trigger;
    case 'unreadable':
      throw end.error;
    case 'stillChanging':
      return end.last;
  }
}

async function askForeign(
  { before }: KeptUnblock,
  foreign: readonly UnblockOptionName[],
  present: Trigger,
): Promise<'overwrite' | 'leave' | 'later'> {
  const overwrite = vscode.l10n.t('Put the Old Values Back');
  const leave = vscode.l10n.t('Leave Them as They Are');
  const lines = foreign.map(
    (name) => `${optionLabel(name)}: ${valueText(name, present.document)} → ${valueText(name, before)}`,
  );
  const answer = await ask(
    vscode.l10n.t(
      'Somebody has changed {0} of trigger {1} while its shard was unblocked.',
      withNames(foreign),
      triggerLabel(present),
    ),
    vscode.l10n.t('{0}\n\nThe other options get their old values in any case.', lines.join('\n')),
    overwrite,
    leave,
  );
  if (answer === undefined) return 'later';
  return answer === overwrite ? 'overwrite' : 'leave';
}
