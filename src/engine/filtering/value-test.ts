/**
 * One member of a pattern's array, as a test of one value of a record. What each operator means:
 * reference section 3.10, rules 12 to 26.
 */
import type { FoldedText } from './case-folding';
import { endsWithFolded, equalsFolded, foldText, hasSurrogates, startsWithFolded } from './case-folding';
import type { AddressRange } from './cidr-block';
import { isInRange } from './cidr-block';
import { addressDigits } from './ip-address';
import { matchesWildcard } from './wildcard';

/** What a path of a record can lead to; objects and arrays are no values, what lies in them is. */
export type LeafValue = string | number | boolean | null;

export type ValueKind = 'text' | 'number' | 'boolean' | 'null';

export function kindOf(value: LeafValue): ValueKind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : 'boolean';
}

export type Operator =
  | 'equals'
  | 'exactly'
  | 'equals-ignore-case'
  | 'prefix'
  | 'suffix'
  | 'wildcard'
  | 'numeric'
  | 'cidr'
  | 'exists'
  | 'anything-but';

export interface ValueTest {
  readonly operator: Operator;
  /** The operator within the operator: `anything-but` a `prefix`, a `prefix` with `equals-ignore-case`. */
  readonly inner?: Operator;
  /** The only kind of value that it can match; undefined for any. */
  readonly kind?: ValueKind;
  /** The only value that it matches, if there is just one. */
  readonly only?: LeafValue;
  /** It compares without case, and its operand has characters that it can't compare; see `foldText`. */
  readonly hasUnfoldable?: boolean;
  readonly matches: (value: LeafValue) => boolean;
}

/** A text by itself: an IP address also matches its other spellings (rule 14). */
export function equalsText(text: string): ValueTest {
  const digits = addressDigits(text);
  if (digits === undefined) return literal('equals', text);
  return { ...inAddressRange({ lowest: digits, highest: digits }), operator: 'equals' };
}

export function exactly(text: string): ValueTest {
  return literal('exactly', text);
}

/**
 * By value. A number that no double holds is compared as the double nearest to it, because a
 * record is parsed into doubles; Lambda's matcher compares the spelling of such a number.
 */
export function equalsNumber(value: number): ValueTest {
  return literal('equals', value);
}

export function equalsLiteral(value: boolean | null): ValueTest {
  return literal('equals', value);
}

export function equalsIgnoringCase(text: string): ValueTest {
  const folded = foldText(text);
  const test = textTest('equals-ignore-case', (value) => equalsFolded(folded, value));
  return { ...test, hasUnfoldable: hasSurrogates(text) };
}

/**
 * The matcher compares texts with their quotation marks, so a prefix that ends with one matches
 * the whole value before it.
 */
export function hasPrefix(prefix: string): ValueTest {
  const mark = prefix.endsWith('"') ? '"' : '';
  return textTest('prefix', (value) => (value + mark).startsWith(prefix));
}

/** See `hasPrefix` for the quotation mark. */
export function hasSuffix(suffix: string): ValueTest {
  const mark = suffix.startsWith('"') ? '"' : '';
  return textTest('suffix', (value) => (mark + value).endsWith(suffix));
}

export function hasPrefixIgnoringCase(prefix: string): ValueTest {
  const mark = prefix.endsWith('"') ? '"' : '';
  const folded: FoldedText = foldText(prefix);
  const test = textTest('prefix', (value) => startsWithFolded(folded, value + mark));
  return { ...test, inner: 'equals-ignore-case', hasUnfoldable: hasSurrogates(prefix) };
}

export function hasSuffixIgnoringCase(suffix: string): ValueTest {
  const mark = suffix.startsWith('"') ? '"' : '';
  const folded: FoldedText = foldText(suffix);
  const test = textTest('suffix', (value) => endsWithFolded(folded, mark + value));
  return { ...test, inner: 'equals-ignore-case', hasUnfoldable: hasSurrogates(suffix) };
}

export function fitsWildcard(pieces: readonly string[]): ValueTest {
  return textTest('wildcard', (value) => matchesWildcard(pieces, value));
}

export function inAddressRange(range: AddressRange): ValueTest {
  return textTest('cidr', (value) => {
    const digits = addressDigits(value);
    return digits !== undefined && isInRange(range, digits);
  });
}

export interface NumericRange {
  readonly bottom: number;
  readonly bottomIncluded: boolean;
  readonly top: number;
  readonly topIncluded: boolean;
}

/** A value beyond the doubles never matches (rule 17). */
export function inNumericRange({ bottom, bottomIncluded, top, topIncluded }: NumericRange): ValueTest {
  return {
    operator: 'numeric',
    kind: 'number',
    matches: (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (bottomIncluded ? value >= bottom : value > bottom) &&
      (topIncluded ? value <= top : value < top),
  };
}

/** `exists: true`; the absence that `exists: false` asks for is no test of a value. */
export function exists(): ValueTest {
  return { operator: 'exists', matches: () => true };
}

/** A value of another kind than the operands' is none of them, and matches (rule 20). */
export function anythingBut(tests: readonly ValueTest[], inner?: Operator): ValueTest {
  const matches = (value: LeafValue): boolean => !tests.some((test) => test.matches(value));
  const hasUnfoldable = tests.some((test) => test.hasUnfoldable);
  return { operator: 'anything-but', hasUnfoldable, matches, ...(inner && { inner }) };
}

function literal(operator: Operator, only: LeafValue): ValueTest {
  return { operator, kind: kindOf(only), only, matches: (value) => value === only };
}

function textTest(operator: Operator, matches: (value: string) => boolean): ValueTest {
  return { operator, kind: 'text', matches: (value) => typeof value === 'string' && matches(value) };
}
