/**
 * One process of the handler together with its Runtime API session, from cold start to end.
 *
 * Corresponds to one execution environment of Lambda: warm for any number of
 * invocations, one at a time.
 */
import {
  HandlerProcess,
  type HandlerProcessListener,
  type HandlerProcessOptions,
  type ProcessEnd,
} from './processes/handler-process';
import type { ReportedError } from '../engine/invocations/function-error-body';
import type { ServedInvocation } from './runtime-api/invocation-headers';
import type { RuntimeApiServer } from './runtime-api/runtime-api-server';
import type { RuntimeSession } from './runtime-api/runtime-session';

export type RunAnswer =
  | { readonly kind: 'succeeded'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: ReportedError }
  | { readonly kind: 'initFailed'; readonly error: ReportedError }
  | {
      readonly kind: 'ended';
      readonly end: ProcessEnd;
      readonly isCutOff: boolean;
      /** False if the process had not begun the invocation. */
      readonly wasBegun: boolean;
    };

interface CurrentInvocation {
  wasDelivered: boolean;
  resolve(answer: RunAnswer): void;
}

export class HandlerRun {
  readonly ended: Promise<ProcessEnd>;
  private readonly process: HandlerProcess;
  private readonly session: RuntimeSession;
  private current: CurrentInvocation | undefined;
  private ready = false;
  /** Of output, at the time at which the process took the invocation. */
  private chunksBefore = 0;
  private killed = false;

  constructor(server: RuntimeApiServer, options: HandlerProcessOptions, listener: HandlerProcessListener) {
    this.session = server.beginSession({
      ready: () => (this.ready = true),
      succeeded: (_requestId, payload) => this.answer({ kind: 'succeeded', payload }),
      failed: (_requestId, error) => this.answer({ kind: 'failed', error }),
      initFailed: (error) => this.answer({ kind: 'initFailed', error }),
    });
    this.process = new HandlerProcess(options, listener);
    this.ended = this.process.ended.then((end) => this.hasEnded(end));
  }

  /** True once the process asked for work: its init phase is over. */
  get isWarm(): boolean {
    return this.ready;
  }

  /** True once somebody asked for its end. */
  get isKilled(): boolean {
    return this.killed;
  }

  /**
   * @param invocation made when the process takes it, so that its deadline counts from then
   * @param resolve called once
   */
  invoke(invocation: () => ServedInvocation, resolve: (answer: RunAnswer) => void): void {
    const current: CurrentInvocation = { resolve, wasDelivered: false };
    this.current = current;
    this.session.offer(() => {
      current.wasDelivered = true;
      this.chunksBefore = this.process.chunksRead;
      return invocation();
    });
  }

  /** What the invocation printed is passed on; waits for what is still in the pipes. */
  async settleOutput(): Promise<void> {
    // The process wrote before it answered: what it wrote was there when the answer was found, and is
    // read in the same turn of the event loop.
    await nextTurn();
    let seen = this.chunksBefore;
    // A pipe may hold more than one turn reads.
    for (let turn = 0; turn < 1000 && seen !== this.process.chunksRead; turn += 1) {
      seen = this.process.chunksRead;
      await nextTurn();
      await nextTurn();
    }
    this.process.flushOutput();
  }

  /** Kills the tree. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.killed = true;
    await this.process.kill();
    await this.ended;
  }

  private hasEnded(end: ProcessEnd): ProcessEnd {
    const wasBegun = this.current?.wasDelivered === true && !this.process.endedBetweenInvocations;
    this.answer({ kind: 'ended', end, isCutOff: this.session.isResponding, wasBegun });
    return end;
  }

  private answer(answer: RunAnswer): void {
    this.session.withdraw();
    this.current?.resolve(answer);
    this.current = undefined;
  }
}

/** Behind everything that the event loop has found ready to be read. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
