/** Credentials could not be had. Its name is the SDK's, so that whoever names errors needs only one. */
import * as l10n from '@vscode/l10n';
import type { Profile } from './shared-files';

class CredentialsError extends Error {
  override readonly name = 'CredentialsProviderError';

  /** @param signInProfile the profile whose browser sign-in would help */
  constructor(
    message: string,
    readonly signInProfile: string | undefined,
    options: { readonly cause: unknown },
  ) {
    super(message);
    this.cause = options.cause;
  }
}

/**
 * Without a profile the SDK would go on to the role of the machine: somebody else's credentials. Without the source of
 * a role it would ask for an MFA code in vain.
 */
export function checkProfile(
  awsProfile: string | undefined,
  profiles: Readonly<Record<string, Profile>>,
): void {
  const seen = new Set<string>();
  for (let name = awsProfile; name !== undefined && !seen.has(name);) {
    const members = profiles[name];
    if (members === undefined) {
      const [user] = [...seen].slice(-1);
      throw new Error(
        user === undefined
          ? l10n.t('there is no profile "{0}" in the shared AWS configuration and credentials files', name)
          : l10n.t(
              'there is no profile "{0}" in the shared AWS configuration and credentials files, from which profile "{1}" takes its credentials',
              name,
              user,
            ),
      );
    }
    seen.add(name);
    name = members['role_arn'] === undefined ? undefined : members['source_profile'];
  }
}

/** Of the SDK's sentences for a session that is missing, expired or withdrawn; a role that one may not have is none. */
const SESSION_ENDED =
  /aws (sso )?login|SSO session|re-?authenticate|UnauthorizedException|Failed to (load|refresh) (a )?token|Token (is expired|validation failed)/i;

const NETWORK_CODE = /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/**
 * Whatever went wrong on the way to the credentials must not look like a refusal of what they were wanted for.
 *
 * @param profile whose configuration counts
 */
export function credentialsError(
  error: unknown,
  profile: string,
  profiles: Readonly<Record<string, Profile>>,
): Error {
  const message = error instanceof Error ? error.message : String(error);
  const [, code] = NETWORK_CODE.exec(message) ?? [];
  if (code !== undefined)
    return Object.assign(
      new Error(l10n.t('the credentials of profile "{0}" can\'t be fetched: {1}', profile, message)),
      { code, cause: error },
    );
  const signInProfile = SESSION_ENDED.test(message) ? sessionProfile(profile, profiles) : undefined;
  return new CredentialsError(message, signInProfile, { cause: error });
}

/** A role's credentials come from its source profile's session. */
function sessionProfile(profile: string, profiles: Readonly<Record<string, Profile>>): string | undefined {
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name);) {
    seen.add(name);
    const members: Profile = profiles[name] ?? {};
    if (hasSession(members)) return name;
    name = members['role_arn'] === undefined ? undefined : members['source_profile'];
  }
  return undefined;
}

function hasSession(profile: Profile): boolean {
  return ['sso_session', 'sso_start_url', 'login_session'].some((member) => profile[member] !== undefined);
}
