/** Which of the window's connections reads the stream that a pasted document names. */
import * as l10n from '@vscode/l10n';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { statedEndpoint } from '../../triggers/connections/connection-endpoints';
import { parseStreamArn } from '../../engine/events/stream-arn';

export interface KnownConnection {
  readonly connection: AwsConnection;
  /** In force, by the connection or the configuration; absent if nothing tells one. */
  readonly region?: string;
  /** Absent while nobody has asked, and where nobody is signed in. */
  readonly accountId?: string;
  /** DynamoDB's, in force; absent for AWS's own. */
  readonly dynamoDbEndpoint?: string;
}

export interface NeededConnection {
  readonly region: string;
  readonly accountId: string;
  /** The stream is DynamoDB Local's or an emulator's: the connection needs an endpoint. */
  readonly isLocal: boolean;
}

export type ConnectionMatch =
  /** Each reads it: several profiles may be of one account. */
  | { readonly kind: 'certain'; readonly connections: readonly [AwsConnection, ...AwsConnection[]] }
  /** They may read it: of these the account or the region is not known. */
  | { readonly kind: 'possible'; readonly connections: readonly [AwsConnection, ...AwsConnection[]] }
  /** `reason`: a sentence for people, with what a new connection needs. */
  | { readonly kind: 'none'; readonly reason: string; readonly needed: NeededConnection };

/** @param streamArn of a document that was read */
export function matchingConnection(streamArn: string, known: readonly KnownConnection[]): ConnectionMatch {
  const { region = '', accountId = '' } = parseStreamArn(streamArn) ?? {};
  const isLocal = isLocalRegion(region) || accountId === LOCAL_ACCOUNT;
  const needed = { region, accountId, isLocal };
  const fits = known.map((one) => ({ connection: one.connection, fit: fitOf(one, needed) }));
  for (const kind of ['certain', 'possible'] as const) {
    const [first, ...rest] = fits.filter(({ fit }) => fit === kind).map(({ connection }) => connection);
    if (first !== undefined) return { kind, connections: [first, ...rest] };
  }
  return { kind: 'none', needed, reason: sentence(needed) };
}

const LOCAL_ACCOUNT = '000000000000';

/** AR-2a. */
function isLocalRegion(region: string): boolean {
  return region === 'ddblocal' || region === 'local';
}

function fitOf(
  { connection, region = connection.region, accountId, dynamoDbEndpoint }: KnownConnection,
  needed: NeededConnection,
): 'certain' | 'possible' | 'none' {
  const endpoint = statedEndpoint(connection, 'dynamodb') ?? dynamoDbEndpoint;
  if (needed.isLocal) {
    if (endpoint === undefined) return 'none';
    // DynamoDB Local names neither the region nor the account that it was asked with.
    return isLocalRegion(needed.region) ? 'certain' : fitOfRegion(region, needed.region);
  }
  if (accountId !== undefined && accountId !== needed.accountId) return 'none';
  const fit = fitOfRegion(region, needed.region);
  return fit === 'certain' && accountId === undefined ? 'possible' : fit;
}

function fitOfRegion(region: string | undefined, needed: string): 'certain' | 'possible' | 'none' {
  if (region === undefined) return 'possible';
  return region === needed ? 'certain' : 'none';
}

function sentence({ region, accountId, isLocal }: NeededConnection): string {
  if (!isLocal)
    return l10n.t(
      'The stream of this failed batch is in account {0}, region {1}, and no connection leads there: add a connection with the region {1} and a profile that signs in to account {0}.',
      accountId,
      region,
    );
  return isLocalRegion(region)
    ? l10n.t(
        "The stream of this failed batch is DynamoDB Local's or an emulator's, and no connection leads to one: add a connection with its endpoint, such as http://127.0.0.1:8000.",
      )
    : l10n.t(
        "The stream of this failed batch is DynamoDB Local's or an emulator's, and no connection leads to one: add a connection with its endpoint, such as http://127.0.0.1:8000 and the region {0}.",
        region,
      );
}
