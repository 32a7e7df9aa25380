/**
 * What the debug side evaluates in the handler's process when a session stops at chosen records only.
 * The other half is `node-host/chosen-stops.ts`; a process without it ignores them.
 */

/** The debugger is set up: the handler may be loaded. It may be said before the process asks. */
export const letHandlerRunExpression =
  "void ((g, s) => (typeof g[s] === 'function' ? g[s]() : (g[s] = true)))(globalThis, Symbol.for('streamTriggers.letHandlerRun'))";

/** The next call stops before the handler, two steps away from its first line. */
export const stopBeforeHandlerExpression =
  "void (globalThis[Symbol.for('streamTriggers.stopBeforeHandler')] = true)";
