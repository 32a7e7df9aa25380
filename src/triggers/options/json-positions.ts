/** Where in a JSON text the member of a path stands, and where in the text a place within a string is. */
import type { Node } from 'jsonc-parser';
import { findNodeAtLocation } from 'jsonc-parser';

export interface TextRange {
  /** From the beginning of the text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/**
 * A value that fits on a line is marked itself, of a larger one its name, or its opening bracket in a list.
 *
 * @param markName the name is what is wrong
 * @returns of the nearest member around it if the path leads nowhere
 */
export function rangeOf(root: Node, path: readonly (string | number)[], markName: boolean): TextRange {
  const node = findNodeAtLocation(root, [...path]);
  if (node === undefined) return path.length === 0 ? opening(root) : rangeOf(root, path.slice(0, -1), false);
  const isScalar = node.children === undefined;
  const name = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  if (name !== undefined && (markName || !isScalar)) return { offset: name.offset, length: name.length };
  return isScalar ? { offset: node.offset, length: node.length } : opening(node);
}

/** @param position in the string's value, both counted from 1 */
export function rangeInString(
  text: string,
  string: TextRange,
  value: string,
  { line, column }: { readonly line: number; readonly column: number },
): TextRange {
  const lines = value.split('\n').slice(0, line - 1);
  const units = lines.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  const end = string.offset + string.length - 1;
  let offset = string.offset + 1;
  for (let unit = 0; unit < units && offset < end; unit += 1) offset += writtenLength(text, offset);
  // Behind the last character: a pattern that ends too soon.
  return { offset, length: offset < end ? writtenLength(text, offset) : 1 };
}

/** Of one UTF-16 unit of the value: `a`, `\n` or `\u0061`. */
function writtenLength(text: string, offset: number): number {
  if (text[offset] !== '\\') return 1;
  return text[offset + 1] === 'u' ? '\\u0000'.length : '\\n'.length;
}

function opening({ offset }: Node): TextRange {
  return { offset, length: 1 };
}
