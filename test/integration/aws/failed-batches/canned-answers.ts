/** A loopback endpoint that answers what a test says: for answers that neither moto nor the test cloud can be brought to give. */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** The connection is closed after so many bytes of the body, which is said to be longer. */
  readonly cutAfterBytes?: number;
}

export interface CannedAnswers {
  readonly endpoint: string;
  /** Each request: its path with the query, its headers, its body. */
  readonly requests: readonly (Pick<http.IncomingMessage, 'url' | 'headers' | 'method'> & {
    readonly body: string;
  })[];
  /** How many connections were made. */
  connections(): number;
}

/** @param answerTo the n-th request, from 0; undefined: none, the connection stays open */
export async function startCannedAnswers(
  answerTo: (index: number, url: string) => CannedAnswer | undefined,
): Promise<CannedAnswers> {
  const requests: CannedAnswers['requests'][number][] = [];
  let connections = 0;
  const server = http.createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { url, headers, method } = message;
      const answer = answerTo(requests.push({ url, headers, method, body }) - 1, url ?? '');
      if (answer !== undefined) write(response, answer);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.add(server);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
  };
}

const running = new Set<http.Server>();

/** After each test, whether it passed or not. */
export async function stopCannedAnswers(): Promise<void> {
  for (const server of running) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  running.clear();
}

function write(response: http.ServerResponse, answer: CannedAnswer): void {
  const { status = 200, headers = {}, body = '', cutAfterBytes } = answer;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, { 'content-length': bytes.length, ...headers });
  if (cutAfterBytes === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfterBytes), () => response.destroy());
}
