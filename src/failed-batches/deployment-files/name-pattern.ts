/** A name of which parts are known: literal texts with something unknown, of at least one character, between them. */

/** `['', '-orders']` is anything that ends in `-orders`; one part alone is the whole name. */
export type NamePattern = readonly [string, ...string[]];

/** @param parts literals, and undefined for what is not known. @returns undefined if nothing is known */
export function namePattern(parts: readonly (string | undefined)[]): NamePattern | undefined {
  const literals: [string, ...string[]] = [''];
  for (const part of parts) {
    // What is unknown twice in a row is unknown once.
    if (part !== undefined) literals.push((literals.pop() ?? '') + part);
    else if (literals.length === 1 || literals.at(-1) !== '') literals.push('');
  }
  return literals.every((literal) => literal === '') ? undefined : literals;
}

/** In time that grows with the name's length alone, whatever the pattern is. */
export function matchesPattern(name: string, [first, ...others]: NamePattern): boolean {
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const literal of others) {
    const found = name.indexOf(literal, at + 1);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return name.length - last.length > at;
}

/** How much of a name a pattern says, to tell a good match from a chance one. */
export function literalLength(pattern: NamePattern): number {
  return pattern.reduce((sum, literal) => sum + literal.length, 0);
}
