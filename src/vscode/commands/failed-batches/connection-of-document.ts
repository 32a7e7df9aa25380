/** Through which connection the stream of a pasted document is read: the one that matches, a chosen one, a new one. */
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import {
  type ConnectionMatch,
  type KnownConnection,
  matchingConnection,
} from '../../../failed-batches/documents/matching-connection';
import type { FailedBatch } from '../../../failed-batches/failed-batch';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { ServiceError } from '../../../triggers/ports/service-error';
import { commandIds } from '../../contributions';
import type { FailedBatchParts } from '../../failed-batches/failed-batch-parts';
import { ask, withProgress } from '../../notifications';
import { tableOf } from '../../triggers/trigger-label';
import { pick } from '../stepwise-questions';

export type OpeningParts = Pick<FailedBatchParts, 'aws' | 'connections' | 'failures'>;

/** @returns undefined when the user has gone away */
export async function chooseConnection(
  parts: OpeningParts,
  batch: FailedBatch,
): Promise<AwsConnection | undefined> {
  for (;;) {
    const match = await matchFor(parts, batch.streamArn);
    if (match.kind !== 'none') return oneOf(match.connections, batch);
    const { connections } = parts.connections;
    switch (await askWithoutMatch(match.reason, batch, connections.length > 0)) {
      case undefined:
        return undefined;
      case 'open':
        return oneOf(connections, batch);
      case 'add': {
        await vscode.commands.executeCommand(commandIds.addConnection, { region: match.needed.region });
        // The questions were left: no connection has come that could match.
        if (isDeepStrictEqual(connections, parts.connections.connections)) return undefined;
      }
    }
  }
}

async function askWithoutMatch(
  reason: string,
  { streamArn, payload }: FailedBatch,
  canOpen: boolean,
): Promise<'add' | 'open' | undefined> {
  const add = vscode.l10n.t('Add Connection…');
  const open = vscode.l10n.t('Open Nevertheless');
  const answer = await ask(
    vscode.l10n.t('No connection reads the stream of this failed batch of "{0}".', tableOf(streamArn)),
    payload === undefined
      ? reason
      : vscode.l10n.t('{0} The document carries its records: they can be replayed without it.', reason),
    add,
    ...(canOpen ? [open] : []),
  );
  if (answer === undefined) return undefined;
  return answer === add ? 'add' : 'open';
}

/** Whose account it is is asked only where the region does not tell already. */
async function matchFor(parts: OpeningParts, streamArn: string): Promise<ConnectionMatch> {
  return withProgress(vscode.l10n.t('Looking for the connection'), async (signal) => {
    const known = await Promise.all(
      parts.connections.connections.map((connection) => knownFacts(parts, connection)),
    );
    const match = matchingConnection(streamArn, known);
    if (match.kind !== 'possible') return match;
    const asked = await Promise.all(
      known.map(async (one) =>
        match.connections.includes(one.connection)
          ? { ...one, ...(await accountOf(parts, one.connection, signal)) }
          : one,
      ),
    );
    return matchingConnection(streamArn, asked);
  });
}

async function knownFacts({ aws }: OpeningParts, connection: AwsConnection): Promise<KnownConnection> {
  const [region, dynamoDbEndpoint] = await Promise.all([
    aws.accounts.regionOf(connection),
    aws.accounts.endpointOf(connection, 'dynamodb'),
  ]);
  return {
    connection,
    ...(region !== undefined && { region }),
    ...(dynamoDbEndpoint !== undefined && { dynamoDbEndpoint }),
  };
}

/** Nothing for a connection on which nobody is signed in: it may still be the one. */
async function accountOf(
  { aws }: OpeningParts,
  connection: AwsConnection,
  signal: AbortSignal,
): Promise<Pick<KnownConnection, 'accountId'>> {
  try {
    const { accountId } = await aws.accounts.identify(connection, signal);
    return { accountId };
  } catch (error) {
    if (error instanceof ServiceError) return {};
    throw error;
  }
}

async function oneOf(
  connections: readonly AwsConnection[],
  { streamArn }: FailedBatch,
): Promise<AwsConnection | undefined> {
  if (connections.length <= 1) return connections[0];
  const items = connections.map((connection) => ({
    label: connection.name,
    description: [connection.awsProfile, connection.region].filter(Boolean).join(' · '),
    connection,
  }));
  const place = { title: vscode.l10n.t('Open Failed Batch'), step: 1, totalSteps: 1 };
  const placeholder = vscode.l10n.t('Which connection reads the stream of "{0}"?', tableOf(streamArn));
  const chosen = await pick(place, { placeholder, items });
  return chosen === undefined || chosen === 'back' ? undefined : chosen.answer.connection;
}
