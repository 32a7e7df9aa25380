/**
 * Runs the user's TypeScript sources as they are, under `require` and `import`, on every supported
 * Node: types out by Node or by us, the rest by the workspace's esbuild, each file under its own path
 * so that breakpoints in it bind.
 */
import * as nodeModule from 'node:module';
import { offerToFacades } from './commonjs-facade';
import { registerHooksThread } from './hooks-thread';
import { ModuleHooks, type ImportContext, type Resolution } from './module-hooks';
import { ModuleSourceReader, type SourceReaderOptions } from './module-source';
import { patchRequire } from './require-patch';

export interface TypeScriptLoaderOptions {
  /** Absolute path of the folder that holds the handler's sources; tools are looked up from here. */
  readonly taskRoot: string;
  /** Takes one sentence for people about each means that was chosen. */
  readonly notice: (message: string) => void;
}

interface SyncHooks {
  resolve(
    specifier: string,
    context: ImportContext,
    next: (specifier: string, context?: ImportContext) => Resolution,
  ): Resolution;
  load<T>(url: string, context: T, next: (url: string, context?: T) => unknown): unknown;
}

/** To be called once, before the handler is loaded by `require` or `import()`. */
export function installTypeScriptLoader({ taskRoot, notice }: TypeScriptLoaderOptions): void {
  const said = new Set<string>();
  const options: SourceReaderOptions = {
    taskRoot,
    chosen: (means, sentence) => {
      if (said.has(means)) return;
      said.add(means);
      notice(sentence);
    },
  };
  const reader = new ModuleSourceReader(options);
  patchRequire(reader);
  offerToFacades((file) => nodeModule.createRequire(file)(file) as unknown);
  const { registerHooks } = nodeModule as { registerHooks?: (hooks: SyncHooks) => void };
  if (registerHooks === undefined) registerHooksThread(options);
  else registerHooks(syncHooks(new ModuleHooks(reader)));
}

function syncHooks(hooks: ModuleHooks): SyncHooks {
  return {
    resolve(specifier, context, next) {
      if (!hooks.concerns(context)) return next(specifier, context);
      const early = hooks.resolveEarly(specifier, context);
      if (early !== undefined) return early;
      let found: Resolution;
      try {
        found = next(specifier, hooks.contextFor(context));
      } catch (error) {
        const late = hooks.resolveLate(specifier, context, error);
        if (late === undefined) throw error;
        return late;
      }
      return hooks.finish(found, context);
    },
    load: (url, context, next) => hooks.load(url) ?? next(url, context),
  };
}
