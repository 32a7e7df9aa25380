/**
 * What a handler sees of the machine it really runs on: just enough for programs to work.
 *
 * Everything else stays out, first of all the developer's credentials.
 */

const allowed = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR', 'TEMP', 'TMP', 'LANG'],
  // Windows: without these, system calls and child processes fail in odd ways.
  ...[
    'SYSTEMROOT',
    'SYSTEMDRIVE',
    'WINDIR',
    'COMSPEC',
    'PATHEXT',
    'USERPROFILE',
    'USERNAME',
    'HOMEDRIVE',
    'HOMEPATH',
  ],
  ...[
    'APPDATA',
    'LOCALAPPDATA',
    'PROGRAMDATA',
    'PROGRAMFILES',
    'NUMBER_OF_PROCESSORS',
    'PROCESSOR_ARCHITECTURE',
  ],
  // A company's own certificate authority.
  'NODE_EXTRA_CA_CERTS',
]);

/** Names keep their spelling; on Windows they compare without regard to case. */
export function localVariables(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const key = platform === 'win32' ? name.toUpperCase() : name;
    if (value !== undefined && (allowed.has(key) || key.startsWith('LC_'))) result[name] = value;
  }
  return result;
}
