/**
 * Module hooks in Node's hooks thread, for the versions that have no others (18.19 to 22.14).
 */
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { SourceReaderOptions } from './module-source';

export interface HooksThreadData {
  readonly taskRoot: string;
}

/** From the hooks thread: what it did to a file. */
export interface HooksThreadMessage {
  readonly means: Parameters<SourceReaderOptions['chosen']>[0];
  readonly sentence: string;
}

/** The bundle made of `typescript-hooks.ts`, beside the one this text is in. */
const HOOKS_BUNDLE = 'typescript-hooks.js';

export function registerHooksThread({ taskRoot, chosen }: SourceReaderOptions): void {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', ({ means, sentence }: HooksThreadMessage) => chosen(means, sentence));
  port1.unref();
  // The bundle is CommonJS, whose exports Node cannot name from outside; this module names them.
  const bundle = JSON.stringify(join(__dirname, HOOKS_BUNDLE));
  const entry =
    `import { createRequire } from 'node:module'; const hooks = createRequire(${bundle})(${bundle});` +
    'export const { initialize, resolve, load } = hooks;';
  nodeModule.register(`data:text/javascript,${encodeURIComponent(entry)}`, {
    parentURL: pathToFileURL(__dirname).href,
    data: { taskRoot, port: port2 },
    transferList: [port2],
  });
}
