/** A trigger sent to Lambda for the first time, through everything that may stand in its way. */
import * as vscode from 'vscode';
import { findExistingTrigger } from '../../triggers/changes/find-existing-trigger';
import { isServiceError } from '../../triggers/changes/refusal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { commandIds } from '../contributions';
import type { ManagementParts } from '../management-parts';
import { showInformation } from '../notifications';
import { sendReviewed } from './send-change';
import { documentLabel, tableOf, triggerLabel } from './trigger-label';

/** At most, Lambda's clock and this machine's. */
const CLOCKS_DIFFER_MS = 60_000;

export type CreationParts = Pick<ManagementParts, 'aws' | 'clock' | 'view' | 'log' | 'roleReview'>;

export type CreationEnd =
  | { readonly kind: 'created'; readonly trigger: Trigger }
  /** There was one of this stream and function already; it is shown. */
  | { readonly kind: 'existed'; readonly trigger: Trigger };

export interface Creation {
  readonly connection: AwsConnection;
  readonly document: TriggerDocument;
  /** A policy was written just now, which Lambda may not see yet. */
  readonly hasGranted: boolean;
}

/**
 * Creates a trigger.
 *
 * @param lifetime of the window: a create that is on its way is not cut off, or nobody knew what became of it
 * @throws ServiceError, CancellationError
 */
export async function createReviewed(
  parts: CreationParts,
  { connection, document, hasGranted }: Creation,
  lifetime: AbortSignal,
): Promise<CreationEnd> {
  const beginMs = parts.clock.now();
  const call = async (): Promise<CreationEnd> => {
    const trigger = await parts.aws.triggers.createTrigger(connection, document, lifetime);
    return { kind: 'created', trigger };
  };
  const title = vscode.l10n.t('Creating trigger {0}', documentLabel(document));
  try {
    return await sendReviewed(parts, { connection, title, document, hasGranted, call });
  } catch (error) {
    const hasNoAnswer = isServiceError(error, 'unavailable');
    if (!hasNoAnswer && !isServiceError(error, 'alreadyExists')) throw error;
    const trigger = await findIfPossible(
      parts,
      { connection, document },
      error.details.serviceMessage,
      lifetime,
    );
    if (trigger === undefined) throw error;
    if (trigger.state === 'Deleting')
      throw new Error(
        vscode.l10n.t(
          'Lambda still deletes the former trigger {0} ({1}). Create the new one when that is gone.',
          triggerLabel(trigger),
          trigger.uuid,
        ),
        { cause: error },
      );
    // No answer came, but there it is, and it is new: the call had arrived.
    const isOurs = hasNoAnswer && trigger.lastModifiedMs >= beginMs - CLOCKS_DIFFER_MS;
    return { kind: isOurs ? 'created' : 'existed', trigger };
  }
}

/** Looking must not hide why one had to look. */
async function findIfPossible(
  { aws, log }: CreationParts,
  { connection, document }: Pick<Creation, 'connection' | 'document'>,
  serviceMessage: string,
  lifetime: AbortSignal,
): Promise<Trigger | undefined> {
  try {
    return await findExistingTrigger(aws.triggers, connection, document, serviceMessage, lifetime);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
    return undefined;
  }
}

/** "Already exists": shows the one that does, and offers to edit it. */
export async function openExisting(
  { view, log }: Pick<CreationParts, 'view' | 'log'>,
  connection: AwsConnection,
  trigger: Trigger,
): Promise<void> {
  const sentence = vscode.l10n.t(
    'There is a trigger {0} already ({1}); a stream and a function have one between them. Edit it, or choose another function or alias.',
    triggerLabel(trigger),
    trigger.uuid,
  );
  log.warn(sentence);
  view.showTrigger(connection, trigger.uuid, trigger);
  const node = { kind: 'trigger', connection, tableName: tableOf(trigger.streamArn), trigger } as const;
  const edit = (label: string, command: string): { readonly label: string; run(): unknown } => ({
    label,
    run: () => vscode.commands.executeCommand(command, node),
  });
  showInformation(
    sentence,
    edit(vscode.l10n.t('Edit Trigger'), commandIds.editTrigger),
    edit(vscode.l10n.t('Edit As JSON'), commandIds.editTriggerAsJson),
  );
  await view.reveal(node);
}
