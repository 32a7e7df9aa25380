/**
 * `equals-ignore-case` as Lambda's matcher has it (rule 19): each UTF-16 unit of the pattern stands
 * for its lower-case and its upper-case form, the value stays as it is. So `ß` matches `SS`, and
 * `STRASSE` doesn't match `straße`.
 */

/** A unit's two forms; more than one character long for some (`ß` is `SS`). */
export type FoldedText = readonly (readonly [lower: string, upper: string])[];

export function foldText(text: string): FoldedText {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    // The matcher looks at the two halves of a character beyond U+FFFF one by one and sees `?` for each.
    if (isSurrogate(unit)) return ['?', '?'];
    return [unit.toLowerCase(), unit.toUpperCase()];
  });
}

/** Whether the pattern can't match itself, see `foldText`. */
export function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

export function equalsFolded(folded: FoldedText, value: string): boolean {
  return endsOfFolded(folded, value, 0).includes(value.length);
}

export function startsWithFolded(folded: FoldedText, value: string): boolean {
  return endsOfFolded(folded, value, 0).length > 0;
}

export function endsWithFolded(folded: FoldedText, value: string): boolean {
  const longest = folded.reduce((sum, [lower, upper]) => sum + Math.max(lower.length, upper.length), 0);
  for (let start = Math.max(0, value.length - longest); start <= value.length; start++) {
    if (endsOfFolded(folded, value, start).includes(value.length)) return true;
  }
  return false;
}

/** Where in `value` the folded text can end that starts at `start`: several if forms differ in length. */
function endsOfFolded(folded: FoldedText, value: string, start: number): readonly number[] {
  let ends: readonly number[] = [start];
  for (const forms of folded) {
    const next = new Set(ends.flatMap((end) => endsOfUnit(forms, value, end)));
    if (next.size === 0) return [];
    ends = Array.from(next);
  }
  return ends;
}

function endsOfUnit(forms: FoldedText[number], value: string, start: number): readonly number[] {
  return forms.filter((form) => value.startsWith(form, start)).map((form) => start + form.length);
}

function isSurrogate(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udfff';
}
