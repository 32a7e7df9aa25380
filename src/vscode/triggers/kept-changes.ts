/** The change log in the memory of VS Code, for all windows and sessions of this machine. */
import type { ChangeLog } from '../../triggers/changes/change-log';
import { readChangeLog } from '../../triggers/changes/change-log';

/** VS Code's Memento, as far as it is needed. */
interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const STATE_KEY = 'triggerChanges';

export class KeptChanges {
  private writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly state: Memory) {}

  get log(): ChangeLog {
    return readChangeLog(this.state.get(STATE_KEY));
  }

  /**
   * One after the other: VS Code sends each write back to the window before it says that it is done, and would put the
   * value of the first in the place of the second.
   */
  async change(map: (log: ChangeLog) => ChangeLog): Promise<void> {
    const write = (): PromiseLike<void> => this.state.update(STATE_KEY, map(this.log));
    // Whoever asked for the write before hears of its failure.
    const written = this.writing.then(write, write);
    this.writing = written;
    return written;
  }
}
