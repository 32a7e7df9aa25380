/** Who one is on a connection, by STS and IAM, and what the shared files hold. */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AccountIdentity, AccountService } from '../../triggers/ports/account-service';
import { ServiceError } from '../../triggers/ports/service-error';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import { askCallerIdentity } from '../access/caller-identity';
import { listProfiles } from './listed-profiles';
import { sharedFilePaths } from './shared-file-paths';

export function awsAccountService(access: AwsAccess): AccountService {
  return {
    identify: (connection, stop) => identify(access, connection, stop),
    listProfiles,
    sharedFilePaths: () => sharedFilePaths(process.env),
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
  const call = { action: 'sts:GetCallerIdentity', subject: l10n.t('the account'), connection };
  const identity = await askService(access, { service: 'sts', call }, stop, askCallerIdentity);
  const alias = await accountAlias(access, connection, stop);
  return { ...identity, ...(alias !== undefined && { alias }) };
}

/** @returns undefined if there is none, or the caller may not know it, or nothing answers for IAM: it is an ornament */
async function accountAlias(
  access: AwsAccess,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<string | undefined> {
  const call = { action: 'iam:ListAccountAliases', subject: l10n.t("the account's alias"), connection };
  try {
    return await askService(access, { service: 'iam', call }, stop, async (client, options) => {
      const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
      const { AccountAliases = [] } = await client.send(new ListAccountAliasesCommand({}), options);
      return AccountAliases[0];
    });
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
