/** Which triggers lose their stream when it is turned off, in words for the question before. */
import * as vscode from 'vscode';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { TriggerService } from '../../triggers/ports/trigger-service';
import { triggersOfStream } from '../../triggers/streams/triggers-of-stream';
import type { Trigger } from '../../triggers/trigger';
import { withProgress } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';

export interface TriggersLeftBehind {
  readonly triggers: readonly Trigger[];
  /** Why they are not known. */
  readonly problem?: string;
}

/** More lines make a dialog that does not fit a screen. */
const MOST_LINES = 12;

/** @throws CancellationError when the user has cancelled */
export async function findTriggersLeftBehind(
  service: TriggerService,
  connection: StreamConnection,
  streamArn: string | undefined,
): Promise<TriggersLeftBehind> {
  if (streamArn === undefined) return { triggers: [] };
  try {
    const title = vscode.l10n.t('Looking for the triggers of the stream');
    const triggers = await withProgress(title, (stop) =>
      triggersOfStream(service, connection, streamArn, stop),
    );
    return { triggers };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Where there is no Lambda, there is no trigger.
    return error.kind === 'unsupported' ? { triggers: [] } : { triggers: [], problem: error.message };
  }
}

/** @param heading of the list, ends with a colon; lines for a dialog */
export function leftBehindText({ triggers, problem }: TriggersLeftBehind, heading: string): string {
  if (problem !== undefined)
    return vscode.l10n.t('Which triggers read it could not be found out: {0}', problem);
  if (triggers.length === 0) return vscode.l10n.t('No trigger reads it.');
  const lines = triggers
    .slice(0, MOST_LINES)
    .map(({ functionArn, state }) => `• ${functionLabel(functionArn)} (${state})`);
  const more = triggers.length - lines.length;
  return [heading, ...lines, ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])].join('\n');
}
