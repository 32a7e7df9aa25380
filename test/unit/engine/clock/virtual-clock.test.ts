import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as realTime } from 'node:timers/promises';
import { Notice } from '../../../../src/engine/clock/notice';
import { VirtualClock } from '../../../../src/engine/clock/virtual-clock';
import { invokerInVirtualTime } from '../../../../src/engine/clock/virtual-ports';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';

const never = new StopSwitch();
const startingAt = (nowMs: number): VirtualClock => new VirtualClock(nowMs, () => nextTurn());

describe('Virtual clock', () => {
  it('wakes sleepers in the order of their times, without waiting for real', async () => {
    const clock = startingAt(1000);
    const woken: string[] = [];
    const sleep = async (name: string, untilMs: number): Promise<void> => {
      await clock.sleepUntil(untilMs, never);
      woken.push(`${name} ${clock.now()}`);
    };
    const day = 24 * 60 * 60 * 1000;
    await Promise.all([sleep('b', 1000 + day), sleep('a', 3000), sleep('c', 1000 + 2 * day)]);
    assert.deepEqual(woken, ['a 3000', `b ${1000 + day}`, `c ${1000 + 2 * day}`]);
  });

  it('does not sleep for a time that has come, nor after the stop', async () => {
    const clock = startingAt(1000);
    const stopped = new StopSwitch();
    stopped.abort();
    await clock.sleepUntil(1000, never);
    await clock.sleepUntil(5000, stopped);
    assert.equal(clock.now(), 1000);
  });

  it('wakes a sleeper at the stop, and time has not passed', async () => {
    const clock = startingAt(0);
    const stop = new StopSwitch();
    const hold = new Notice();
    const work = clock.during(hold.wait(clock, undefined, never));
    const sleeping = clock.sleepUntil(5000, stop);
    stop.abort();
    await sleeping;
    assert.equal(clock.now(), 0);
    hold.give();
    await work;
  });

  it('stands still while work outside the engine goes on, however long that takes', async () => {
    const clock = startingAt(0);
    const order: string[] = [];
    const work = clock.during(realTime(20)).then(() => order.push(`work ${clock.now()}`));
    const sleep = clock.sleepUntil(1, never).then(() => order.push(`sleep ${clock.now()}`));
    await Promise.all([work, sleep]);
    assert.deepEqual(order, ['work 0', 'sleep 1']);
  });

  it('goes on after work that failed', async () => {
    const clock = startingAt(0);
    await assert.rejects(clock.during(Promise.reject(new Error('no'))), /no/);
    await clock.sleepUntil(10, never);
    assert.equal(clock.now(), 10);
  });

  it('passes by the duration of an invocation', async () => {
    const clock = startingAt(0);
    const invoker = invokerInVirtualTime(
      { invoke: async () => (await nextTurn(), { outcome: 'succeeded', payload: 'null', durationMs: 1234 }) },
      clock,
    );
    await invoker.invoke(new Uint8Array(), never);
    assert.equal(clock.now(), 1234);
  });
});

describe('Notice', () => {
  it('wakes everybody who waits, and nobody who waits later', async () => {
    const clock = startingAt(0);
    const notice = new Notice();
    const woken = Promise.all([notice.wait(clock, undefined, never), notice.wait(clock, undefined, never)]);
    notice.give();
    await woken;
    const later = notice.wait(clock, 7, never);
    await later;
    assert.equal(clock.now(), 7);
  });

  it('leaves no sleeper behind that would let time pass', async () => {
    const clock = startingAt(0);
    const notice = new Notice();
    const waiting = notice.wait(clock, 1_000_000, never);
    notice.give();
    await waiting;
    await clock.sleepUntil(5, never);
    await nextTurn();
    await nextTurn();
    assert.equal(clock.now(), 5);
  });
});
