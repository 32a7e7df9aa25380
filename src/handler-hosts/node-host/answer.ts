/**
 * The one answer of one invocation: the first wins, and a process that is about to die still gives it.
 */
import { type ErrorReport, reportError } from './error-report';
import type { RuntimeClient } from './runtime-client';
import { RuntimeError } from './runtime-errors';

export class Answer {
  private given: Promise<void> | undefined;
  private resolveAnswered: () => void = () => undefined;
  private rejectAnswered: (error: unknown) => void = () => undefined;

  /** Resolves when the extension has the answer; rejects when it cannot be reached. */
  readonly answered = new Promise<void>((resolve, reject) => {
    this.resolveAnswered = resolve;
    this.rejectAnswered = reject;
  });

  constructor(
    readonly requestId: string,
    private readonly client: RuntimeClient,
    /** True from Node.js 24 on, where what cannot be serialised has a type of its own. */
    private readonly namesStringifyErrors: boolean,
    private readonly ownFile: string,
    private readonly notice: (message: string) => void,
    private readonly printed: () => Promise<void>,
  ) {}

  get isGiven(): boolean {
    return this.given !== undefined;
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
    this.give(() => this.client.respond(this.requestId, payload));
  }

  fail(error: unknown): void {
    const report = reportError(error, this.ownFile);
    this.give(() => this.client.fail(this.requestId, report));
  }

  /** Answers through a stream that the handler writes to. */
  failThrough(error: unknown, send: (report: ErrorReport) => Promise<void>): void {
    const report = reportError(error, this.ownFile);
    this.give(() => send(report));
  }

  /** The answer has been given by other means. */
  finish(): void {
    this.give(() => Promise.resolve());
  }

  private give(send: () => Promise<void>): void {
    if (this.given !== undefined) {
      this.notice('The handler answered one invocation twice. Lambda keeps the first answer.');
      return;
    }
    this.given = this.printed().then(send);
    this.given.then(this.resolveAnswered, this.rejectAnswered);
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
