/**
 * `stopOnEntry`: the debugger stops right before the handler is called for the first time, two steps
 * away from its first line.
 */
import { runInThisContext } from 'node:vm';
import type { HandlerFunction } from './handler-module';

const variable = 'STREAM_TRIGGERS_STOP_ON_ENTRY';

/** A script of its own: debuggers skip what is in the bootstrap's file. */
const stopThenCall = `(function beforeHandler(handler) {
  let isFirst = true;
  return function callHandler(...args) {
    if (isFirst) {
      isFirst = false;
      // Step Into, twice, enters the handler.
      debugger;
    }
    return handler.apply(this, args);
  };
})`;

/**
 * Reads the wish and takes it out of the environment that the handler sees.
 *
 * @returns what makes the handler stop; a function that changes nothing where nobody asked for it
 */
export function stopOnEntryWish(
  environment: NodeJS.ProcessEnv,
): (handler: HandlerFunction) => HandlerFunction {
  const isWanted = environment[variable] === '1';
  Reflect.deleteProperty(environment, variable);
  return isWanted ? stoppingOnEntry : (handler) => handler;
}

function stoppingOnEntry(handler: HandlerFunction): HandlerFunction {
  const wrap = runInThisContext(stopThenCall, { filename: 'before-the-handler.js' }) as (
    handler: HandlerFunction,
  ) => HandlerFunction;
  // What marks a streaming handler is on the function itself.
  return Object.assign(wrap(handler), handler);
}
