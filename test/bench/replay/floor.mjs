/** The floor: a bare node:http server that hands one prepared body to a bare node:http client at a time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';

import { readInspectorPort } from './js-debug-attach.mjs';

/**
 * @param {{ parses: boolean, inspect: boolean }} options
 * @returns {Promise<{ invoke(body: Uint8Array): Promise<void>, inspectorPort: number | undefined, stop(): Promise<void> }>}
 */
export async function startFloor({ parses, inspect }) {
  /** @type {import('node:http').ServerResponse | undefined} */
  let waiting;
  /** @type {(() => void) | undefined} */
  let offered;
  /** @type {() => void} */
  let answered = () => undefined;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      waiting = response;
      offered?.();
      return;
    }
    request.resume();
    request.on('end', () => {
      response.writeHead(202).end();
      answered();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const child = spawn(
    process.execPath,
    [
      ...(inspect ? ['--inspect=127.0.0.1:0'] : []),
      path.join(import.meta.dirname, 'floor-handler.cjs'),
      String(port),
      parses ? 'parse' : 'leave',
    ],
    // A session of its own, as every handler process of ours has to have one: on a busy Linux machine the
    // scheduler deals the time out by session, and that alone makes a difference of three times.
    { stdio: ['ignore', 'inherit', 'pipe'], detached: process.platform !== 'win32' },
  );
  const inspectorPort = inspect ? await readInspectorPort(child.stderr) : undefined;
  return {
    inspectorPort,
    invoke(body) {
      return new Promise((resolve) => {
        answered = resolve;
        offered = () => {
          if (waiting === undefined) return;
          offered = undefined;
          waiting.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.byteLength });
          waiting.end(body);
          waiting = undefined;
        };
        offered();
      });
    },
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      server.closeAllConnections();
      server.close();
    },
  };
}
