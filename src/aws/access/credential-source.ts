/** One resolution of credentials by the SDK's chain: environment, files, SSO, console login, roles, process, machine. */
import type { defaultProvider } from '@aws-sdk/credential-provider-node';

export type Credentials = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

export interface CredentialSource {
  readonly awsProfile: string | undefined;
  /** In which STS is asked for roles; undefined if nothing tells one. */
  readonly region: string | undefined;
  /** Instead of AWS's own. */
  readonly stsEndpoint: string | undefined;
  /** Absent where nobody is to be asked. */
  readonly mfaCode?: (serialNumber: string) => Promise<string>;
}

/** Else the SDK warns on the console of keys in the environment that a named profile is preferred to. */
const QUIET = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // What matters is thrown.
}

/**
 * The endpoint of STS goes to STS alone: a setting for all of the chain's inner clients would send single sign-on
 * there as well, and to a wrong region.
 */
export async function resolveCredentials(source: CredentialSource): Promise<Credentials> {
  const { awsProfile, region, stsEndpoint, mfaCode } = source;
  const [{ defaultProvider }, { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity }] =
    await Promise.all([import('@aws-sdk/credential-provider-node'), import('@aws-sdk/client-sts')]);
  const sts = {
    ...(awsProfile !== undefined && { profile: awsProfile }),
    ...(region !== undefined && { region }),
    ...(stsEndpoint !== undefined && { endpoint: stsEndpoint }),
    ignoreConfiguredEndpointUrls: true,
  };
  const provider = defaultProvider({
    logger: QUIET,
    ...(awsProfile !== undefined && { profile: awsProfile }),
    ...(mfaCode !== undefined && { mfaCodeProvider: mfaCode }),
    roleAssumer: getDefaultRoleAssumer(sts),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
  });
  return provider();
}
