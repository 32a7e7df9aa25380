/**
 * How many invocations may run at the same time over all shards: a local handler is one
 * execution environment. Who asks first is served first.
 */
import type { StopSignal } from '../ports/stop-signal';

export class InvocationSlots {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** Resolves when a slot is the caller's, or, without one, when the signal aborts. */
  async acquire(stop: StopSignal): Promise<'acquired' | 'stopped'> {
    if (stop.aborted) return 'stopped';
    if (this.free > 0) {
      this.free -= 1;
      return 'acquired';
    }
    return new Promise((resolve) => {
      const acquired = (): void => {
        stop.removeEventListener('abort', stopped);
        resolve('acquired');
      };
      const stopped = (): void => {
        this.queue.splice(this.queue.indexOf(acquired), 1);
        resolve('stopped');
      };
      stop.addEventListener('abort', stopped, { once: true });
      this.queue.push(acquired);
    });
  }

  release(): void {
    const next = this.queue.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
