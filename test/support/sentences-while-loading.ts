/** What modules say while they are loaded: it would be English for ever, as the bundle is not known yet. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from './repository-root';

/** The bundle hears of every message that is made. */
const LOAD_ALL = `
  const said = [];
  const contents = new Proxy({}, { get: (_, message) => void said.push(message) });
  require('@vscode/l10n').config({ contents });
  const [folder, ...programs] = process.argv.slice(1);
  const path = require('node:path');
  const files = require('node:fs').readdirSync(folder, { recursive: true });
  const isProgram = (file) => file.split(path.sep).some((part) => programs.includes(part));
  const modules = files.filter((file) => file.endsWith('.js') && !isProgram(file));
  for (const file of modules) require(path.join(folder, file));
  console.log(JSON.stringify({ said, modules: modules.length }));
`;

/**
 * @param room a folder of src, for example `triggers`
 * @param programs files and folders in it that are left out: they run as soon as they are loaded
 */
export function sentencesWhileLoading(
  room: string,
  programs: readonly string[] = [],
): { readonly said: string[]; readonly modules: number } {
  const folder = path.join(__dirname, '..', '..', 'src', room);
  const printed = execFileSync(process.execPath, ['-e', LOAD_ALL, folder, ...programs], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
  });
  return JSON.parse(printed) as ReturnType<typeof sentencesWhileLoading>;
}
