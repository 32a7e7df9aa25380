/**
 * Bounds what one invocation may print: the beginning goes through, then only the end is kept.
 *
 * A handler that writes 100 MB costs the extension host the size of the tail,
 * no more, and the person sees how much is missing.
 */

export interface OutputLimit {
  /** UTF-16 code units that pass at once. */
  readonly head: number;
  /** UTF-16 code units that are kept from the end. */
  readonly tail: number;
}

const outputLimit: OutputLimit = { head: 2_000_000, tail: 200_000 };

export class LimitedOutput {
  private passed = 0;
  private dropped = 0;
  private kept: string[] = [];
  private keptLength = 0;

  constructor(
    private readonly emit: (text: string) => void,
    private readonly limit: OutputLimit = outputLimit,
  ) {}

  write(text: string): void {
    const room = Math.max(this.limit.head - this.passed, 0);
    const head = text.slice(0, room);
    if (head !== '') {
      this.passed += head.length;
      this.emit(head);
    }
    if (head.length < text.length) this.keep(text.slice(head.length));
  }

  /**
   * Starts over for another invocation: what was kept is emitted.
   * @param beforeTail told how many characters are missing between what passed and the tail
   */
  flush(beforeTail: (droppedCharacters: number) => void): void {
    const tail = this.kept.join('').slice(-this.limit.tail);
    const missing = this.dropped + this.keptLength - tail.length;
    this.passed = 0;
    this.dropped = 0;
    this.kept = [];
    this.keptLength = 0;
    if (missing > 0) beforeTail(missing);
    if (tail !== '') this.emit(tail);
  }

  private keep(text: string): void {
    this.kept.push(text);
    this.keptLength += text.length;
    // Whole chunks go while the rest alone is still a full tail.
    while (this.keptLength - (this.kept[0]?.length ?? 0) >= this.limit.tail && this.kept.length > 1) {
      const gone = this.kept.shift()?.length ?? 0;
      this.dropped += gone;
      this.keptLength -= gone;
    }
  }
}
