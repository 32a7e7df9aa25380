/** Waiting that a stop ends at once, also for work that knows no signal: a browser sign-in, a credential process. */
import type { StopSignal } from '../../engine/ports/stop-signal';

/** @throws the work's error; the signal's reason */
export function untilAborted<T>(work: Promise<T>, stop: StopSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(stopReason(stop));
    stop.addEventListener('abort', onAbort, { once: true });
    if (stop.aborted) onAbort();
    work.then(resolve, reject).finally(() => stop.removeEventListener('abort', onAbort));
  });
}

export function throwIfStopped(stop: StopSignal): void {
  if (stop.aborted) throw stopReason(stop);
}

/** An AbortSignal tells why. */
function stopReason(stop: StopSignal): Error {
  const reason: unknown = 'reason' in stop ? stop.reason : undefined;
  return reason instanceof Error ? reason : new Error('stopped');
}
