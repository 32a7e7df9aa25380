/**
 * The one answer of one invocation: the first wins, and a process that is about to die still gives it.
 */
import { type ErrorReport, reportError } from './error-report';
import { isDying } from './fatal-errors';
import type { RuntimeClient, Taken } from './runtime-client';
import { RuntimeError } from './runtime-errors';

export class Answer {
  private state: 'open' | 'given' | 'taken' | Error = 'open';
  private waiting: Taken | undefined;

  constructor(
    readonly requestId: string,
    private readonly client: RuntimeClient,
    /** True from Node.js 24 on, where what cannot be serialised has a type of its own. */
    private readonly namesStringifyErrors: boolean,
    private readonly ownFile: string,
    private readonly notice: (message: string) => void,
    private readonly whenPrinted: (then: () => void) => void,
  ) {}

  get isGiven(): boolean {
    return this.state !== 'open';
  }

  /**
   * Resolves when the extension has the answer; rejects when it can't be reached. A promise only for who
   * asks, as the debugger makes each one dear.
   */
  answered(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting = (error) => (error === undefined ? resolve() : reject(error));
      if (this.state === 'taken' || this.state instanceof Error) this.tellWaiting();
    });
  }

  /** @param value anything; `undefined` becomes `null` */
  succeed(value: unknown): void {
    let text: string | undefined;
    try {
      text = jsonText(value ?? null);
    } catch {
      // Lambda hides the reason (a BigInt, a cycle) behind this sentence.
      this.fail(this.stringifyError());
      return;
    }
    if (text === undefined) {
      // Lambda's compiled client refuses what is no text with a TypeError.
      this.fail(new TypeError(`The handler returned a ${typeof value}, which has no JSON form.`));
      return;
    }
    const payload = text;
    this.give((taken) => this.client.respond(this.requestId, payload, taken));
  }

  fail(error: unknown): void {
    const report = reportError(error, this.ownFile);
    this.give((taken) => this.client.fail(this.requestId, report, taken));
  }

  /** Answers through a stream that the handler writes to. */
  failThrough(error: unknown, send: (report: ErrorReport) => Promise<void>): void {
    const report = reportError(error, this.ownFile);
    this.give((taken) => this.afterStream(send(report), taken));
  }

  /** The answer has been given by other means. */
  finish(): void {
    this.give((taken) => this.afterStream(Promise.resolve(), taken));
  }

  private give(send: (taken: Taken) => void): void {
    if (this.isGiven) {
      this.notice('The handler answered one invocation twice. Lambda keeps the first answer.');
      return;
    }
    this.state = 'given';
    this.whenPrinted(() =>
      send((error) => {
        this.state = error ?? 'taken';
        this.tellWaiting();
      }),
    );
  }

  private afterStream(sent: Promise<void>, taken: Taken): void {
    sent.then(
      () => {
        taken();
        if (!isDying()) this.client.ask();
      },
      (error: unknown) => {
        const failure = error instanceof Error ? error : new Error(String(error));
        taken(failure);
        this.client.lose(failure);
      },
    );
  }

  private tellWaiting(): void {
    this.waiting?.(this.state instanceof Error ? this.state : undefined);
    this.waiting = undefined;
  }

  private stringifyError(): Error {
    const message = 'Unable to stringify response body';
    return this.namesStringifyErrors ? new RuntimeError('JSONStringifyError', message) : new Error(message);
  }
}

/** A function or a symbol has no JSON text at all, whatever the declaration of stringify says. */
function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value);
}
