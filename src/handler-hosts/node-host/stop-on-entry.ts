/**
 * `stopOnEntry`: the debugger stops right before the handler is called, two steps away from its first line:
 * at the first call, or at those that the debug side asks for (`stopOn`).
 */
import { runInThisContext } from 'node:vm';
import { takeStopRequest } from './chosen-stops';
import type { HandlerFunction } from './handler-module';

const variable = 'STREAM_TRIGGERS_STOP_ON_ENTRY';

/** The name of the script in stacks; the debug side knows it as well. */
export const SCRIPT_BEFORE_HANDLER = 'before-the-handler.js';

/** A script of its own: debuggers skip what is in the bootstrap's file. */
const stopThenCall = `(function beforeHandler(handler, shallStop) {
  return function callHandler(...args) {
    if (shallStop()) {
      // Step Into, twice, enters the handler.
      debugger;
    }
    return handler.apply(this, args);
  };
})`;

export interface StopOnEntryWish {
  /** The debug side sets the debugger up before anything of the handler may run. */
  readonly isOnRequest: boolean;
  /** Makes the handler stop; changes nothing where nobody asked for it. */
  wrap(handler: HandlerFunction): HandlerFunction;
}

/** Reads the wish and takes it out of the environment that the handler sees. */
export function stopOnEntryWish(environment: NodeJS.ProcessEnv): StopOnEntryWish {
  const wish = environment[variable];
  Reflect.deleteProperty(environment, variable);
  if (wish === undefined) return { isOnRequest: false, wrap: (handler) => handler };
  const isOnRequest = wish === 'onRequest';
  return {
    isOnRequest,
    wrap: (handler) => stoppingOnEntry(handler, isOnRequest ? takeStopRequest : onlyFirst()),
  };
}

function onlyFirst(): () => boolean {
  let isFirst = true;
  return () => {
    const shallStop = isFirst;
    isFirst = false;
    return shallStop;
  };
}

function stoppingOnEntry(handler: HandlerFunction, shallStop: () => boolean): HandlerFunction {
  const wrap = runInThisContext(stopThenCall, { filename: SCRIPT_BEFORE_HANDLER }) as (
    handler: HandlerFunction,
    shallStop: () => boolean,
  ) => HandlerFunction;
  // What marks a streaming handler is on the function itself.
  return Object.assign(wrap(handler, shallStop), handler);
}
