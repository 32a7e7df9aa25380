/** The rows of the view that stand for no batch: what is read, what was refused, what is not looked into. Each says what to do. */
import * as vscode from 'vscode';
import type { QueueLook } from '../../../failed-batches/finding/queue-looks';
import type { UnreadableDocument } from '../../../failed-batches/finding/waiting-documents';
import type { Progress } from '../../../triggers/inventory/list-reading';
import { ServiceError } from '../../../triggers/ports/service-error';
import { commandIds } from '../../contributions';
import { sentenceOf } from '../../notifications';
import { dateText } from '../tables/time-words';
import type { DestinationNode } from './failed-batches-node';
import { type ConnectionRow, type FailuresRow, type MessageRow, rowId } from './failures-rows';

type Below = FailuresRow | 'root';

export function messageRow(
  below: Below,
  sort: string,
  severity: MessageRow['severity'],
  text: string,
  more: Pick<MessageRow, 'detail' | 'command'> = {},
): MessageRow {
  const id = [below === 'root' ? 'root' : rowId(below), 'message', sort].join('\n');
  return { kind: 'failuresMessage', id, severity, text, ...more };
}

/** How reading a destination, or the triggers of a connection, goes. @returns none once it is done */
export function progressRows(
  below: ConnectionRow | DestinationNode,
  progress: Progress,
): readonly MessageRow[] {
  switch (progress.kind) {
    case 'complete':
      return [];
    case 'reading':
      return [messageRow(below, 'progress', 'progress', vscode.l10n.t('Reading…'))];
    case 'throttled': {
      const detail = vscode.l10n.t(
        'It is asked again at {0}. Nothing needs to be done.',
        dateText(progress.untilMs),
      );
      const text = vscode.l10n.t('AWS asks to wait: it is read on by itself');
      return [messageRow(below, 'progress', 'progress', text, { detail })];
    }
    case 'failed':
      return [errorRow(below, 'progress', progress.error)];
  }
}

/** A click asks again; where somebody is signed out it signs in. */
export function errorRow(below: ConnectionRow | DestinationNode, sort: string, error: unknown): MessageRow {
  const detail = sentenceOf(error);
  const retry = {
    ...{ id: commandIds.refreshFailedBatches, title: vscode.l10n.t('Try Again') },
    argument: below,
  };
  if (!(error instanceof ServiceError)) return failed(vscode.l10n.t('Not known: {0}', detail));
  const { action, signInProfile, serviceMessage } = error.details;
  switch (error.kind) {
    case 'accessDenied':
      return failed(vscode.l10n.t('Not known: {0} was refused', action));
    case 'credentials': {
      if (signInProfile === undefined) return failed(vscode.l10n.t('Not known: no valid credentials'));
      const { connection } = below;
      const argument = { kind: 'connection', connection };
      const command = { id: commandIds.signIn, title: vscode.l10n.t('Sign In'), argument };
      const text = vscode.l10n.t('Sign in to AWS profile {0}', signInProfile);
      return messageRow(below, sort, 'error', text, { detail, command });
    }
    case 'unavailable':
      return failed(vscode.l10n.t('Not known: no answer'));
    case 'notFound':
      return failed(vscode.l10n.t('It does not exist any more: documents that were sent to it are lost'));
    default:
      return failed(vscode.l10n.t('Not known: {0}', serviceMessage));
  }

  function failed(text: string): MessageRow {
    return messageRow(below, sort, 'error', text, { detail, command: retry });
  }
}

/** Why a queue with a redrive policy is not looked into, and the way to do it nevertheless. */
export function closedRow(
  node: DestinationNode,
  { state }: Extract<QueueLook, { readonly kind: 'closed' }>,
): MessageRow {
  const { maxReceiveCount = 0, deadLetterTargetArn = '' } = state.redrivePolicy ?? {};
  const text = vscode.l10n.t('Not looked into: each look counts towards its dead-letter queue. Look…');
  const detail = vscode.l10n.t(
    'To see a message it has to be received, and this queue moves a message to {0} when it has been received {1} times. A click asks first.',
    deadLetterTargetArn,
    maxReceiveCount,
  );
  const command = { id: commandIds.peekQueue, title: vscode.l10n.t('Look Into Queue…'), argument: node };
  return messageRow(node, 'closed', 'warning', text, { detail, command });
}

/** Of a look: where it ended, and whether all was given back. */
export function lookRows(
  node: DestinationNode,
  look: Extract<QueueLook, { readonly kind: 'looked' }>,
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  const seen = look.found.length + look.unreadable.length;
  if (look.end === 'limit')
    rows.push(
      messageRow(node, 'limit', 'none', vscode.l10n.t('More may wait: the first {0} were looked at', seen), {
        detail: vscode.l10n.t(
          'A queue is read from its beginning each time. The setting "Failed Batches Shown" says how many of its messages are looked at; "Save All Before They Expire" takes further ones too.',
        ),
      }),
    );
  if (look.end === 'stopped')
    rows.push(messageRow(node, 'stopped', 'warning', vscode.l10n.t('The look was stopped after {0}', seen)));
  if (typeof look.end === 'object') rows.push(errorRow(node, 'end', look.end.error));
  if (look.hidden !== undefined) {
    const { messages, untilMs, error } = look.hidden;
    const text = vscode.l10n.t(
      'Not given back: {0}, hidden from everybody until {1}',
      messages,
      dateText(untilMs),
    );
    rows.push(messageRow(node, 'hidden', 'warning', text, { detail: sentenceOf(error) }));
  }
  return rows;
}

/** "Nothing waits" would be a lie. */
export function hiddenRow(node: DestinationNode, messages: number): MessageRow {
  const text = vscode.l10n.t('Nothing can be received now: about {0} are hidden. Look again…', messages);
  const detail = vscode.l10n.t(
    'Somebody has received them and neither deleted them nor given them back: a consumer of the queue, a redrive, another window, or a look that was cut off. They are there again when their visibility timeout has passed; after a look that is within a minute.',
  );
  const command = { id: commandIds.refreshFailedBatches, title: vscode.l10n.t('Look Again'), argument: node };
  return messageRow(node, 'hidden', 'warning', text, { detail, command });
}

export function unreadableRow(node: DestinationNode, document: UnreadableDocument): MessageRow {
  const text = vscode.l10n.t('Not an on-failure document: {0}', document.reason);
  const detail = [document.reason, document.name, '', document.beginning].join('\n');
  return messageRow(node, document.name, 'none', text, { detail });
}

/** A topic keeps nothing: its notifications are opened from where they went. */
export function topicRow(node: DestinationNode): MessageRow {
  return messageRow(
    node,
    'topic',
    'none',
    vscode.l10n.t('A topic can not be looked into: open a notification from the clipboard'),
    {
      detail: vscode.l10n.t(
        'SNS keeps nothing. Copy a notification from an e-mail, from the log of whoever got it, or the whole message, and click here; "Open Failed Batch From File…" and "From Text…" do as well. A queue that is subscribed to the topic would keep them.',
      ),
      command: {
        id: commandIds.openFailedBatchFromClipboard,
        title: vscode.l10n.t('Open Failed Batch From Clipboard'),
      },
    },
  );
}
