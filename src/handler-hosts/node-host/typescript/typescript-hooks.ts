/**
 * Entry of its own bundle (`typescript-hooks.js`): the module hooks as `module.register` wants them,
 * in Node's hooks thread, for the versions without `module.registerHooks` (before 22.15).
 */
import type { MessagePort } from 'node:worker_threads';
import type { HooksThreadData, HooksThreadMessage } from './hooks-thread';
import { ModuleHooks, type ImportContext, type LoadResult, type Resolution } from './module-hooks';
import { ModuleSourceReader } from './module-source';

let hooks: ModuleHooks | undefined;

export function initialize({ taskRoot, port }: HooksThreadData & { readonly port: MessagePort }): void {
  hooks = new ModuleHooks(
    new ModuleSourceReader({
      taskRoot,
      chosen: (means, sentence) => port.postMessage({ means, sentence } satisfies HooksThreadMessage),
    }),
  );
}

export async function resolve(
  specifier: string,
  context: ImportContext,
  next: (specifier: string, context: ImportContext) => Promise<Resolution>,
): Promise<Resolution> {
  if (hooks?.concerns(context) !== true) return next(specifier, context);
  const early = hooks.resolveEarly(specifier, context);
  if (early !== undefined) return early;
  let found: Resolution;
  try {
    found = await next(specifier, hooks.contextFor(context));
  } catch (error) {
    const late = hooks.resolveLate(specifier, context, error);
    if (late === undefined) throw error;
    return late;
  }
  return hooks.finish(found, context);
}

export async function load<T>(
  url: string,
  context: T,
  next: (url: string, context: T) => Promise<unknown>,
): Promise<unknown> {
  const loaded: LoadResult | undefined = hooks?.load(url);
  return loaded ?? next(url, context);
}
