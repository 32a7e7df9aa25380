import assert from 'node:assert/strict';
import { HeldTime } from '../../../../src/vscode/debug/held-time';

describe('the time for which a debugger holds the handler', () => {
  it('adds up, counts what two hold once, and nothing after the end twice', () => {
    let nowMs = 100;
    const held = new HeldTime(() => nowMs);
    const first = held.hold();
    nowMs = 110;
    const second = held.hold();
    nowMs = 130;
    first();
    assert.equal(held.heldMs(0), 30);
    nowMs = 140;
    second();
    second();
    nowMs = 1000;
    assert.equal(held.heldMs(0), 40);
    const third = held.hold();
    nowMs = 1005;
    assert.equal(held.heldMs(0), 45);
    third();
    assert.equal(held.heldMs(0), 45);
  });

  it('counts from the given time on only', () => {
    let nowMs = 100;
    const held = new HeldTime(() => nowMs);
    const first = held.hold();
    nowMs = 150;
    first();
    nowMs = 200;
    held.hold();
    nowMs = 260;
    assert.deepEqual(
      [0, 130, 150, 190, 230, 260].map((sinceMs) => held.heldMs(sinceMs)),
      [110, 80, 60, 60, 30, 0],
    );
  });
});
