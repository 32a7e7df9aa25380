/** The profiles of the shared files, as somebody who chooses one wants to see them. */
import type { ListedProfile } from '../../triggers/ports/account-service';
import type { Profile, SharedFiles } from '../access/shared-files';

/** In the files' order; sections that are no profile, such as `sso-session`, are left out. */
export function listedProfiles({ profiles }: Pick<SharedFiles, 'profiles'>): ListedProfile[] {
  return Object.entries(profiles)
    .filter(([name]) => !/^(sso-session|services)[.]/.test(name))
    .map(([name, profile]) => {
      const { region, endpoint_url: endpointUrl } = profile;
      return {
        name,
        ...(region !== undefined && { region }),
        kind: kindOf(profile),
        ...(endpointUrl !== undefined && { endpointUrl }),
      };
    });
}

/** In the order in which the SDK looks at a profile's members. */
function kindOf(profile: Profile): ListedProfile['kind'] {
  const has = (...members: readonly string[]): boolean =>
    members.some((member) => profile[member] !== undefined);
  if (has('role_arn')) return 'role';
  if (has('aws_access_key_id')) return 'keys';
  if (has('credential_process')) return 'process';
  if (has('sso_session', 'sso_start_url')) return 'sso';
  if (has('login_session')) return 'login';
  return 'other';
}
