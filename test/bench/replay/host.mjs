/** The extension's Node host with a handler that does nothing. */
import { createRequire } from 'node:module';
import path from 'node:path';

import { attachLikeJsDebug } from './js-debug-attach.mjs';

const require = createRequire(import.meta.url);
const root = path.join(import.meta.dirname, '..', '..', '..');

/**
 * @param {{ inspect: boolean }} options with a debugger attached as VS Code attaches it
 * @returns {Promise<{ host: import('../../../src/handler-hosts/handler-host').HandlerHost, stop(): Promise<void> }>}
 */
export async function startBenchHost({ inspect }) {
  const { startNodeHandlerHost } = require('../../../out/src/handler-hosts/handler-host.js');
  /** @type {{ close(): void } | undefined} */
  let debuggerClient;
  const host = await startNodeHandlerHost(
    {
      handler: 'no-op-handler.handler',
      taskRoot: import.meta.dirname,
      runtime: 'nodejs24.x',
      functionName: 'no-op',
      memorySizeInMB: 128,
      timeoutInSeconds: 60,
      region: 'eu-central-1',
      accountId: '000000000000',
      environment: {},
      runtimeExecutable: process.execPath,
      runtimeArgs: [],
      inspect,
      bootstrapFolder: path.join(root, 'dist', 'node-host'),
    },
    {
      output: (_stream, text) => process.stderr.write(text),
      notice: () => undefined,
      debuggerListening: (port) => {
        void attachLikeJsDebug(port).then((client) => (debuggerClient = client));
      },
      processEnded: () => undefined,
    },
  );
  return {
    host,
    async stop() {
      await host.stop();
      debuggerClient?.close();
    },
  };
}
