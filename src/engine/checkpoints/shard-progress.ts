/**
 * Up to where a shard is handled, while records finish in any order: with a parallelization
 * factor above 1 several batches are on their way. The checkpoint is the record before the
 * lowest unfinished one, so that a restart loses nothing (reference section 3.2).
 */

interface Numbered {
  readonly sequenceNumber: string;
}

/** Positions count the records of a shard from 0, in the order in which they were read. */
export class ShardProgress {
  private records: Numbered[] = [];
  private isFinished: boolean[] = [];
  /** Position of the first entry of the two lists. */
  private base = 0;
  /** Entries before this one are finished. */
  private head = 0;
  /** `head` when it was last asked for. */
  private told = 0;

  /** @returns the record's position */
  add(record: Numbered): number {
    this.records.push(record);
    this.isFinished.push(false);
    return this.base + this.records.length - 1;
  }

  finish(position: number): void {
    const index = position - this.base;
    this.isFinished[index] = true;
    if (index === this.head) this.moveHead();
    else this.keepNumberOnly(index);
  }

  /** @returns the new checkpoint, or undefined if it has not moved since the last call */
  advance(): string | undefined {
    if (this.head === this.told) return undefined;
    const checkpoint = this.records[this.head - 1]?.sequenceNumber;
    this.told = this.head;
    this.compact();
    return checkpoint;
  }

  private moveHead(): void {
    while (this.isFinished[this.head] === true) this.head += 1;
  }

  /** What is finished may wait long for a record before it: its bytes are not kept for that. */
  private keepNumberOnly(index: number): void {
    const sequenceNumber = this.records[index]?.sequenceNumber;
    if (sequenceNumber !== undefined) this.records[index] = { sequenceNumber };
  }

  private compact(): void {
    if (this.head * 2 < this.records.length) return;
    this.records = this.records.slice(this.head);
    this.isFinished = this.isFinished.slice(this.head);
    this.base += this.head;
    this.head = 0;
    this.told = 0;
  }
}
