/** The `envFile` of a configuration: `NAME=value` a line, as dotenv reads it. */
import * as l10n from '@vscode/l10n';
import { parse } from 'dotenv';
import { readFile } from 'node:fs/promises';

const ignored = /^\s*(?:#.*)?$/;
const assignment = /^\s*(?:export\s+)?[\w.-]+\s*[=:]/;

/**
 * @param file absolute path
 * @throws Error whose message names the file and, for a line that is no assignment, the line
 */
export async function readEnvironmentFile(file: string): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      l10n.t(
        'The environment file {0} can\'t be read: {1}. Correct "envFile" or leave it out.',
        file,
        reason,
      ),
      {
        cause: error,
      },
    );
  }
  const variables = parse(text);
  refuseLostLines(file, text, variables);
  return variables;
}

/** A line that dotenv would pass over in silence is a variable that the handler would miss. */
function refuseLostLines(file: string, text: string, variables: Readonly<Record<string, string>>): void {
  // Values in quotation marks may go over several lines; then a line alone says nothing.
  if (Object.values(variables).some((value) => value.includes('\n'))) return;
  const lost = text.split(/\r?\n/).findIndex((line) => !ignored.test(line) && !assignment.test(line));
  if (lost >= 0) {
    throw new Error(
      l10n.t(
        'Line {0} of the environment file {1} is no assignment: write NAME=value, or # before a comment.',
        lost + 1,
        file,
      ),
    );
  }
}
