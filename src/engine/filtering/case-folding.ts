/**
 * `equals-ignore-case` as Lambda's matcher has it (rule 19): each UTF-16 unit of the pattern stands
 * for its lower-case and its upper-case form, the value stays as it is. So `ß` matches `SS`, and
 * `STRASSE` doesn't match `straße`.
 */

export interface FoldedText {
  /** Each unit's two forms; more than one character long for some (`ß` is `SS`). */
  readonly units: readonly (readonly [lower: string, upper: string])[];
  /** All the forms in a row, if each is one unit long, which is the usual case. */
  readonly simple: { readonly lower: string; readonly upper: string } | undefined;
}

export function foldText(text: string): FoldedText {
  const units = Array.from({ length: text.length }, (_, index) => foldUnit(text.charAt(index)));
  const lower = units.map(([form]) => form).join('');
  const upper = units.map(([, form]) => form).join('');
  const isSimple = units.every((forms) => forms.every(({ length }) => length === 1));
  return { units, simple: isSimple ? { lower, upper } : undefined };
}

function foldUnit(unit: string): readonly [lower: string, upper: string] {
  // The matcher looks at the two halves of a character beyond U+FFFF one by one and sees `?` for each.
  return isSurrogate(unit) ? ['?', '?'] : [unit.toLowerCase(), unit.toUpperCase()];
}

/** Whether the pattern can't match itself, see `foldText`. */
export function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

export function equalsFolded(folded: FoldedText, value: string): boolean {
  const { simple } = folded;
  if (simple) return value.length === simple.lower.length && isSimpleAt(simple, value, 0);
  return endsOfFolded(folded, value, 0).includes(value.length);
}

export function startsWithFolded(folded: FoldedText, value: string): boolean {
  const { simple } = folded;
  return simple ? isSimpleAt(simple, value, 0) : endsOfFolded(folded, value, 0).length > 0;
}

export function endsWithFolded(folded: FoldedText, value: string): boolean {
  const { simple, units } = folded;
  if (simple) return isSimpleAt(simple, value, value.length - simple.lower.length);
  const longest = units.reduce((sum, [lower, upper]) => sum + Math.max(lower.length, upper.length), 0);
  for (let start = Math.max(0, value.length - longest); start <= value.length; start++) {
    if (endsOfFolded(folded, value, start).includes(value.length)) return true;
  }
  return false;
}

/** A place before the value or behind it has no units, so nothing is equal there. */
function isSimpleAt(
  { lower, upper }: NonNullable<FoldedText['simple']>,
  value: string,
  start: number,
): boolean {
  for (let index = 0; index < lower.length; index++) {
    const unit = value.charCodeAt(start + index);
    if (unit !== lower.charCodeAt(index) && unit !== upper.charCodeAt(index)) return false;
  }
  return true;
}

/** Where in `value` the folded text can end that starts at `start`: several if forms differ in length. */
function endsOfFolded({ units }: FoldedText, value: string, start: number): readonly number[] {
  let ends: readonly number[] = [start];
  for (const forms of units) {
    const next = new Set(ends.flatMap((end) => endsOfUnit(forms, value, end)));
    if (next.size === 0) return [];
    ends = Array.from(next);
  }
  return ends;
}

function endsOfUnit(forms: FoldedText['units'][number], value: string, start: number): readonly number[] {
  return forms.filter((form) => value.startsWith(form, start)).map((form) => start + form.length);
}

function isSurrogate(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udfff';
}
