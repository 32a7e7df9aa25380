/** The memory of VS Code as it is for all windows: what was written comes back once more, later. */
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { withChange } from '../../../../src/triggers/changes/change-log';
import type { LoggedChange } from '../../../../src/triggers/changes/trigger-change';
import { KeptChanges } from '../../../../src/vscode/triggers/kept-changes';

class EchoingMemory {
  writesToFail = 0;
  private value: unknown;

  get(): unknown {
    return this.value;
  }

  async update(_key: string, value: unknown): Promise<void> {
    if (this.writesToFail > 0) {
      this.writesToFail -= 1;
      throw new Error('the disk is full');
    }
    this.value = value;
    await turn();
    await turn();
    this.value = value;
  }
}

const created = (id: string): LoggedChange => ({
  id,
  atMs: 0,
  connectionId: 'c',
  connectionName: 'C',
  change: { kind: 'create', after: { uuid: id, document: {} } },
});

describe('the changes that can be undone', () => {
  it('are all kept when they are made at the same time', async () => {
    const kept = new KeptChanges(new EchoingMemory());
    const keep = (id: string): Promise<void> => kept.change((log) => withChange(log, created(id)));
    const first = keep('a');
    await turn();
    const second = keep('b');
    await first;
    await Promise.all([second, keep('c')]);
    assert.deepEqual(
      kept.log.map(({ id }) => id),
      ['c', 'b', 'a'],
    );
  });

  it('are kept after one that could not be written, which is told', async () => {
    const memory = new EchoingMemory();
    const kept = new KeptChanges(memory);
    memory.writesToFail = 1;
    const [first, second] = await Promise.allSettled(
      ['a', 'b'].map((id) => kept.change((log) => withChange(log, created(id)))),
    );
    assert.deepEqual([first?.status, second?.status], ['rejected', 'fulfilled']);
    assert.deepEqual(
      kept.log.map(({ id }) => id),
      ['b'],
    );
  });
});
