/** The shared configuration and credentials files, as the SDK reads and caches them. */

/** Members by their names, for example `sso_session`. */
export type Profile = Readonly<Record<string, string | undefined>>;

export interface SharedFiles {
  /** By name; the credentials file's members stand over the configuration file's. */
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Sections of the configuration file, for example `services.local`; a profile stands under its mere name. */
  readonly sections: Readonly<Record<string, Profile>>;
}

/** By the SDK's rules: `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, or below the home directory. */
export async function readSharedFiles(): Promise<SharedFiles> {
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profiles: Record<string, Profile> = {};
  for (const [name, members] of [...Object.entries(configFile), ...Object.entries(credentialsFile)])
    profiles[name] = { ...profiles[name], ...members };
  return { profiles, sections: configFile };
}

/** The SDK keeps what it has read, also that a file was not there; from now on it has what is there now. */
export async function readSharedFilesAgain(): Promise<void> {
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  await loadSharedConfigFiles({ ignoreCache: true });
}

/** Whose configuration counts. */
export function effectiveProfile(awsProfile: string | undefined): string {
  return awsProfile ?? process.env['AWS_PROFILE'] ?? 'default';
}
