/** Whose credentials a connection has, and for a handler the credentials themselves. */
import type { STSClient } from '@aws-sdk/client-sts';
import * as l10n from '@vscode/l10n';
import type { AwsAccess } from './aws-access';
import type { Credentials } from './credential-source';
import { untilAborted } from './until-aborted';

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
}

export interface HandlerIdentity extends CallerIdentity {
  readonly credentials: PlainCredentials;
}

type PlainCredentials = Pick<Credentials, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

/** `sts:GetCallerIdentity`, which needs no permission. */
export async function askCallerIdentity(
  client: STSClient,
  options: { readonly abortSignal: AbortSignal },
): Promise<CallerIdentity> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), options);
  if (Account === undefined || Arn === undefined)
    throw new Error(l10n.t('STS answered without account and ARN'));
  return { accountId: Account, arn: Arn };
}

/**
 * Of a profile whose credentials a handler is to get.
 *
 * @throws Error whose message names the profile, what failed and the fix; the signal's reason
 */
export async function handlerIdentity(
  access: AwsAccess,
  profile: string,
  region: string,
  signal: AbortSignal,
): Promise<HandlerIdentity> {
  const connection = { awsProfile: profile, region };
  try {
    const { credentials } = await access.settings(connection, 'sts');
    const { accessKeyId, secretAccessKey, sessionToken } = await untilAborted(credentials(), signal);
    const asked = access.clients.use({ connection, service: 'sts', maxAttempts: 3 }, (client) =>
      askCallerIdentity(client, { abortSignal: signal }),
    );
    const identity = await untilAborted(asked, signal);
    // Without the SDK's own members, such as where they came from.
    const plain = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    return { ...identity, credentials: plain };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      l10n.t(
        'AWS profile "{0}" can\'t be used: {1}. Sign in again (for example "aws sso login --profile {0}"), correct "awsProfile", or leave it out to replay with placeholder credentials.',
        profile,
        reason,
      ),
      { cause: error },
    );
  }
}
