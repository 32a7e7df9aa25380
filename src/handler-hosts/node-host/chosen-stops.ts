/**
 * For a session that stops at chosen records only: nothing of the handler runs before the debugger has been
 * told what to skip, and the debugger can have the next call stop before the handler.
 *
 * The debug side evaluates the expressions of `handler-hosts/chosen-stops.ts` in this process.
 */
const gate = Symbol.for('streamTriggers.letHandlerRun');
const request = Symbol.for('streamTriggers.stopBeforeHandler');

/** Longer than any session; it only keeps the process alive. */
const KEEP_ALIVE_MS = 2_147_483_647;

interface Shared {
  /** What is to be called, or that it was said already. */
  [gate]?: (() => void) | true;
  [request]?: boolean;
}

const shared = globalThis as Shared;

/** Resolves when the debug side says so. */
export async function untilDebuggerIsReady(): Promise<void> {
  if (shared[gate] === undefined) await untilSaid();
  Reflect.deleteProperty(shared, gate);
}

async function untilSaid(): Promise<void> {
  const keepAlive = setTimeout(() => undefined, KEEP_ALIVE_MS);
  await new Promise<void>((resolve) => {
    shared[gate] = resolve;
  });
  clearTimeout(keepAlive);
}

/** @returns whether the call that begins is to stop; asked for once, answered once */
export function takeStopRequest(): boolean {
  const isRequested = shared[request] === true;
  if (isRequested) Reflect.deleteProperty(shared, request);
  return isRequested;
}
