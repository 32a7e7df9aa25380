/**
 * Which profiles, roles, tables and destinations look like production: a guess from their names, by the user's
 * pattern. No editor API here.
 */
import type { Translate } from './attribute-reader';

/**
 * @param pattern a regular expression; empty for "nothing does"
 * @throws Error whose message names the setting, when the pattern is none
 */
export function looksLikeProduction(names: readonly string[], pattern: string, t: Translate): boolean {
  if (pattern === '') return false;
  const expression = compile(pattern, t);
  // A role named ProdAdmin is of production as much as one named prod-admin.
  return names.some((name) => expression.test(name) || expression.test(separateWords(name)));
}

function separateWords(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2');
}

function compile(pattern: string, t: Translate): RegExp {
  try {
    return new RegExp(pattern, 'i');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      t(
        'The setting "{0}" is no regular expression: {1}. Correct it; until then nothing on AWS is read or used.',
        'streamTriggers.productionPattern',
        reason,
      ),
      { cause: error },
    );
  }
}
