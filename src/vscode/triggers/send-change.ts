/** A change on its way to Lambda: sent again while what stands in its way passes, with the role reviewed on a refusal. */
import * as vscode from 'vscode';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { isInUse, isRoleRefusal, isServiceError } from '../../triggers/changes/refusal';
import { changeUnderWay, policyPropagation, repeatWhile } from '../../triggers/changes/repeat-while';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { ManagementParts } from '../management-parts';
import { withProgress } from '../notifications';

type SendingParts = Pick<ManagementParts, 'clock' | 'log' | 'roleReview'>;

export interface SentChange<T> {
  readonly connection: AwsConnection;
  /** For the progress. */
  readonly title: string;
  /** The trigger as it is to be: what its function's role has to be allowed for. */
  readonly document: TriggerDocument;
  /** A policy was written just now, which Lambda may not see yet. */
  readonly hasGranted?: boolean;
  /** Not to be cut off by a cancel, or nobody knew what became of it. */
  call(): Promise<T>;
}

/** @throws ServiceError, CancellationError */
export async function sendReviewed<T>(parts: SendingParts, sent: SentChange<T>): Promise<T> {
  try {
    return await sendPatiently(parts, sent);
  } catch (error) {
    if (!isRoleRefusal(error)) throw error;
    parts.log.warn(error.message);
    const { serviceMessage } = error.details;
    if (!(await parts.roleReview.afterRefusal(sent.connection, sent.document, serviceMessage))) throw error;
  }
  return sendPatiently(parts, { ...sent, hasGranted: true });
}

/** @throws ServiceError, CancellationError */
export function sendPatiently<T>(
  { clock }: Pick<SendingParts, 'clock'>,
  { title, hasGranted = false, call }: Pick<SentChange<T>, 'title' | 'hasGranted' | 'call'>,
): Promise<T> {
  const times = hasGranted ? policyPropagation : changeUnderWay;
  const passes = (error: unknown): boolean => isInUse(error) || (hasGranted && isRoleRefusal(error));
  return withProgress(title, async (stop, say) => {
    try {
      return await repeatWhile(call, { passes, ...times }, clock, stop, (delayMs, error) => {
        const seconds = Math.ceil(delayMs / 1000);
        say(
          isRoleRefusal(error)
            ? vscode.l10n.t('Lambda does not see the new policy yet; trying again in {0} s.', seconds)
            : vscode.l10n.t('another change is under way; trying again in {0} s.', seconds),
        );
      });
    } catch (error) {
      throw stop.aborted ? new vscode.CancellationError() : error;
    }
  });
}

/** Where a trigger is after a call to which no answer came. Looking must not hide why one had to look. */
export async function lookAfter(
  { aws, log }: Pick<ManagementParts, 'aws' | 'log'>,
  connection: AwsConnection,
  uuid: string,
  stop: StopSignal,
): Promise<Trigger | 'gone' | 'unknown'> {
  try {
    return await aws.triggers.getTrigger(connection, uuid, stop);
  } catch (error) {
    if (isServiceError(error, 'notFound')) return 'gone';
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
    return 'unknown';
  }
}
