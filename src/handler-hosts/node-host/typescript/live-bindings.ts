/**
 * The runtime part of converted modules: exports that are read when asked for, and imported names
 * that follow them, so that circular imports and `export let` mean what they mean in ES modules.
 */
import { types } from 'node:util';

/** Reads one export, the whole namespace where no name is given, or for null what `require` answered. */
export type ReadExport = (name?: string | null) => unknown;
type Getters = Readonly<Record<string, () => unknown>>;

/** What a converted module calls; see `commonjs-conversion.ts`. */
export interface LiveBindings {
  from(imported: unknown, assign: (read: ReadExport) => void): void;
  reexport(imported: unknown, gettersOf: (read: ReadExport) => Getters): void;
  all(imported: unknown): void;
  /** Tells the importers; gives its argument back, so that an assignment can be wrapped in it. */
  changed<T>(value?: T): T | undefined;
}

interface ModuleRecord {
  readonly followers: Set<() => void>;
  telling: boolean;
}

const records = new WeakMap<object, ModuleRecord>();

/** Makes the function that a converted module calls first, with its exports as getters. */
export function liveBindingsOf(module: { readonly exports: unknown }): (getters: Getters) => LiveBindings {
  return (getters) => {
    const exports = module.exports as object;
    const record: ModuleRecord = { followers: new Set(), telling: false };
    records.set(exports, record);
    Object.defineProperty(exports, '__esModule', { value: true });
    defineGetters(exports, getters);
    return bindings(exports, record);
  };
}

/** Calls `follow` whenever an export of a converted module changes; does nothing for other modules. */
export function followExports(exports: unknown, follow: () => void): void {
  recordOf(exports)?.followers.add(follow);
}

/** Tells all importers of a module that its body has run. */
export function tellFollowers(exports: unknown): void {
  const record = recordOf(exports);
  if (record === undefined || record.telling) return;
  record.telling = true;
  try {
    for (const follow of record.followers) follow();
  } finally {
    record.telling = false;
  }
}

function recordOf(exports: unknown): ModuleRecord | undefined {
  return isObject(exports) ? records.get(exports) : undefined;
}

function bindings(exports: object, record: ModuleRecord): LiveBindings {
  const tell = (): void => tellFollowers(exports);
  const live: LiveBindings = {
    from(imported, assign) {
      const read = readerOf(imported);
      assign(read);
      followExports(imported, () => {
        assign(read);
        tell();
      });
    },
    reexport(imported, gettersOf) {
      defineGetters(exports, gettersOf(readerOf(imported)));
      followExports(imported, tell);
      tell();
    },
    all(imported) {
      const read = readerOf(imported);
      const takeOver = (): void => {
        const names = isObject(imported) ? Object.keys(imported) : [];
        const fresh = names.filter((name) => name !== 'default' && !Object.hasOwn(exports, name));
        defineGetters(exports, Object.fromEntries(fresh.map((name) => [name, () => read(name)])));
        tell();
      };
      takeOver();
      followExports(imported, takeOver);
    },
    changed(value) {
      if (record.followers.size > 0) tell();
      return value;
    },
  };
  return live;
}

function defineGetters(exports: object, getters: Getters): void {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(exports, name, { get, enumerable: true, configurable: true });
  }
}

/** Reads exports with the interoperation rules that TypeScript's `esModuleInterop` and esbuild share. */
function readerOf(imported: unknown): ReadExport {
  const converted = recordOf(imported) !== undefined;
  let namespace: unknown;
  return (name) => {
    if (name === null) return imported;
    if (name === undefined) return (namespace ??= namespaceOf(imported));
    if (name === 'default' && !isEsModule(imported)) return imported;
    if (imported === undefined || imported === null) return undefined;
    try {
      return (imported as Readonly<Record<string, unknown>>)[name];
    } catch (error) {
      // In a circular import the other file has not come to its declaration yet; it tells when it has.
      if (converted && error instanceof ReferenceError) return undefined;
      throw error;
    }
  };
}

function isEsModule(imported: unknown): boolean {
  if (!isObject(imported)) return false;
  return (
    types.isModuleNamespaceObject(imported) || (imported as { __esModule?: unknown }).__esModule === true
  );
}

function namespaceOf(imported: unknown): unknown {
  if (isEsModule(imported)) return imported;
  const namespace: object = isObject(imported)
    ? (Object.create(Object.getPrototypeOf(imported) as object) as object)
    : {};
  if (isObject(imported)) {
    for (const name of Object.getOwnPropertyNames(imported)) {
      if (name === 'prototype' || name === 'default') continue;
      Object.defineProperty(namespace, name, {
        get: () => (imported as Readonly<Record<string, unknown>>)[name],
        enumerable: Object.prototype.propertyIsEnumerable.call(imported, name),
        configurable: true,
      });
    }
  }
  Object.defineProperty(namespace, 'default', { value: imported, enumerable: true });
  return namespace;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
