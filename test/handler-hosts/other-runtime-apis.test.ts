/**
 * Our Node host as a client of Runtime APIs that are not ours: other framing, connections that end, and no
 * word of combined exchanges.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { bundledNodeHost } from '../support/bundled-node-host';
import { handlerFixtures } from '../support/handler-hosts';

interface Seen {
  readonly requests: readonly string[];
  readonly answers: readonly string[];
}

type Reply = (response: ServerResponse, body: string) => void;

const event = JSON.stringify({ Records: ['€'.repeat(50_000)] });

/** Serves as many invocations as there are ways to send one, and tells what came; then it is gone. */
async function serve(handler: string, ways: readonly Reply[]): Promise<Seen> {
  const requests: string[] = [];
  const answers: string[] = [];
  let host: ChildProcess | undefined;
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        void bodyOf(request).then((body) => {
          requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
          if (request.method === 'POST') {
            answers.push(body);
            response.writeHead(202, { 'Content-Length': 0 }).end();
            return;
          }
          const way = ways[answers.length];
          if (way === undefined) {
            resolve();
            return;
          }
          response.statusCode = 200;
          response.setHeader('Lambda-Runtime-Aws-Request-Id', `request-${answers.length}`);
          response.setHeader('Lambda-Runtime-Deadline-Ms', '9999999999999');
          way(response, event);
        });
      });
      server.listen(0, '127.0.0.1', () => {
        host = startNodeHost(handler, (server.address() as AddressInfo).port);
        host.on('exit', (code) => reject(new Error(`The host ended with ${code ?? 'a signal'}.`)));
      });
    });
    return { requests, answers };
  } finally {
    server.closeAllConnections();
    server.close();
    if (host?.exitCode === null) await once(host, 'exit');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk as string;
  return text;
}

function startNodeHost(handler: string, port: number): ChildProcess {
  return spawn(process.execPath, [path.join(bundledNodeHost(), 'bootstrap.js')], {
    stdio: 'ignore',
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      LAMBDA_TASK_ROOT: handlerFixtures,
      _HANDLER: handler,
    },
  });
}

const withLength: Reply = (response, body) => {
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
};

const inChunks: Reply = (response, body) => {
  response.write(body.slice(0, 1000));
  response.write(body.slice(1000, 1001));
  response.end(body.slice(1001));
};

const closing: Reply = (response, body) => {
  response.setHeader('Connection', 'close');
  withLength(response, body);
};

describe('our Node host with another Runtime API', function () {
  this.timeout(60_000);

  it('takes events with a length, in chunks and on connections that end, and asks after each answer', async () => {
    const { requests, answers } = await serve('behaviours.succeeds', [
      withLength,
      inChunks,
      closing,
      closing,
      withLength,
    ]);
    assert.deepEqual(answers, Array(5).fill('{"records":1}'));
    const answer = (index: number): string => `POST /2018-06-01/runtime/invocation/request-${index}/response`;
    const next = 'GET /2018-06-01/runtime/invocation/next';
    assert.deepEqual(requests, [next, ...[0, 1, 2, 3, 4].flatMap((index) => [answer(index), next])]);
  });

  it('reports errors and streams responses there too', async () => {
    const failed = await serve('behaviours.rejects', [withLength, inChunks]);
    assert.match(failed.answers[1] ?? '', /"errorType":"RangeError"/);
    const streamed = await serve('streaming.writes', [withLength, closing]);
    assert.deepEqual(streamed.answers, ['one two', 'one two']);
  });
});
