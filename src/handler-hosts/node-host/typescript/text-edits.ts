/**
 * Edits of a text that never move a line: what is put in may be longer than what it replaces, which
 * shifts the rest of that one line, and never holds a line break of its own.
 */
export class TextEdits {
  private readonly edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  constructor(readonly source: string) {}

  insert(offset: number, text: string): void {
    this.edits.push({ start: offset, end: offset, text });
  }

  /** Replaces [start, end) and fills up with blanks to the same lines, and the same columns where it fits. */
  replace(start: number, end: number, text: string): void {
    const old = this.source.slice(start, end);
    const firstBreak = old.search(/[\r\n\u2028\u2029]/);
    const firstLine = firstBreak === -1 ? old : old.slice(0, firstBreak);
    const rest = firstBreak === -1 ? '' : old.slice(firstBreak).replace(/[^\r\n\u2028\u2029]/g, ' ');
    this.edits.push({ start, end, text: text.padEnd(firstLine.length) + rest });
  }

  render(): string {
    const pieces: string[] = [];
    let at = 0;
    // The sort is stable: of two edits at one place the first one asked for comes first.
    for (const edit of this.edits.sort((a, b) => a.start - b.start)) {
      pieces.push(this.source.slice(at, edit.start), edit.text);
      at = Math.max(at, edit.end);
    }
    pieces.push(this.source.slice(at));
    return pieces.join('');
  }
}
