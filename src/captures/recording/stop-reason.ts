/** What reading rejects with after its stop signal aborted. */
import type { StopSignal } from '../../engine/ports/stop-signal';

/** @throws the reason of an AbortSignal; a signal of another kind has none to tell */
export function throwIfStopped(stop: StopSignal | undefined): void {
  if (stop?.aborted !== true) return;
  if (stop instanceof AbortSignal) stop.throwIfAborted();
  throw new Error('Reading the capture was stopped.');
}
