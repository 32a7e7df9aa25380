/**
 * The Lambda Runtime API over HTTP, on the loopback interface and nowhere else.
 *
 * One server per handler host on a random port (reference section 5.5). A
 * debuggee may stand still for hours in the middle of a request, so no
 * timeout of node:http is left on.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { forbidden, truncatedRequestReply } from './replies';
import { admitRequest } from './request-origin';
import { findRoute } from './routes';
import { RuntimeSession, type RuntimeSessionListener } from './runtime-session';

export interface RuntimeApiServer {
  readonly port: number;
  /** The value for `AWS_LAMBDA_RUNTIME_API`: `127.0.0.1:<port>`, with `/<token>` where one is set. */
  readonly address: string;
  /** Begins a session for a new runtime process and breaks every connection of the one before. */
  beginSession(listener: RuntimeSessionListener): RuntimeSession;
  /** Resolves when the port is free. Waiting clients are cut off. Idempotent. */
  close(): Promise<void>;
}

/** @param token the secret path prefix, URL-safe characters; leave it out for official clients */
export async function startRuntimeApiServer(token?: string): Promise<RuntimeApiServer> {
  let session: RuntimeSession | undefined;
  let port = 0;
  const server = createServer((request, response) => {
    const admission = admitRequest(request.headers, request.url ?? '', port, token);
    if (!admission.admitted) {
      request.resume();
      forbidden(response, admission.reason);
      return;
    }
    void serve(session, request, response, admission.path);
  });
  withoutTimeouts(server);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(truncatedRequestReply);
    else socket.destroy();
  });
  port = await listenOnLoopback(server);
  let closing: Promise<void> | undefined;
  return {
    port,
    address: token === undefined ? `127.0.0.1:${port}` : `127.0.0.1:${port}/${token}`,
    beginSession(listener) {
      server.closeAllConnections();
      session = new RuntimeSession(listener);
      return session;
    },
    close() {
      closing ??= closeServer(server);
      return closing;
    },
  };
}

/** Never rejects: what goes wrong with a connection ends as a cut-off body or a closed response. */
async function serve(
  session: RuntimeSession | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const route = findRoute(request.method, path);
  if (route.name === 'ping') {
    response.end('pong');
    return;
  }
  if (route.name === 'notFound' || route.name === 'methodNotAllowed') {
    request.resume();
    response.writeHead(route.name === 'notFound' ? 404 : 405).end();
    return;
  }
  if (session === undefined) {
    request.resume();
    forbidden(response, 'No runtime process is expected now');
    return;
  }
  if (route.name === 'next') session.next(response);
  else if (route.name === 'initError') await session.initError(request, response);
  else await session[route.name](request, response, route.requestId);
}

function withoutTimeouts(server: Server): void {
  server.timeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
