/**
 * Talks to the Lambda Runtime API from inside the handler's process (reference section 5.1).
 *
 * An answer and the question for the next invocation leave in one write: the process then waits once
 * for each invocation instead of twice.
 */
import { type ErrorReport, errorBody, headerText } from './error-report';
import type { HttpReply } from './http-reply';
import { type AwaitedReply, RuntimeConnection } from './runtime-connection';
import { StreamedRequest } from './streamed-request';

/** Called once, when the extension has the answer or can't be reached. */
export type Taken = (error?: Error) => void;

export class RuntimeClient {
  private readonly host: string;
  private readonly base: string;
  private readonly connect: () => RuntimeConnection;
  private readonly connection: RuntimeConnection;
  private readonly askText: string;
  private waiting: { resolve(reply: HttpReply): void; reject(error: Error): void } | undefined;
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
    this.connection.send(this.askText, this.asked());
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

  /** @param asks whether to ask for the next invocation in the same breath */
  respond(requestId: string, payload: string, asks: boolean, taken: Taken): void {
    const path = `/invocation/${encodeURIComponent(requestId)}/response`;
    this.post(this.withBody(path, 'Content-Type: application/json\r\n', payload), asks, taken);
  }

  fail(requestId: string, error: ErrorReport, asks: boolean, taken: Taken): void {
    this.post(this.errorRequest(`/invocation/${encodeURIComponent(requestId)}/error`, error), asks, taken);
  }

  failInit(error: ErrorReport): Promise<void> {
    return new Promise((resolve, reject) => {
      this.post(this.errorRequest('/init/error', error), false, (failure) =>
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

  private post(text: string, asks: boolean, taken: Taken): void {
    const answer: AwaitedReply = { settle: () => taken(), fail: taken };
    if (asks) this.connection.send(text + this.askText, answer, this.asked());
    else this.connection.send(text, answer);
  }

  private asked(): AwaitedReply {
    return {
      repeatable: this.askText,
      settle: (reply) =>
        this.arrive(
          reply.status === 200 ? reply : new Error(`The Runtime API answered ${reply.status} to next.`),
        ),
      fail: (error) => this.arrive(error),
    };
  }

  private arrive(reply: HttpReply | Error): void {
    const { waiting } = this;
    this.arrived = waiting === undefined ? reply : undefined;
    this.waiting = undefined;
    if (reply instanceof Error) waiting?.reject(reply);
    else waiting?.resolve(reply);
  }

  private errorRequest(path: string, error: ErrorReport): string {
    const type = `Lambda-Runtime-Function-Error-Type: ${headerText(error.errorType)}\r\n`;
    return this.withBody(path, `Content-Type: application/json\r\n${type}`, errorBody(error));
  }

  private withBody(path: string, headers: string, body: string): string {
    return `${this.requestLine('POST', path)}${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }

  private requestLine(method: string, path: string): string {
    return `${method} ${this.base}${path} HTTP/1.1\r\nHost: ${this.host}\r\n`;
  }
}
