/** The rows that say how reading goes: waiting, refused, nothing there. Each says what to do. */
import * as vscode from 'vscode';
import type { Progress } from '../../../triggers/inventory/list-reading';
import { ServiceError } from '../../../triggers/ports/service-error';
import { commandIds } from '../../contributions';
import { sentenceOf } from '../../notifications';
import { messageId } from './node-ids';
import type { TablesNode } from './tables-node';
import { dateText } from './time-words';

type MessageNode = Extract<TablesNode, { readonly kind: 'message' }>;

/** @param what is being read, for example `the tables` */
export function progressRow(
  below: TablesNode,
  sort: string,
  what: string,
  progress: Progress,
): MessageNode | undefined {
  switch (progress.kind) {
    case 'complete':
      return undefined;
    case 'reading':
      return row(below, sort, 'progress', vscode.l10n.t('Reading {0}…', what));
    case 'throttled':
      return {
        ...row(below, sort, 'progress', vscode.l10n.t('AWS asks to wait: {0} are read on by itself', what)),
        detail: vscode.l10n.t(
          'AWS is asked more often than it allows at the moment; {0} are asked for again at {1}. Nothing needs to be done.',
          what,
          dateText(progress.untilMs),
        ),
      };
    case 'failed':
      return failureRow(below, sort, what, progress.error);
  }
}

export function placeholder(
  below: TablesNode,
  sort: string,
  text: string,
  command?: { readonly id: string; readonly title: string },
): MessageNode {
  const plain = row(below, sort, 'none', text);
  return command === undefined ? plain : { ...plain, command: { ...command, argument: below } };
}

function failureRow(below: TablesNode, sort: string, what: string, error: Error): MessageNode {
  const detail = sentenceOf(error);
  if (!(error instanceof ServiceError))
    return {
      ...row(below, sort, 'error', vscode.l10n.t('{0} are not known', capital(what))),
      detail,
      retry: below,
    };
  const { action, signInProfile } = error.details;
  switch (error.kind) {
    case 'unsupported':
      return action.startsWith('lambda:')
        ? {
            ...row(below, sort, 'none', vscode.l10n.t('No Lambda at this endpoint')),
            detail: vscode.l10n.t(
              'DynamoDB Local and its like have tables and streams, and no triggers. To see triggers of another endpoint, give the connection an endpoint for Lambda.',
            ),
          }
        : {
            ...row(below, sort, 'none', vscode.l10n.t('{0} are not offered at this endpoint', capital(what))),
            detail,
          };
    case 'accessDenied':
      return failed(vscode.l10n.t('{0} are not known: {1} was refused', capital(what), action));
    case 'credentials':
      return signInProfile === undefined
        ? failed(vscode.l10n.t('{0} are not known: no valid credentials', capital(what)))
        : {
            ...row(below, sort, 'error', vscode.l10n.t('Sign in to AWS profile {0}', signInProfile)),
            detail,
            command: {
              id: commandIds.signIn,
              title: vscode.l10n.t('Sign In'),
              argument: connectionOf(below),
            },
          };
    case 'unavailable':
      return failed(vscode.l10n.t('{0} are not known: no answer', capital(what)));
    case 'notFound':
      return failed(vscode.l10n.t('{0} are not known: not found', capital(what)));
    default:
      return failed(vscode.l10n.t('{0} are not known: {1}', capital(what), error.details.serviceMessage));
  }

  function failed(text: string): MessageNode {
    return { ...row(below, sort, 'error', text), detail, retry: below };
  }
}

function row(below: TablesNode, sort: string, severity: MessageNode['severity'], text: string): MessageNode {
  return { kind: 'message', id: messageId(below, sort), severity, text };
}

function connectionOf(node: TablesNode): TablesNode {
  return node.kind === 'message' ? node : { kind: 'connection', connection: node.connection };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
