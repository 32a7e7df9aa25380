/**
 * Talks to the Lambda Runtime API from inside the handler's process (reference section 5.1).
 *
 * Where the server offers it, an answer and the question for the next invocation are one exchange: the
 * process then writes once and wakes once for each invocation. Other servers are asked in two.
 */
import { type ErrorReport, errorBody, headerText } from './error-report';
import { isDying } from './fatal-errors';
import type { HttpReply } from './http-reply';
import { type AwaitedReply, RuntimeConnection } from './runtime-connection';
import { StreamedRequest } from './streamed-request';

/** Called once, when the extension has the answer or can't be reached. */
export type Taken = (error?: Error) => void;

const jsonHeader = 'Content-Type: application/json\r\n';
const combinedHeader = 'Stream-Triggers-Next-With-Answer: wanted\r\n';

export class RuntimeClient {
  private readonly host: string;
  private readonly base: string;
  private readonly connect: () => RuntimeConnection;
  private readonly connection: RuntimeConnection;
  private readonly askText: string;
  private waiting: { resolve(reply: HttpReply): void; reject(error: Error): void } | undefined;
  /** The last reply to `next` offered to combine an answer with the next question. */
  private canCombine = false;
  private arrived: HttpReply | Error | undefined;

  /** @param address `127.0.0.1:<port>`, with a path prefix behind it if there is one */
  constructor(address: string) {
    const url = new URL(`http://${address}`);
    this.host = url.host;
    this.base = `${url.pathname.replace(/\/$/, '')}/2018-06-01/runtime`;
    this.connect = () => new RuntimeConnection(url.hostname, Number(url.port || 80));
    this.connection = this.connect();
    this.askText = `${this.requestLine('GET', '/invocation/next')}\r\n`;
  }

  /** Asks for work, the first time or after an answer that did not ask. */
  ask(): void {
    this.connection.send(this.askText, {
      repeatable: this.askText,
      settle: (reply) =>
        this.arrive(
          reply.status === 200 ? reply : new Error(`The Runtime API answered ${reply.status} to next.`),
        ),
      fail: (error) => this.arrive(error),
    });
  }

  /**
   * The invocation that was asked for, or that will be.
   * @throws if the extension is gone or refuses
   */
  next(): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      if (this.arrived !== undefined) this.arrive(this.arrived);
    });
  }

  /** The extension can't be reached any more: nothing will arrive. */
  lose(error: Error): void {
    this.arrive(error);
  }

  /** Also asks for the next invocation, unless the process is on its way out. */
  respond(requestId: string, payload: string, taken: Taken): void {
    const path = `/invocation/${encodeURIComponent(requestId)}/response`;
    this.post(path, jsonHeader, payload, !isDying(), taken);
  }

  /** As `respond`, with an error. */
  fail(requestId: string, error: ErrorReport, taken: Taken): void {
    this.postError(`/invocation/${encodeURIComponent(requestId)}/error`, error, !isDying(), taken);
  }

  failInit(error: ErrorReport): Promise<void> {
    return new Promise((resolve, reject) => {
      this.postError('/init/error', error, false, (failure) =>
        failure === undefined ? resolve() : reject(failure),
      );
    });
  }

  /** Opens a streamed response on a connection of its own: an error of the process still has this one. */
  stream(requestId: string, contentType: string): StreamedRequest {
    const path = `/invocation/${encodeURIComponent(requestId)}/response`;
    const head = `${this.requestLine('POST', path)}Content-Type: ${headerText(contentType)}\r\n`;
    return new StreamedRequest(this.connect(), head);
  }

  private post(path: string, headers: string, body: string, asks: boolean, taken: Taken): void {
    const combines = asks && this.canCombine;
    const text = `${this.requestLine('POST', path)}${headers}${combines ? combinedHeader : ''}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const answer: AwaitedReply = {
      settle: (reply) => {
        taken();
        if (combines && isInvocation(reply)) this.arrive(reply);
        else if (asks && !isDying()) this.ask();
      },
      fail: (error) => {
        taken(error);
        this.arrive(error);
      },
    };
    // The reply to a combined exchange comes with the next invocation: it is enough that the answer has left.
    this.connection.send(text, answer, combines ? (error) => taken(error ?? undefined) : undefined);
  }

  private arrive(reply: HttpReply | Error): void {
    const { waiting } = this;
    this.arrived = waiting === undefined ? reply : undefined;
    this.waiting = undefined;
    if (reply instanceof Error) {
      waiting?.reject(reply);
      return;
    }
    this.canCombine = reply.headers.has('stream-triggers-next-with-answer');
    waiting?.resolve(reply);
  }

  private postError(path: string, error: ErrorReport, asks: boolean, taken: Taken): void {
    const type = `Lambda-Runtime-Function-Error-Type: ${headerText(error.errorType)}\r\n`;
    this.post(path, jsonHeader + type, errorBody(error), asks, taken);
  }

  private requestLine(method: string, path: string): string {
    return `${method} ${this.base}${path} HTTP/1.1\r\nHost: ${this.host}\r\n`;
  }
}

/** What else a combined exchange may bring is a refusal of the answer. */
function isInvocation({ status, headers }: HttpReply): boolean {
  return status === 200 && headers.has('lambda-runtime-aws-request-id');
}
