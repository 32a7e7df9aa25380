/** The engine that the properties drive: the compiled one beside them, or a mutant from another folder. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { runMapping } from '../../src/engine/event-source-mapping/run-mapping';
import type { StreamSourceErrorKind } from '../../src/engine/ports/stream-source-error';

export interface EngineUnderTest {
  readonly runMapping: typeof runMapping;
  readonly newStreamError: (kind: StreamSourceErrorKind, message: string) => Error;
}

type StreamErrorClass = new (kind: StreamSourceErrorKind, message: string) => Error;

/** @param folder of compiled modules, laid out as `src/engine` is */
export function loadEngine(folder: string): EngineUnderTest {
  const load = createRequire(path.join(folder, 'engine.js'));
  const running = load('./event-source-mapping/run-mapping.js') as Pick<EngineUnderTest, 'runMapping'>;
  // The engine asks for its own class, and another folder has another.
  const errors = load('./ports/stream-source-error.js') as { readonly StreamSourceError: StreamErrorClass };
  return {
    runMapping: running.runMapping,
    newStreamError: (kind, message) => new errors.StreamSourceError(kind, message),
  };
}

/** Where the compiled engine lies, seen from a compiled test. */
export const compiledEngineFolder = path.resolve(__dirname, '../../src/engine');
