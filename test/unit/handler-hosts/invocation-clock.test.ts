import assert from 'node:assert/strict';

import { extendDeadlineExpression } from '../../../src/handler-hosts/debugger-pause';
import { ClockHold, InvocationClock } from '../../../src/handler-hosts/invocation-clock';
import { publishDeadline, remainingTime } from '../../../src/handler-hosts/node-host/deadline';

function beBusyMs(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('the clock of an invocation', () => {
  it('reaches its limit once, and not a fraction of a millisecond before it', async () => {
    for (let start = 0; start < 20; start += 1) {
      beBusyMs(start / 20);
      const hold = new ClockHold();
      let calls = 0;
      const clock = await new Promise<InvocationClock>((resolve) => {
        const made = new InvocationClock(hold, 1, () => {
          calls += 1;
          resolve(made);
        });
      });
      hold.hold()();
      assert.equal(calls, 1);
      assert.ok(clock.elapsedMs >= 1, `${clock.elapsedMs} ms`);
    }
  });

  it('stands still while it is held, from the beginning too', () => {
    const hold = new ClockHold();
    const release = hold.hold();
    const clock = new InvocationClock(hold, 1, () => assert.fail('the limit of a clock that never ran'));
    beBusyMs(5);
    assert.equal(clock.elapsedMs, 0);
    release();
    clock.stop();
    const counted = clock.elapsedMs;
    hold.hold()();
    assert.equal(clock.elapsedMs, counted, 'a stopped clock does not run again');
  });

  it('runs again only when every holder let go; letting go twice does nothing', () => {
    const hold = new ClockHold();
    const first = hold.hold();
    const second = hold.hold();
    first();
    first();
    assert.equal(hold.isHeld, true);
    second();
    assert.equal(hold.isHeld, false);
  });

  it('is not let go of by whoever held a process that is gone', () => {
    const hold = new ClockHold();
    const late = hold.hold();
    hold.clear();
    assert.equal(hold.isHeld, false);
    const release = hold.hold();
    late();
    assert.equal(hold.isHeld, true);
    release();
    assert.equal(hold.isHeld, false);
  });
});

describe('the deadline that a handler sees', () => {
  it('moves by what the debugger evaluates, for the running invocation alone', () => {
    publishDeadline();
    const evaluate = (expression: string): unknown => (0, eval)(expression) as unknown;
    const remaining = remainingTime(Date.now() + 1000);
    assert.equal(evaluate(extendDeadlineExpression(60_000)), undefined);
    assert.ok(remaining() > 60_000 && remaining() <= 61_000);
    assert.ok(remainingTime(Date.now() + 1000)() <= 1000);
  });

  it('is left alone where there is none, and by a negative pause', () => {
    Reflect.deleteProperty(globalThis, Symbol.for('streamTriggers.deadline'));
    assert.equal((0, eval)(extendDeadlineExpression(-5)) as unknown, undefined);
  });
});
