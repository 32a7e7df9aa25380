/** A trigger as it is now, before it is changed: what a tree or a list showed may be old, and lists leave filters out. */
import * as vscode from 'vscode';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { isServiceError } from '../../triggers/changes/refusal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { ManagementParts } from '../management-parts';
import { triggerLabel } from './trigger-label';

export type PresentTriggerParts = Pick<ManagementParts, 'aws' | 'view' | 'log'>;

/** The trigger that was to be changed is not there any more. */
export class TriggerGoneError extends Error {
  override readonly name = 'TriggerGoneError';
}

/**
 * @returns the trigger as it was known, where one may not read it
 * @throws TriggerGoneError, ServiceError
 */
export async function presentTrigger(
  parts: PresentTriggerParts,
  connection: AwsConnection,
  trigger: Trigger,
  stop: StopSignal,
): Promise<Trigger> {
  try {
    return await readTrigger(parts, connection, trigger.uuid, triggerLabel(trigger), stop);
  } catch (error) {
    if (!isServiceError(error, 'accessDenied')) throw error;
    parts.log.warn(error.message);
    return trigger;
  }
}

/**
 * @param label for the message
 * @throws TriggerGoneError, ServiceError
 */
export async function readTrigger(
  { aws, view }: PresentTriggerParts,
  connection: AwsConnection,
  uuid: string,
  label: string,
  stop: StopSignal,
): Promise<Trigger> {
  try {
    return await aws.triggers.getTrigger(connection, uuid, stop);
  } catch (error) {
    if (!isServiceError(error, 'notFound')) throw error;
    view.showTrigger(connection, uuid, undefined);
    throw new TriggerGoneError(
      vscode.l10n.t(
        'Trigger {0} ({1}) no longer exists: it was deleted meanwhile. The view is up to date again.',
        label,
        uuid,
      ),
      { cause: error },
    );
  }
}
