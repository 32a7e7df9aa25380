/** The change log in the memory of VS Code, for all windows and sessions of this machine. */
import type * as vscode from 'vscode';
import type { ChangeLog } from '../../triggers/changes/change-log';
import { readChangeLog } from '../../triggers/changes/change-log';

const STATE_KEY = 'triggerChanges';

export class KeptChanges {
  constructor(private readonly state: vscode.Memento) {}

  get log(): ChangeLog {
    return readChangeLog(this.state.get<unknown>(STATE_KEY));
  }

  async change(map: (log: ChangeLog) => ChangeLog): Promise<void> {
    await this.state.update(STATE_KEY, map(this.log));
  }
}
