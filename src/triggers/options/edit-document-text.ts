/** Changes of a document's text that leave the rest of it as its author wrote it. */
import { applyEdits, modify } from 'jsonc-parser';
import type { TriggerDocument } from '../trigger-document';
import type { TextRange } from './json-positions';

export interface TextReplacement extends TextRange {
  readonly text: string;
}

/** @param text JSON that can be parsed; @returns one replacement that sets the members of `change` */
export function setMembers(text: string, change: TriggerDocument): TextReplacement {
  const formattingOptions = { tabSize: 2, insertSpaces: !/^\t/m.test(text), ...indentOf(text) };
  const changed = Object.entries(change).reduce(
    (before, [name, value]) => applyEdits(before, modify(before, [name], value, { formattingOptions })),
    text,
  );
  return replacementOf(text, changed);
}

function indentOf(text: string): { readonly tabSize: number } | undefined {
  const length = /^( +)"/m.exec(text)?.[1]?.length;
  return length === undefined ? undefined : { tabSize: length };
}

function replacementOf(before: string, after: string): TextReplacement {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { offset: head, length: before.length - head - tail, text: after.slice(head, after.length - tail) };
}
