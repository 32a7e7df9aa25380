/** Which calls were made, for tests that count them. */
export class RecordedCalls {
  private made: string[] = [];

  /** IAM's names of the actions, in the order in which they were asked for. */
  get actions(): readonly string[] {
    return this.made;
  }

  count(action: string): number {
    return this.made.filter((one) => one === action).length;
  }

  clear(): void {
    this.made = [];
  }

  add(action: string): void {
    this.made.push(action);
  }
}
