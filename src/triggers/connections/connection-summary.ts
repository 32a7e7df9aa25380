/** A connection in words: whose account, which region, AWS or an endpoint on this machine. */
import * as l10n from '@vscode/l10n';
import type { AccountIdentity } from '../ports/account-service';
import type { AwsConnection } from './aws-connection';
import { isLoopbackUrl } from './loopback';

/** What is in force, by the connection and the configuration; an endpoint is absent for AWS's own. */
export interface ConnectionFacts {
  readonly identity?: AccountIdentity;
  readonly region?: string;
  readonly dynamoDbEndpoint?: string;
  readonly streamsEndpoint?: string;
  readonly lambdaEndpoint?: string;
}

/** @returns one sentence or phrase a line, without a full stop */
export function connectionSummary(connection: AwsConnection, facts: ConnectionFacts): string[] {
  const { awsProfile, isReadOnly } = connection;
  const { identity, region = connection.region } = facts;
  return [
    ...(identity === undefined ? [] : [l10n.t('Account {0}', accountName(identity, true))]),
    awsProfile === undefined
      ? l10n.t('Profile: what the AWS SDK finds itself')
      : l10n.t('Profile {0}', awsProfile),
    region === undefined ? l10n.t('No region is set') : l10n.t('Region {0}', region),
    ...endpointLines(facts),
    ...(isReadOnly ? [l10n.t('Read-only: nothing is changed through this connection')] : []),
  ];
}

/** @param isLong with the number behind the alias */
export function accountName({ alias, accountId }: AccountIdentity, isLong = false): string {
  if (alias === undefined) return accountId;
  return isLong ? `${alias} (${accountId})` : alias;
}

/** For example `127.0.0.1:8000`. @returns undefined for an endpoint that is not on this machine */
export function localHost({ dynamoDbEndpoint }: ConnectionFacts): string | undefined {
  return dynamoDbEndpoint !== undefined && isLoopbackUrl(dynamoDbEndpoint)
    ? new URL(dynamoDbEndpoint).host
    : undefined;
}

function endpointLines({ dynamoDbEndpoint, streamsEndpoint, lambdaEndpoint }: ConnectionFacts): string[] {
  const all = [dynamoDbEndpoint, streamsEndpoint, lambdaEndpoint];
  if (all.every((endpoint) => endpoint === undefined)) return [l10n.t("AWS's own endpoints")];
  if (all.every((endpoint) => endpoint === dynamoDbEndpoint)) return [kindOf(dynamoDbEndpoint)];
  const isFollowed =
    dynamoDbEndpoint !== undefined && dynamoDbEndpoint === streamsEndpoint && isLoopbackUrl(dynamoDbEndpoint);
  return [
    l10n.t('DynamoDB: {0}', kindOf(dynamoDbEndpoint)),
    isFollowed
      ? l10n.t("DynamoDB Streams follows DynamoDB's endpoint, because that is on this machine")
      : l10n.t('DynamoDB Streams: {0}', kindOf(streamsEndpoint)),
    l10n.t('Lambda: {0}', kindOf(lambdaEndpoint)),
  ];
}

function kindOf(endpoint: string | undefined): string {
  if (endpoint === undefined) return l10n.t("AWS's own endpoint");
  return isLoopbackUrl(endpoint) ? l10n.t('local endpoint {0}', endpoint) : l10n.t('endpoint {0}', endpoint);
}
