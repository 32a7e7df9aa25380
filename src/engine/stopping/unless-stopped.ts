/** Work that knows no stop signal, and may take long to end: a stop does not wait for it. */
import type { StopSignal } from '../ports/stop-signal';

/**
 * @returns `done` when the work has ended, `stopped` if the signal aborts before; then nobody hears of its end
 * @throws the work's error
 */
export function unlessStopped(work: Promise<void>, stop: StopSignal): Promise<'done' | 'stopped'> {
  return new Promise((resolve, reject) => {
    const stopped = (): void => resolve('stopped');
    stop.addEventListener('abort', stopped, { once: true });
    if (stop.aborted) stopped();
    work.then(() => resolve('done'), reject).finally(() => stop.removeEventListener('abort', stopped));
  });
}
