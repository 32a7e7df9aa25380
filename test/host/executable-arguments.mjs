/**
 * Reads the command line that @vscode/test-electron gives to a VS Code executable: `--name=value` or
 * `--name value` for the names below, flags that mean nothing here, and the folder to open as a bare argument.
 */
const NAMES_WITH_VALUE = new Set([
  'extensionTestsPath',
  'extensionDevelopmentPath',
  'extensions-dir',
  'user-data-dir',
]);

/**
 * @typedef {object} ExecutableArguments
 * @property {string | undefined} testsPath
 * @property {string[]} developmentPaths
 * @property {string | undefined} extensionsFolder
 * @property {string | undefined} userDataFolder
 * @property {string | undefined} folder
 */

/**
 * @param {readonly string[]} commandLine without the program's own name
 * @returns {ExecutableArguments}
 */
export function parseExecutableArguments(commandLine) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  /** @type {string[]} */
  const bare = [];
  for (let index = 0; index < commandLine.length; index++) {
    const argument = /** @type {string} */ (commandLine[index]);
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) {
      bare.push(argument);
    } else if (NAMES_WITH_VALUE.has(name)) {
      values.set(name, [...(values.get(name) ?? []), value ?? commandLine[++index] ?? '']);
    }
  }
  return {
    testsPath: values.get('extensionTestsPath')?.at(-1),
    developmentPaths: values.get('extensionDevelopmentPath') ?? [],
    extensionsFolder: values.get('extensions-dir')?.at(-1),
    userDataFolder: values.get('user-data-dir')?.at(-1),
    folder: bare.at(-1),
  };
}
