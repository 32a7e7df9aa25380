/**
 * A stop signal of the engine's own: a part can be ended without ending the whole. What is
 * linked to an outer signal stops with it.
 */
import type { StopSignal } from '../ports/stop-signal';

export class StopSwitch implements StopSignal {
  private readonly listeners = new Set<() => void>();
  private readonly followOuter = (): void => this.abort();
  private isAborted = false;

  constructor(private readonly outer?: StopSignal) {
    if (outer?.aborted === true) this.isAborted = true;
    else outer?.addEventListener('abort', this.followOuter, { once: true });
  }

  get aborted(): boolean {
    return this.isAborted;
  }

  /** Idempotent. */
  abort(): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.unlink();
    for (const listener of [...this.listeners]) listener();
    this.listeners.clear();
  }

  /** Lets go of the outer signal, so that a long-lived one does not collect what has ended. */
  unlink(): void {
    this.outer?.removeEventListener('abort', this.followOuter);
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }
}
