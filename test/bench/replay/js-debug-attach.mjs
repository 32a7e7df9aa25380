/** What VS Code's JavaScript debugger asks of a Node process that it attaches to, with its defaults. */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

/**
 * @param {number} port of the inspector on 127.0.0.1
 * @returns {Promise<{ close(): void }>} attached until it is closed
 */
export async function attachLikeJsDebug(port) {
  const { InspectorClient } = require('../../../out/test/support/inspector-client.js');
  const client = await InspectorClient.connect(port);
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  await client.send('Debugger.setPauseOnExceptions', { state: 'none' });
  // `showAsyncStacks` is true by default.
  await client.send('Debugger.setAsyncCallStackDepth', { maxDepth: 32 });
  await client.send('Debugger.setBlackboxPatterns', { patterns: ['^node:.*$', '/node-host/'] });
  await client.send('Debugger.setInstrumentationBreakpoint', {
    instrumentation: 'beforeScriptWithSourceMapExecution',
  });
  await client.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
  await client.send('Runtime.runIfWaitingForDebugger');
  return client;
}

/**
 * @param {import('node:stream').Readable} stderr of a process that was started with --inspect
 * @returns {Promise<number>}
 */
export function readInspectorPort(stderr) {
  return new Promise((resolve) => {
    createInterface({ input: stderr }).on('line', (line) => {
      const port = /^Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}
