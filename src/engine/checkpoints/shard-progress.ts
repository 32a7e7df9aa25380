/**
 * Up to where a shard is handled, while records finish in any order: with a parallelization
 * factor above 1 several batches are on their way. The checkpoint is the record before the
 * lowest unfinished one, so that a restart loses nothing (reference section 3.2).
 */

/** Positions count the records of a shard from 0, in the order in which they were read. */
export class ShardProgress {
  private sequenceNumbers: string[] = [];
  private isFinished: boolean[] = [];
  /** Position of the first entry of the two lists. */
  private base = 0;
  /** Entries before this one are finished and have been told. */
  private head = 0;

  /** @returns the record's position */
  add(sequenceNumber: string): number {
    this.sequenceNumbers.push(sequenceNumber);
    this.isFinished.push(false);
    return this.base + this.sequenceNumbers.length - 1;
  }

  finish(position: number): void {
    this.isFinished[position - this.base] = true;
  }

  /** @returns the new checkpoint, or undefined if it has not moved since the last call */
  advance(): string | undefined {
    const before = this.head;
    while (this.isFinished[this.head] === true) this.head += 1;
    if (this.head === before) return undefined;
    const checkpoint = this.sequenceNumbers[this.head - 1];
    this.compact();
    return checkpoint;
  }

  private compact(): void {
    if (this.head < 4096 && this.head < this.sequenceNumbers.length) return;
    this.sequenceNumbers = this.sequenceNumbers.slice(this.head);
    this.isFinished = this.isFinished.slice(this.head);
    this.base += this.head;
    this.head = 0;
  }
}
