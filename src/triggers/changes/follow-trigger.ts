/**
 * A change's way through the state machine: after Lambda has accepted it, the trigger is read again, with growing
 * delays, until it rests or is gone (ST-2, ST-3). That takes seconds to minutes (ST-5).
 */
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { ServiceError } from '../ports/service-error';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';
import { isSettled } from '../trigger';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8000;
/** So long a mapping that was just created may be unknown to a read (ST-5). */
const UNKNOWN_AT_FIRST_MS = 30_000;

export interface FollowParts {
  readonly service: Pick<TriggerService, 'getTrigger'>;
  readonly connection: StreamConnection;
  readonly clock: Clock;
  readonly stop: StopSignal;
}

export interface FollowObserver {
  /** The trigger as it was read just now. */
  sees(trigger: Trigger): void;
  /** A read failed in a way that passes; it is tried again. */
  isTroubled(error: ServiceError): void;
}

export type FollowEnd =
  /** `Enabled` or `Disabled`. */
  | { readonly kind: 'settled'; readonly trigger: Trigger }
  | { readonly kind: 'gone' }
  /** The limit or the stop signal came first. */
  | { readonly kind: 'stillChanging'; readonly last: Trigger }
  /** The caller may change triggers but not read them, or the like: nothing more is found out by waiting. */
  | { readonly kind: 'unreadable'; readonly last: Trigger; readonly error: ServiceError };

/** What was asked of Lambda, which says what comes last and what a 404 means. */
export type FollowedChange = 'create' | 'update' | 'delete';

/**
 * @param answered what Lambda answered to the change; reads that are older than it are passed over
 * @param limitMs how long to follow
 */
export async function followTrigger(
  parts: FollowParts,
  change: FollowedChange,
  answered: Trigger,
  limitMs: number,
  observer: FollowObserver,
): Promise<FollowEnd> {
  const { clock, stop } = parts;
  const beginMs = clock.now();
  let last = answered;
  let hasBeenRead = change !== 'create';
  const rests = (trigger: Trigger): boolean => change !== 'delete' && isSettled(trigger);
  if (rests(answered)) return { kind: 'settled', trigger: answered };
  for (let reads = 1; ; reads += 1) {
    if (clock.now() >= beginMs + limitMs) return { kind: 'stillChanging', last };
    const nextMs = clock.now() + doublingDelayMs(reads, FIRST_DELAY_MS, LONGEST_DELAY_MS);
    await clock.sleepUntil(Math.min(nextMs, beginMs + limitMs), stop);
    const read = await readOnce(parts, answered.uuid);
    switch (read.kind) {
      case 'stopped':
        return { kind: 'stillChanging', last };
      case 'refused':
        return { kind: 'unreadable', last, error: read.error };
      case 'troubled':
        observer.isTroubled(read.error);
        break;
      case 'unknown':
        if (hasBeenRead || clock.now() - beginMs >= UNKNOWN_AT_FIRST_MS) return { kind: 'gone' };
        break;
      case 'read':
        hasBeenRead = true;
        if (read.trigger.lastModifiedMs < answered.lastModifiedMs) break;
        last = read.trigger;
        observer.sees(last);
        if (rests(last)) return { kind: 'settled', trigger: last };
    }
  }
}

type Read =
  | { readonly kind: 'read'; readonly trigger: Trigger }
  | { readonly kind: 'unknown' | 'stopped' }
  | { readonly kind: 'troubled' | 'refused'; readonly error: ServiceError };

async function readOnce({ service, connection, stop }: FollowParts, uuid: string): Promise<Read> {
  if (stop.aborted) return { kind: 'stopped' };
  try {
    return { kind: 'read', trigger: await service.getTrigger(connection, uuid, stop) };
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it was read
    if (stop.aborted) return { kind: 'stopped' };
    if (!(error instanceof ServiceError)) throw error;
    if (error.kind === 'notFound') return { kind: 'unknown' };
    const passes = error.kind === 'throttled' || error.kind === 'unavailable';
    return { kind: passes ? 'troubled' : 'refused', error };
  }
}
