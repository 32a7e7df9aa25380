/** Which profiles, roles and accounts look like production: a guess from their names, by the user's pattern. */

/**
 * @param pattern a regular expression; empty for "nothing does"
 * @throws Error whose message names the setting, when the pattern is none
 */
export function looksLikeProduction(names: readonly string[], pattern: string): boolean {
  if (pattern === '') return false;
  const expression = compile(pattern);
  // A role named ProdAdmin is of production as much as one named prod-admin.
  return names.some((name) => expression.test(name) || expression.test(separateWords(name)));
}

function separateWords(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2');
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'i');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The setting "streamTriggers.productionPattern" is no regular expression: ${reason}. Correct it; until then no profile is used.`,
      { cause: error },
    );
  }
}
