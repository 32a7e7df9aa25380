/**
 * The operand of `wildcard`: `*` stands for any text, `\*` and `\\` for themselves (rule 25).
 */

export type ParsedWildcard =
  /** The literal pieces between the stars; one piece is no star at all. */
  | { readonly valid: true; readonly pieces: readonly string[] }
  | { readonly valid: false; readonly reason: string };

export function parseWildcard(text: string): ParsedWildcard {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const following = text.charAt(at + 1);
    if (character === '*') {
      if (following === '*') return refused('Consecutive wildcard characters', text, at);
      pieces.push(piece);
      piece = '';
    } else if (character === '\\') {
      if (following !== '*' && following !== '\\') return refused('Invalid escape character', text, at);
      piece += following;
      at++;
    } else piece += character;
  }
  return { valid: true, pieces: [...pieces, piece] };
}

/** The first and the last piece are fixed; those between are found from the left, which is never wrong. */
export function matchesWildcard(pieces: readonly string[], value: string): boolean {
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return value === first;
  const last = pieces.at(-1) ?? '';
  const end = value.length - last.length;
  if (first.length > end || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index] ?? '';
    const found = value.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= end;
}

/** Lambda's matcher counts bytes, and the quotation mark before the text as the first of them. */
function refused(reason: string, text: string, at: number): ParsedWildcard {
  const position = 1 + new TextEncoder().encode(text.slice(0, at)).length;
  return { valid: false, reason: `${reason} at pos ${position}` };
}
