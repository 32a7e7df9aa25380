/**
 * Gets a stuck trigger past a record: other options for the time being, a wait until it moves, the old options back.
 * What was before is kept before the first change, so that whatever ends this way in its middle can be ended later.
 */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { KeptUnblock } from './kept-unblock';
import type { Movement, TriggerSigns } from './movement';
import { isMoving, movementSince } from './movement';
import type { PutBack, PutBackPorts } from './put-options-back';
import { putOptionsBack } from './put-options-back';
import { startBeating } from './unblock-heart';

export type UnblockStep = 'settingOptions' | 'waiting' | 'moving' | 'puttingBack';

export interface UnblockPorts extends PutBackPorts {
  readonly clock: Clock;
  signs(): Promise<TriggerSigns>;
  /** Said before the step is done; again with what is new while it waits. */
  says(step: UnblockStep, movement?: Movement): void;
  /** Nothing has moved for so long. @returns whether to go on waiting */
  goesOn(waitedMs: number): Promise<boolean>;
}

export interface UnblockPace {
  readonly pollMs: number;
  /** How long one waits before one asks; Lambda takes minutes to work with new options. */
  readonly patienceMs: number;
  /** Once it moves: so long without another document, and it is through. */
  readonly quietMs: number;
}

export const lambdaPace: UnblockPace = { pollMs: 5000, patienceMs: 10 * 60_000, quietMs: 60_000 };

export interface Unblocked {
  readonly end: 'moved' | 'gaveUp' | 'cancelled' | 'gone';
  readonly movement: Movement;
  readonly putBack: PutBack;
}

/**
 * @param stop ends the wait; the options are put back all the same
 * @throws what went wrong, after the options were put back; or why they could not be, with what went wrong before
 *   as its cause: then the unblocking stays kept
 */
export async function unblockTrigger(
  ports: UnblockPorts,
  kept: KeptUnblock,
  pace: UnblockPace,
  stop: StopSignal,
): Promise<Unblocked> {
  const before = await ports.signs();
  await ports.keep(kept);
  const heart = startBeating(ports, kept);
  const forget = async (id: string): Promise<void> => {
    await heart.stop();
    await ports.forget(id);
  };
  const went = await settle(setAndWait(ports, kept, before, pace, stop));
  ports.says('puttingBack');
  const back = await settle(putOptionsBack({ ...ports, forget }, kept));
  // Where it stays kept; of what it ended with was said above, if it mattered.
  await settle(heart.stop());
  if (back.kind === 'failed') {
    if (went.kind === 'failed' && back.error instanceof Error) back.error.cause ??= went.error;
    throw back.error;
  }
  if (went.kind === 'failed') throw went.error;
  return { ...went.value, putBack: back.value };
}

async function setAndWait(
  ports: UnblockPorts,
  kept: KeptUnblock,
  before: TriggerSigns,
  pace: UnblockPace,
  stop: StopSignal,
): Promise<Pick<Unblocked, 'end' | 'movement'>> {
  const nothing = { hasSucceeded: false, hasCaughtUp: false, documents: 0 };
  const present = await ports.present();
  if (present === undefined) return { end: 'gone', movement: nothing };
  if (stop.aborted) return { end: 'cancelled', movement: nothing };
  ports.says('settingOptions');
  await ports.update(present, kept.temporary);
  return waitForMovement(ports, before, pace, stop);
}

async function waitForMovement(
  ports: UnblockPorts,
  before: TriggerSigns,
  { pollMs, patienceMs, quietMs }: UnblockPace,
  stop: StopSignal,
): Promise<Pick<Unblocked, 'end' | 'movement'>> {
  const { clock } = ports;
  let waitingSinceMs = clock.now();
  let newestMs: number | undefined;
  for (let movement = movementSince(before, before); ;) {
    ports.says(newestMs === undefined ? 'waiting' : 'moving', movement);
    await clock.sleepUntil(clock.now() + pollMs, stop);
    if (stop.aborted) return { end: 'cancelled', movement };
    const now = movementSince(before, await ports.signs());
    if (isNews(movement, now)) newestMs = clock.now();
    movement = now;
    // Discarding may not be over yet: the batch is cut in halves, and each bad record has its own retries.
    if (isMoving(movement) && newestMs !== undefined && clock.now() - newestMs >= quietMs)
      return { end: 'moved', movement };
    if (newestMs !== undefined || clock.now() - waitingSinceMs < patienceMs) continue;
    if (!(await ports.goesOn(clock.now() - waitingSinceMs))) return { end: 'gaveUp', movement };
    waitingSinceMs = clock.now();
  }
}

function isNews(before: Movement, now: Movement): boolean {
  return (
    (now.hasSucceeded && !before.hasSucceeded) ||
    (now.hasCaughtUp && !before.hasCaughtUp) ||
    now.documents > before.documents
  );
}

type Settled<T> =
  { readonly kind: 'went'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown };

async function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  return work.then(
    (value): Settled<T> => ({ kind: 'went', value }),
    (error: unknown): Settled<T> => ({ kind: 'failed', error }),
  );
}
