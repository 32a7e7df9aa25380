/** How a handler's process is told of pauses, so that this is never itself where a step ends. */
import * as assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { PausedDeadline } from '../../../../src/vscode/debug/paused-deadline';

interface Asked {
  readonly command: string;
  readonly given: Readonly<Record<string, unknown>>;
}

describe('the deadline of an invocation that is paused', () => {
  /** Its process stands in frame 7, or has gone on. */
  function sessionOf(asked: Asked[], stands: () => boolean): vscode.DebugSession {
    const customRequest = (command: string, given: Asked['given']): Promise<unknown> => {
      asked.push({ command, given });
      if (!stands()) return Promise.reject(new Error('Thread is not paused'));
      return Promise.resolve({ stackFrames: [{ id: 7 }] });
    };
    return { customRequest } as unknown as vscode.DebugSession;
  }

  it('is moved in a frame of the pause alone, and what comes too late is told in the next one', async () => {
    const asked: Asked[] = [];
    const state = { stands: false };
    const told: number[] = [];
    const deadline = new PausedDeadline((ms) => {
      told.push(ms);
      return `move(${ms})`;
    });
    const session = sessionOf(asked, () => state.stands);
    deadline.invocationBegins();
    deadline.hold(session, 1).dispose();
    // It has gone on before the debugger was asked.
    deadline.hold(session, 1).dispose();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      asked.map(({ command }) => command),
      ['stackTrace'],
    );
    state.stands = true;
    deadline.hold(session, 1).dispose();
    await new Promise((resolve) => setImmediate(resolve));
    const [late = 0, again = 0] = told;
    assert.ok(late > 0 && again >= late, told.join());
    assert.deepEqual(asked.at(-1), {
      command: 'evaluate',
      given: { expression: `move(${again})`, frameId: 7, context: 'watch' },
    });
  });
});
