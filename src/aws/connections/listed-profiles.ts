/** The profiles of the shared files, as somebody who chooses one wants to see them. */
import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { ListedProfile } from '../../triggers/ports/account-service';
import { ServiceError } from '../../triggers/ports/service-error';
import { type Profile, readSharedFiles } from '../access/shared-files';
import { sharedFilePaths } from './shared-file-paths';

/** Sections that are no profile. */
const OTHER_SECTIONS = /^(sso-session|services)[.]/;

/**
 * In the files' order.
 *
 * @throws ServiceError naming a file that is there and can't be read, of which the SDK would keep quiet
 */
export async function listProfiles(): Promise<ListedProfile[]> {
  const { configuration, credentials } = sharedFilePaths(process.env);
  await checkReadable(configuration);
  await checkReadable(credentials);
  const { profiles } = await readSharedFiles();
  return Object.entries(profiles)
    .filter(([name]) => !OTHER_SECTIONS.test(name))
    .map(([name, profile]) => listedProfile(name, profile));
}

function listedProfile(name: string, profile: Profile): ListedProfile {
  const { region, endpoint_url: endpointUrl } = profile;
  return {
    name,
    ...(region !== undefined && { region }),
    kind: kindOf(profile),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
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

async function checkReadable(file: string): Promise<void> {
  try {
    await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') return;
    const serviceMessage = error instanceof Error ? error.message : reason;
    throw new ServiceError(
      'failed',
      l10n.t(
        "The shared AWS file {0} can't be read: {1}. Correct the file or its access rights.",
        file,
        reason,
      ),
      { action: 'read', code: reason, serviceMessage },
      { cause: error },
    );
  }
}
