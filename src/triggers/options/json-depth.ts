/** How deep a JSON text goes, told without recursion: the parser has no limit, and falls over. */
import { createScanner } from 'jsonc-parser';

/** @returns where the text first goes deeper than `levels` of objects and lists; undefined if nowhere */
export function tooDeepAt(text: string, levels: number): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const length = scanner.getTokenLength();
    // Only the end has none.
    if (length === 0) return undefined;
    const bracket = length === 1 ? text[offset] : undefined;
    if (bracket === '{' || bracket === '[') depth += 1;
    if (bracket === '}' || bracket === ']') depth -= 1;
    if (depth > levels) return offset;
  }
}
