/** The change log in the memory of VS Code, for all windows and sessions of this machine. */
import type * as vscode from 'vscode';
import type { ChangeLog } from '../../triggers/changes/change-log';
import { readChangeLog } from '../../triggers/changes/change-log';

const STATE_KEY = 'triggerChanges';

export class KeptChanges {
  private writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly state: vscode.Memento) {}

  get log(): ChangeLog {
    return readChangeLog(this.state.get<unknown>(STATE_KEY));
  }

  /**
   * One after the other: VS Code sends each write back to the window before it says that it is done, and would put the
   * value of the first in the place of the second.
   */
  async change(map: (log: ChangeLog) => ChangeLog): Promise<void> {
    const write = async (): Promise<void> => this.state.update(STATE_KEY, map(this.log));
    // Whoever asked for the write before hears of its failure.
    const written = this.writing.then(write, write);
    this.writing = written;
    return written;
  }
}
