/** Requests handed on to DynamoDB Local and to moto's server. */
import * as http from 'node:http';
import type { Answer } from './cloud-answer';
import type { CloudRequest } from './cloud-request';

const agent = new http.Agent({ keepAlive: true });

/** @param changes headers that are sent instead of the request's, or beside them */
export function forward(
  endpoint: string,
  request: CloudRequest,
  body: Buffer = request.body,
  changes: http.OutgoingHttpHeaders = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, ...changes, 'content-length': body.length };
    const { pathname, search } = request.url;
    const asked = http.request(
      new URL(pathname + search, endpoint),
      { method: request.method, headers, agent },
      (response) => {
        bodyOf(response).then((answered) => {
          // The checksum is of the body before it is rewritten; how it was sent is this connection's matter.
          const kept = without(response.headers, ['x-amz-crc32', 'transfer-encoding', 'connection']);
          resolve({ status: response.statusCode ?? 500, headers: kept, body: answered });
        }, reject);
      },
    );
    asked.on('error', (error) => {
      // The server has closed a connection that was idle, just before the request: it has not seen it.
      if (asked.reusedSocket && isClosed(error))
        forward(endpoint, request, body, changes).then(resolve, reject);
      else reject(error);
    });
    asked.end(body);
  });
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE';
}

export async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function without(headers: http.IncomingHttpHeaders, names: readonly string[]): http.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([header]) => !names.includes(header)));
}
