/**
 * Talks to the Lambda Runtime API from inside the handler's process (reference section 5.1).
 *
 * Connections are kept alive and have no timeouts: `next` may wait for hours.
 * While nothing is asked, the idle connection does not keep the process alive.
 */
import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http';

import { type ErrorReport, errorBody, headerText } from './error-report';

export interface NextInvocation {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class RuntimeClient {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly host: string;
  private readonly port: string;
  private readonly base: string;
  // Bound early: handlers under test like to replace the functions of node:http.
  private readonly request = request;

  /** @param address `127.0.0.1:<port>`, with a path prefix behind it if there is one */
  constructor(address: string) {
    const url = new URL(`http://${address}`);
    this.host = url.hostname;
    this.port = url.port;
    this.base = `${url.pathname.replace(/\/$/, '')}/2018-06-01/runtime`;
  }

  /** Waits for work. @throws if the extension is gone or refuses */
  async next(): Promise<NextInvocation> {
    const reply = await this.call('GET', '/invocation/next', {});
    if (reply.status !== 200) throw new Error(`The Runtime API answered ${reply.status} to next.`);
    return reply;
  }

  async respond(requestId: string, payload: string): Promise<void> {
    const path = `/invocation/${encodeURIComponent(requestId)}/response`;
    await this.call('POST', path, { 'Content-Type': 'application/json' }, payload);
  }

  async fail(requestId: string, error: ErrorReport): Promise<void> {
    await this.postError(`/invocation/${encodeURIComponent(requestId)}/error`, error);
  }

  async failInit(error: ErrorReport): Promise<void> {
    await this.postError('/init/error', error);
  }

  /** Opens a streamed response. The answer comes when the request has ended. */
  stream(requestId: string, contentType: string): { request: ClientRequest; answered: Promise<void> } {
    const headers = {
      'Lambda-Runtime-Function-Response-Mode': 'streaming',
      'Content-Type': contentType,
      'Transfer-Encoding': 'chunked',
      Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    };
    const path = `/invocation/${encodeURIComponent(requestId)}/response`;
    const opened = this.open('POST', path, headers);
    return { request: opened.request, answered: opened.reply.then(() => undefined) };
  }

  private async postError(path: string, error: ErrorReport): Promise<void> {
    const headers = {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Function-Error-Type': headerText(error.errorType),
    };
    await this.call('POST', path, headers, errorBody(error));
  }

  private call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const opened = this.open(method, path, headers);
    // With the whole body at hand node:http sets the length by itself.
    opened.request.end(body);
    return opened.reply;
  }

  private open(method: string, path: string, headers: Record<string, string>) {
    const { host, port, agent } = this;
    let opened: ClientRequest | undefined;
    const reply = new Promise<Reply>((resolve, reject) => {
      opened = this.request({ host, port, agent, method, path: `${this.base}${path}`, headers });
      opened.on('error', reject);
      opened.on('response', (response) => void readReply(response).then(resolve, reject));
    });
    return { request: opened as unknown as ClientRequest, reply };
  }
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
