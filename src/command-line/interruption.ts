/** Ctrl+C and the end that a CI system asks for: the first stops cleanly, the second at once. */
import os from 'node:os';

export class Interruption {
  private readonly controller = new AbortController();
  private exit: number | undefined;

  private readonly interrupt = (name: NodeJS.Signals): void => {
    const exit = 128 + os.constants.signals[name];
    // The guard of the handler's processes notices our end and ends them.
    if (this.exit !== undefined) process.exit(exit);
    this.exit = exit;
    this.controller.abort();
  };

  constructor() {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, this.interrupt);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** 130 for SIGINT; undefined if nobody interrupted. */
  get exitCode(): number | undefined {
    return this.exit;
  }

  dispose(): void {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, this.interrupt);
  }
}
