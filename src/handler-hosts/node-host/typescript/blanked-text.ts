/**
 * Text in which parts are replaced by blanks of the same size, so that every line and column of what
 * stays is the line and column it has in the user's file: breakpoints and stack traces need no map.
 */
import type { SyntaxNode } from './syntax-tree';

const WORD = /[\p{ID_Continue}$\u200c\u200d]/u;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** What ECMAScript takes for white space already; line breaks included. */
const WHITE_SPACE = /[\s\ufeff]/;

export class BlankedText {
  private readonly blanks: { readonly start: number; readonly end: number }[] = [];
  private readonly overwritten = new Map<number, string>();

  constructor(
    readonly source: string,
    private readonly comments: readonly SyntaxNode[],
  ) {}

  blank(start: number, end: number): void {
    if (end > start) this.blanks.push({ start, end });
  }

  /** Puts one character where another was; stronger than a blank at the same place. */
  overwrite(offset: number, character: string): void {
    this.overwritten.set(offset, character);
  }

  /** Offset of the next token at or after `offset`, comments skipped; the length of the text at its end. */
  nextToken(offset: number): number {
    let at = offset;
    for (;;) {
      while (at < this.source.length && WHITE_SPACE.test(this.source.charAt(at))) at += 1;
      const comment = this.commentAt(at);
      if (comment === undefined) return at;
      at = comment.end;
    }
  }

  /** Offset of the last character of the token before `offset`, comments skipped; -1 where there is none. */
  previousToken(offset: number): number {
    let at = offset - 1;
    for (;;) {
      while (at >= 0 && WHITE_SPACE.test(this.source.charAt(at))) at -= 1;
      const comment = this.commentEndingAt(at + 1);
      if (comment === undefined) return at;
      at = comment.start - 1;
    }
  }

  characterAt(offset: number): string {
    return this.source.charAt(offset);
  }

  /** The word that starts at `offset`, empty where none does. */
  wordAt(offset: number): string {
    let end = offset;
    while (end < this.source.length && WORD.test(this.source.charAt(end))) end += 1;
    return this.source.slice(offset, end);
  }

  hasLineBreak(start: number, end: number): boolean {
    return LINE_BREAK.test(this.source.slice(start, end));
  }

  /** The text with all blanks applied: same length, same line breaks. */
  render(): string {
    const pieces: string[] = [];
    let at = 0;
    for (const { start, end } of this.blanks.sort((a, b) => a.start - b.start)) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      pieces.push(this.source.slice(at, from), blanksFor(this.source.slice(from, end)));
      at = end;
    }
    pieces.push(this.source.slice(at));
    const text = pieces.join('');
    if (this.overwritten.size === 0) return text;
    const units = text.split('');
    for (const [offset, character] of this.overwritten) units[offset] = character;
    return units.join('');
  }

  private commentAt(offset: number): SyntaxNode | undefined {
    const comment = this.comments[this.firstCommentFrom(offset)];
    return comment?.start === offset ? comment : undefined;
  }

  private commentEndingAt(end: number): SyntaxNode | undefined {
    const comment = this.comments[this.firstCommentFrom(end) - 1];
    return comment?.end === end ? comment : undefined;
  }

  private firstCommentFrom(offset: number): number {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.comments[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Blanks of the same length in UTF-16 units and, like the blanks of Node's own stripper, in UTF-8
 * bytes; white space and line breaks stay what they are.
 */
function blanksFor(text: string): string {
  return text.replace(/[^\s\ufeff]/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x80) return ' ';
    if (codePoint < 0x800) return '\u00a0';
    return codePoint < 0x10000 ? '\u2002' : ' \ufeff';
  });
}
