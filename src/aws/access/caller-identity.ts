/**
 * Whose credentials a profile holds: account, ARN and the credentials themselves.
 *
 * The SDK is loaded when a session names a profile, never before.
 */
import { untilAborted } from './until-aborted';

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
  readonly credentials: PlainCredentials;
}

interface PlainCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Resolves the profile's credentials as every AWS tool does (static, SSO, role, process) and asks STS
 * whose they are (`sts:GetCallerIdentity`, which needs no permission).
 *
 * @throws Error whose message names the profile, what failed and the fix; the signal's reason
 */
export async function callerIdentity(
  profile: string,
  region: string,
  signal: AbortSignal,
): Promise<CallerIdentity> {
  const [{ STSClient, GetCallerIdentityCommand }, { defaultProvider }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/credential-provider-node'),
  ]);
  try {
    const credentials = await untilAborted(defaultProvider({ profile, clientConfig: { region } })(), signal);
    const client = new STSClient({ region, profile, credentials });
    const asked = client.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    const { Account, Arn } = await asked.finally(() => client.destroy());
    if (Account === undefined || Arn === undefined) throw new Error('STS answered without account and ARN');
    return { accountId: Account, arn: Arn, credentials: plainCredentials(credentials) };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `AWS profile "${profile}" can't be used: ${reason}. Sign in again (for example "aws sso login --profile ${profile}"), correct "awsProfile", or leave it out to replay with placeholder credentials.`,
      { cause: error },
    );
  }
}

/** Without the SDK's own members, such as where they came from. */
function plainCredentials({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: Pick<PlainCredentials, 'accessKeyId' | 'secretAccessKey'> & {
  readonly sessionToken?: string | undefined;
}): PlainCredentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
