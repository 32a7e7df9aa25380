import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';

import { SystemClock } from '../../../src/handler-hosts/system-clock';

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

describe('the system clock', () => {
  const clock = new SystemClock();

  it('tells the time of the machine', () => {
    const before = Date.now();
    const now = clock.now();
    assert.ok(now >= before && now <= Date.now());
  });

  it('does not wake before the time it was told', async () => {
    const { signal } = new AbortController();
    const wakeAt = clock.now() + 20.5;
    await clock.sleepUntil(wakeAt, signal);
    assert.ok(clock.now() >= wakeAt);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('does not sleep when the time has passed or the stop came first', async () => {
    const running = new AbortController();
    await clock.sleepUntil(clock.now() - 1, running.signal);
    await clock.sleepUntil(clock.now() + THIRTY_DAYS_MS, AbortSignal.abort());
  });

  it('does not sleep longer because the clock is set back meanwhile', async () => {
    let setBackMs = 0;
    class AdjustedClock extends SystemClock {
      override now(): number {
        return super.now() - setBackMs;
      }
    }
    const adjusted = new AdjustedClock();
    const sleep = adjusted.sleepUntil(adjusted.now() + 20, new AbortController().signal);
    setBackMs = THIRTY_DAYS_MS;
    await sleep;
  });

  it('sleeps on through a time that one timer cannot hold, and wakes early for the stop', async () => {
    const stop = new AbortController();
    let isAwake = false;
    const sleep = clock.sleepUntil(clock.now() + THIRTY_DAYS_MS, stop.signal).then(() => (isAwake = true));
    // A timer that was given too much would fire in the next millisecond.
    for (const end = Date.now() + 10; Date.now() < end;) await turn();
    assert.equal(isAwake, false);
    stop.abort();
    await sleep;
    assert.deepEqual(getEventListeners(stop.signal, 'abort'), []);
  });
});
