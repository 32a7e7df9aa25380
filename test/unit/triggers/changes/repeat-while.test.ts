import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { VirtualClock } from '../../../../src/engine/clock/virtual-clock';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { isInUse } from '../../../../src/triggers/changes/refusal';
import { policyPropagation, repeatWhile } from '../../../../src/triggers/changes/repeat-while';
import { refusal } from './trigger-stand-in';

const patience = { passes: isInUse, ...policyPropagation };

describe('A call that is refused for a while', () => {
  let clock: VirtualClock;
  beforeEach(() => {
    clock = new VirtualClock(0, () => nextTurn());
  });

  const refusedUntil = (endMs: number, callsMs: number[]) => (): Promise<string> => {
    callsMs.push(clock.now());
    return clock.now() < endMs ? Promise.reject(refusal('inUse')) : Promise.resolve('done');
  };

  it('is sent again with growing waits until it is accepted, and each wait is told', async () => {
    const callsMs: number[] = [];
    const waitsMs: number[] = [];
    const done = await repeatWhile(
      refusedUntil(20_000, callsMs),
      patience,
      clock,
      new StopSwitch(),
      (delayMs) => waitsMs.push(delayMs),
    );
    assert.equal(done, 'done');
    assert.deepEqual(callsMs, [0, 2000, 6000, 14_000, 29_000]);
    assert.deepEqual(waitsMs, [2000, 4000, 8000, 15_000]);
  });

  it('is given up after its time, with the last call at its end', async () => {
    const callsMs: number[] = [];
    await assert.rejects(
      repeatWhile(refusedUntil(Infinity, callsMs), patience, clock, new StopSwitch()),
      isInUse,
    );
    assert.deepEqual(callsMs, [0, 2000, 6000, 14_000, 29_000, 44_000, 59_000, 60_000]);
  });

  it('is not sent again after another refusal', async () => {
    let calls = 0;
    const call = (): Promise<never> => {
      calls += 1;
      return Promise.reject(refusal(calls === 1 ? 'inUse' : 'notFound'));
    };
    await assert.rejects(repeatWhile(call, patience, clock, new StopSwitch()), { kind: 'notFound' });
    assert.equal(calls, 2);
  });

  it('is not sent again after a stop', async () => {
    const stop = new StopSwitch();
    const callsMs: number[] = [];
    const call = repeatWhile(refusedUntil(Infinity, callsMs), patience, clock, stop, () => stop.abort());
    await assert.rejects(call, isInUse);
    assert.deepEqual(callsMs, [0]);
  });
});
