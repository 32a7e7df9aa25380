/** What the commands that turn streams on and off share: the table as it is, and what is said while it changes. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { StreamViewType, TableDetails } from '../../triggers/ports/table-catalog';
import {
  type StreamChangeEvent,
  type StreamChangePorts,
  followStreamChange,
  sendStreamChange,
} from '../../triggers/streams/settle-stream';
import type { ManagementParts } from '../management-parts';
import { sentenceOf, showInformation, withProgress } from '../notifications';
import type { TableNode } from '../views/tables/tables-node';

type Parts = Pick<ManagementParts, 'aws' | 'clock' | 'connections' | 'log' | 'view'>;

/** Undefined while the stream is off. */
export interface ViewTypes {
  readonly before: StreamViewType | undefined;
  readonly after: StreamViewType | undefined;
}

/**
 * What replication has to do with it; CloudFormation's page on the stream of a global table: it can be changed only
 * while there is one replica.
 */
export function globalTableText({ isGlobal }: TableDetails): readonly string[] {
  return isGlobal
    ? [
        vscode.l10n.t(
          'It is a global table: the stream feeds its replicas, and DynamoDB may refuse to change it while there are any.',
        ),
      ]
    : [];
}

/** Before any question: on a read-only connection there is nothing to ask. @throws Error that says so */
export async function refuseReadOnly(
  parts: Parts,
  { connection, tableName }: TableNode,
  what: string,
): Promise<void> {
  if (connection.isReadOnly) await parts.connections.permitChange(connection, what, [tableName]);
}

/** @throws ServiceError, also if the table was deleted; then the view is read again */
export async function readTable(parts: Parts, { connection, tableName }: TableNode): Promise<TableDetails> {
  const title = vscode.l10n.t('Looking at table "{0}"', tableName);
  return refreshingIfGone(parts, connection, () =>
    withProgress(title, (stop) => parts.aws.tables.describeTable(connection, tableName, stop)),
  );
}

async function refreshingIfGone<T>(
  { view }: Parts,
  connection: AwsConnection,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'notFound') view.refresh(connection);
    throw error;
  }
}

/**
 * Turns the stream on or off, with a view that follows it.
 *
 * @throws ServiceError; CancellationError when the user has cancelled, after saying what goes on without him
 */
export async function changeStream(
  parts: Parts,
  node: TableNode,
  { title, before, after }: { readonly title: string } & ViewTypes,
): Promise<void> {
  const { connection, tableName } = node;
  const change = { connection, tableName, viewType: after };
  const sent = { isAccepted: false };
  const work = (): Promise<unknown> =>
    withProgress(title, async (stop, say) => {
      const ports = changePorts(parts, node, say);
      await sendStreamChange(ports, change, stop);
      sent.isAccepted = true;
      logChange(parts, node, { before, after });
      await followStreamChange(ports, change, stop);
    });
  try {
    await refreshingIfGone(parts, connection, work);
  } catch (error) {
    if (sent.isAccepted && error instanceof vscode.CancellationError)
      showInformation(vscode.l10n.t('{0}: DynamoDB goes on with it; the view shows when it is done.', title));
    throw error;
  } finally {
    parts.view.refresh(connection, tableName);
  }
}

/** @param say what is going on, for the progress */
export function changePorts(
  { aws, clock, log, view }: Parts,
  { connection, tableName }: TableNode,
  say: (message: string) => void,
): StreamChangePorts {
  const observe = (event: StreamChangeEvent): void => {
    if (event.type === 'accepted') view.refresh(connection, tableName);
    if (event.type === 'retried') log.warn(sentenceOf(event.error));
    say(progressText(event));
  };
  return { tables: aws.tables, clock, observe };
}

/** Into the log, so that it can be put back by hand. */
export function logChange(
  { log }: Parts,
  { connection, tableName }: TableNode,
  { before, after }: ViewTypes,
): void {
  log.info(
    vscode.l10n.t(
      'Stream of table "{0}" ({1}): {2}, before: {3}.',
      tableName,
      connection.name,
      after ?? vscode.l10n.t('off'),
      before ?? vscode.l10n.t('off'),
    ),
  );
}

function progressText(event: StreamChangeEvent): string {
  switch (event.type) {
    case 'accepted':
      return vscode.l10n.t('DynamoDB has accepted the change.');
    case 'waiting':
      return event.streamStatus === undefined
        ? vscode.l10n.t('the table is {0}', event.tableStatus)
        : vscode.l10n.t('the stream is {0}', event.streamStatus);
    case 'retried':
      return vscode.l10n.t(
        '{0} Asked again in {1} s.',
        sentenceOf(event.error),
        Math.ceil(event.delayMs / 1000),
      );
  }
}
