/** Says every few seconds, where all windows can read it, that this window works on an unblocking: also while a question is open. */
import type { Clock } from '../../engine/ports/clock';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import type { KeptUnblock } from './kept-unblock';

/** A fraction of the time after which a window counts as gone. */
const BEAT_EVERY_MS = 10_000;

interface HeartPorts {
  readonly clock: Clock;
  keep(kept: KeptUnblock): Promise<void>;
}

export interface Heart {
  /** Resolves when nothing is written any more. Idempotent. @throws what keeping has failed with */
  stop(): Promise<void>;
}

export function startBeating(ports: HeartPorts, kept: KeptUnblock): Heart {
  const { clock } = ports;
  const stopped = new StopSwitch();
  const beats = beat();
  // Whoever stops it hears of it.
  beats.catch(() => undefined);
  return {
    stop: () => {
      stopped.abort();
      return beats;
    },
  };

  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleepUntil(clock.now() + BEAT_EVERY_MS, stopped);
      if (stopped.aborted) return;
      await ports.keep({ ...kept, seenMs: clock.now() });
    }
  }
}
