/**
 * Actions and resources as policies name them: `*` for any text, `?` for any character, `${…}` for what IAM knows of
 * the request. Where only IAM knows whether it matches, the answer is `perhaps`.
 *
 * Source: IAM User Guide, pages on the elements Action and Resource, and on policy variables.
 */
export type Match = 'yes' | 'no' | 'perhaps';

/** Action names are compared without regard to case. */
export function matchAction(pattern: string, action: string): Match {
  return matchesGlob(tokensOf(pattern.toLowerCase(), false), action.toLowerCase()) ? 'yes' : 'no';
}

/**
 * @param resource an ARN, `*`, or an ARN with `*` for whatever may be below it
 * @param hasVariables whether the policy's version knows `${…}`
 */
export function matchResource(pattern: string, resource: string, hasVariables: boolean): Match {
  if (/^[*]+$/.test(pattern)) return 'yes';
  // What has no resource of its own, as ListStreams, is asked for with `*`, and only `*` allows that.
  if (resource === '*') return 'no';
  const tokens = tokensOf(pattern, hasVariables);
  if (matchesBySegment(tokens, resource)) return tokens.includes(UNKNOWN) ? 'perhaps' : 'yes';
  // A star at the end of a segment may reach over colons; how far is IAM's matter.
  if (matchesGlob(tokens, resource)) return 'perhaps';
  // Part of what is asked for: `bucket/aws/*` of `bucket/*`.
  if (resource.includes('*') && matchesGlob(tokensOf(resource, false), pattern)) return 'perhaps';
  return 'no';
}

const ANY = Symbol('any text');
const ONE = Symbol('any character');
/** A variable's value, which only IAM knows. */
const UNKNOWN = Symbol('a variable');

/** A character, or what stands for some. */
type Token = string | typeof ANY | typeof ONE | typeof UNKNOWN;

/** `${*}`, `${?}` and `${$}` stand for the character itself. */
function tokensOf(pattern: string, hasVariables: boolean): readonly Token[] {
  const parts = hasVariables ? pattern.split(/(\$\{[^}]*\})/) : [pattern];
  return parts.flatMap((part, at): readonly Token[] => {
    if (at % 2 === 0) return Array.from(part, (character) => WILDCARDS.get(character) ?? character);
    const name = part.slice(2, -1);
    return [/^[*?$]$/.test(name) ? name : UNKNOWN];
  });
}

const WILDCARDS: ReadonlyMap<string, Token> = new Map<string, Token>([
  ['*', ANY],
  ['?', ONE],
]);

const SEGMENTS = 6;

/** Wildcards stay within the parts between an ARN's colons; the sixth part holds the rest. */
function matchesBySegment(tokens: readonly Token[], resource: string): boolean {
  const patterns = segmentsOf(tokens, (token) => token === ':');
  const values = segmentsOf(Array.from(resource), (character) => character === ':');
  if (patterns.length !== values.length) return false;
  return patterns.every((segment, at) => matchesGlob(segment, (values[at] ?? []).join('')));
}

function segmentsOf<T>(all: readonly T[], isColon: (one: T) => boolean): readonly (readonly T[])[] {
  const segments: T[][] = [[]];
  for (const one of all) {
    if (isColon(one) && segments.length < SEGMENTS) segments.push([]);
    else segments.at(-1)?.push(one);
  }
  return segments;
}

/** Greedy with one way back: what the last star left out is what it may still take. */
function matchesGlob(tokens: readonly Token[], text: string): boolean {
  const characters = Array.from(text);
  let token = 0;
  let character = 0;
  let lastStar = -1;
  let takenByStar = 0;
  while (character < characters.length) {
    const expected = tokens[token];
    if (expected === ANY || expected === UNKNOWN) {
      lastStar = token++;
      takenByStar = character;
    } else if (expected === ONE || expected === characters[character]) {
      token++;
      character++;
    } else if (lastStar === -1) return false;
    else {
      token = lastStar + 1;
      character = ++takenByStar;
    }
  }
  return tokens.slice(token).every((rest) => rest === ANY || rest === UNKNOWN);
}
