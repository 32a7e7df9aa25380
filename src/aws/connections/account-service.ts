/** Who one is on a connection, by STS and IAM, and what the shared files hold. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AccountIdentity, AccountService } from '../../triggers/ports/account-service';
import { ServiceError, type ServiceErrorKind } from '../../triggers/ports/service-error';
import type { AwsAccess } from '../access/aws-access';
import { streamSourceError } from '../access/aws-error';
import { callerIdentity } from '../access/caller-identity';
import { readSharedFiles } from '../access/shared-files';
import { throwIfStopped } from '../access/until-aborted';
import { listedProfiles } from './listed-profiles';

export function awsAccountService(access: AwsAccess): AccountService {
  return {
    identify: (connection, stop) => identify(access, connection, stop),
    listProfiles: async () => listedProfiles(await readSharedFiles()),
    regionOf: (connection) => access.region(connection),
    endpointOf: (connection, service) => access.endpoint(connection, service),
    forgetCredentials: () => access.forgetCredentials(),
  };
}

async function identify(
  access: AwsAccess,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<AccountIdentity> {
  let identity;
  try {
    identity = await callerIdentity(access, connection, stop);
  } catch (error) {
    throwIfStopped(stop);
    throw identityError(error, connection);
  }
  const alias = await accountAlias(access, connection, stop);
  return { ...identity, ...(alias !== undefined && { alias }) };
}

/** @returns undefined if there is none, or the caller may not know it, or nothing answers for IAM: it is an ornament */
async function accountAlias(
  access: AwsAccess,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<string | undefined> {
  const [{ IAMClient, ListAccountAliasesCommand }, settings] = await Promise.all([
    import('@aws-sdk/client-iam'),
    access.settings(connection, 'iam'),
  ]);
  const client = new IAMClient({ ...settings, maxAttempts: 1 });
  try {
    const answer = await client.send(new ListAccountAliasesCommand({}), { abortSignal: stop as AbortSignal });
    return answer.AccountAliases?.[0];
  } catch {
    throwIfStopped(stop);
    return undefined;
  } finally {
    client.destroy();
  }
}

const KINDS: Partial<Record<StreamSourceError['kind'], ServiceErrorKind>> = {
  accessDenied: 'accessDenied',
  credentials: 'credentials',
  throttled: 'throttled',
  unavailable: 'unavailable',
};

function identityError(error: unknown, connection: StreamConnection): ServiceError {
  const action = 'sts:GetCallerIdentity';
  const { kind, message } = streamSourceError(error, { action, subject: 'the account', connection });
  const cause = error instanceof Error ? error : undefined;
  const signInProfile = cause !== undefined && 'signInProfile' in cause ? cause.signInProfile : undefined;
  return new ServiceError(
    KINDS[kind] ?? 'failed',
    message,
    {
      action,
      code: cause?.name ?? '',
      serviceMessage: cause?.message ?? String(error),
      ...(typeof signInProfile === 'string' && { signInProfile }),
    },
    { cause: error },
  );
}
