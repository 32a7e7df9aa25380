/** Unblockings that have begun and not ended, in the memory of VS Code for all windows: one entry each, so that no window writes over another's. */
import type * as vscode from 'vscode';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import { readUnblock } from '../../failed-batches/stuck/kept-unblock';

const STATE_KEY = 'unblocking:';

export class KeptUnblocks {
  constructor(private readonly state: vscode.Memento) {}

  get all(): readonly KeptUnblock[] {
    return this.state
      .keys()
      .filter((key) => key.startsWith(STATE_KEY))
      .flatMap((key) => readUnblock(this.state.get(key)) ?? []);
  }

  get(id: string): KeptUnblock | undefined {
    return this.all.find((kept) => kept.id === id);
  }

  ofTrigger(uuid: string): KeptUnblock | undefined {
    return this.all.find((kept) => kept.uuid === uuid);
  }

  async keep(kept: KeptUnblock): Promise<void> {
    await this.state.update(`${STATE_KEY}${kept.id}`, kept);
  }

  async forget(id: string): Promise<void> {
    await this.state.update(`${STATE_KEY}${id}`, undefined);
  }
}
