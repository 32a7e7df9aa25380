/**
 * Finds an executable on PATH, per platform.
 *
 * Windows: the variable may be spelled `Path`, entries end at a semicolon, and
 * only an `.exe` can be started without a shell.
 */
import path from 'node:path';

/** @param exists whether a file lies at an absolute path */
export function findOnPath(
  name: string,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  exists: (file: string) => boolean,
): string | undefined {
  const windows = platform === 'win32';
  const paths = windows ? path.win32 : path.posix;
  const file = windows && !name.toLowerCase().endsWith('.exe') ? `${name}.exe` : name;
  return pathVariable(environment, windows)
    .split(paths.delimiter)
    .filter((folder) => paths.isAbsolute(folder))
    .map((folder) => paths.join(folder, file))
    .find(exists);
}

function pathVariable(environment: NodeJS.ProcessEnv, windows: boolean): string {
  if (!windows) return environment['PATH'] ?? '';
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH');
  return (name === undefined ? undefined : environment[name]) ?? '';
}
