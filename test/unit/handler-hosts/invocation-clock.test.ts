import assert from 'node:assert/strict';

import { extendDeadlineExpression } from '../../../src/handler-hosts/debugger-pause';
import { ClockHold, InvocationClock } from '../../../src/handler-hosts/invocation-clock';
import { publishDeadline, remainingTime } from '../../../src/handler-hosts/node-host/deadline';

describe('the clock of an invocation', () => {
  it('reaches its limit once', async () => {
    const hold = new ClockHold();
    let calls = 0;
    const clock = await new Promise<InvocationClock>((resolve) => {
      const made = new InvocationClock(hold, 1, () => {
        calls += 1;
        resolve(made);
      });
    });
    hold.hold();
    hold.resume();
    assert.equal(calls, 1);
    assert.ok(clock.elapsedMs >= 0.5, `${clock.elapsedMs} ms`);
  });

  it('stands still while it is held, from the beginning too', () => {
    const hold = new ClockHold();
    hold.hold();
    const clock = new InvocationClock(hold, 1, () => assert.fail('the limit of a clock that never ran'));
    const until = performance.now() + 5;
    while (performance.now() < until);
    assert.equal(clock.elapsedMs, 0);
    hold.resume();
    clock.stop();
    const counted = clock.elapsedMs;
    hold.hold();
    hold.resume();
    assert.equal(clock.elapsedMs, counted, 'a stopped clock does not run again');
  });

  it('runs again only when every holder let go; letting go too often does nothing', () => {
    const hold = new ClockHold();
    hold.resume();
    hold.hold();
    hold.hold();
    hold.resume();
    assert.equal(hold.isHeld, true);
    hold.resume();
    assert.equal(hold.isHeld, false);
    hold.hold();
    hold.clear();
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
