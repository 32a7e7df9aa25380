import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { VirtualClock } from '../../../../src/engine/clock/virtual-clock';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { FollowEnd, FollowedChange } from '../../../../src/triggers/changes/follow-trigger';
import { followTrigger } from '../../../../src/triggers/changes/follow-trigger';
import type { ServiceError, ServiceErrorKind } from '../../../../src/triggers/ports/service-error';
import type { Trigger, TriggerState } from '../../../../src/triggers/trigger';
import { UUID, refusal, triggerWith } from './trigger-stand-in';

/** What a read answers: a state, a trigger, or a refusal. */
type Answer = TriggerState | Trigger | ServiceErrorKind;
const states: readonly string[] = [
  'Creating',
  'Enabling',
  'Enabled',
  'Disabling',
  'Disabled',
  'Updating',
  'Deleting',
];

describe('Following a trigger', () => {
  let clock: VirtualClock;
  let stop: StopSwitch;
  let readsMs: number[];
  let seen: string[];
  beforeEach(() => {
    clock = new VirtualClock(0, () => nextTurn());
    stop = new StopSwitch();
    readsMs = [];
    seen = [];
  });

  const answerOf = (answer: Answer): Promise<Trigger> => {
    if (typeof answer !== 'string') return Promise.resolve(answer);
    if (states.includes(answer)) return Promise.resolve(triggerWith({ state: answer as TriggerState }));
    return Promise.reject(refusal(answer as ServiceErrorKind));
  };

  /** @param answers one a read; the last one for good */
  const follow = (
    change: FollowedChange,
    first: TriggerState,
    answers: readonly Answer[],
    limitMs = 120_000,
  ): Promise<FollowEnd> => {
    const getTrigger = (_connection: unknown, uuid: string): Promise<Trigger> => {
      assert.equal(uuid, UUID);
      readsMs.push(clock.now());
      return answerOf(answers[Math.min(readsMs.length, answers.length) - 1] ?? 'failed');
    };
    return followTrigger(
      { service: { getTrigger }, connection: {}, clock, stop },
      change,
      triggerWith({ state: first }),
      limitMs,
      {
        sees: ({ state }) => seen.push(state),
        isTroubled: ({ kind }: ServiceError) => seen.push(kind),
      },
    );
  };

  it('goes through each state to the end, with delays that double up to 8 s', async () => {
    const creating = Array.from({ length: 6 }, () => 'Creating' as const);
    const end = await follow('create', 'Creating', [...creating, 'Enabling', 'Enabled']);
    assert.equal(end.kind === 'settled' && end.trigger.state, 'Enabled');
    assert.deepEqual(readsMs, [500, 1500, 3500, 7500, 15_500, 23_500, 31_500, 39_500]);
    assert.deepEqual(seen, [...creating, 'Enabling', 'Enabled']);
  });

  it('asks nothing when the answer has settled already', async () => {
    const end = await follow('update', 'Disabled', []);
    assert.equal(end.kind === 'settled' && end.trigger.state, 'Disabled');
    assert.deepEqual(readsMs, []);
  });

  it('ends with 404 after a delete, also when Lambda answers an old state first', async () => {
    assert.deepEqual(await follow('delete', 'Deleting', ['Enabled', 'Deleting', 'notFound']), {
      kind: 'gone',
    });
    assert.equal(readsMs.length, 3);
  });

  it('waits for a new trigger that is not known everywhere yet', async () => {
    const end = await follow('create', 'Creating', ['notFound', 'notFound', 'Creating', 'Enabled']);
    assert.equal(end.kind, 'settled');
  });

  it('sees a new trigger as gone after half a minute, or once it has been read', async () => {
    assert.deepEqual(await follow('create', 'Creating', ['notFound']), { kind: 'gone' });
    assert.equal(clock.now(), 31_500);
    assert.deepEqual(await follow('create', 'Creating', ['Creating', 'notFound']), { kind: 'gone' });
  });

  it('passes over reads that are older than the change', async () => {
    const old = triggerWith({ state: 'Enabled', lastModifiedMs: 999 });
    const end = await follow('update', 'Disabling', [old, 'Disabling', 'Disabled']);
    assert.equal(end.kind === 'settled' && end.trigger.state, 'Disabled');
    assert.deepEqual(seen, ['Disabling', 'Disabled']);
  });

  it('tries again after throttling and a cut connection, and says so', async () => {
    const end = await follow('update', 'Updating', ['throttled', 'unavailable', 'Enabled']);
    assert.equal(end.kind, 'settled');
    assert.deepEqual(seen, ['throttled', 'unavailable', 'Enabled']);
  });

  it('ends where the caller may not read', async () => {
    const end = await follow('update', 'Updating', ['accessDenied']);
    assert.equal(end.kind === 'unreadable' && end.error.kind, 'accessDenied');
  });

  it('ends at its limit with the last state seen, after a last read', async () => {
    const end = await follow('create', 'Creating', ['Enabling'], 10_000);
    assert.equal(end.kind === 'stillChanging' && end.last.state, 'Enabling');
    assert.deepEqual(readsMs, [500, 1500, 3500, 7500, 10_000]);
  });

  it('ends at a stop without another read', async () => {
    const following = follow('create', 'Creating', ['Creating']);
    stop.abort();
    assert.equal((await following).kind, 'stillChanging');
    assert.deepEqual(readsMs, []);
  });

  it('does not hide an error that is none of a service', async () => {
    const broken = new TypeError('broken');
    const getTrigger = (): Promise<Trigger> => Promise.reject(broken);
    const parts = { service: { getTrigger }, connection: {}, clock, stop };
    const observer = { sees: () => undefined, isTroubled: () => undefined };
    await assert.rejects(
      followTrigger(parts, 'update', triggerWith({ state: 'Updating' }), 1000, observer),
      broken,
    );
  });
});
