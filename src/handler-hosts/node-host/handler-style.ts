/**
 * How a handler wants to be called: what Lambda reads off the function and the runtime's version.
 *
 * From Node.js 24 on a handler with three parameters is refused, and a plain
 * return value counts; before, it answers through its callback
 * (reference section 5.7.8; LDG/nodejs-handler).
 */
import type { HandlerFunction } from './handler-module';
import { RuntimeError } from './runtime-errors';

export const streamingMark = Symbol.for('aws.lambda.runtime.handler.streaming');
export const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

export type HandlerStyle = 'callback' | 'returnValue' | 'streaming';

const callbackRefusal =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/**
 * @param runtimeMajor of the runtime, for example 22
 * @throws RuntimeError `Runtime.CallbackHandlerDeprecated` or `Runtime.MalformedStreamingHandler`
 */
export function styleOf(handler: HandlerFunction, runtimeMajor: number): HandlerStyle {
  const mark = (handler as { [streamingMark]?: unknown })[streamingMark];
  if (mark !== undefined && mark !== false && mark !== '') {
    if (mark === 'response') return 'streaming';
    throw new RuntimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
  }
  if (runtimeMajor < 24) return 'callback';
  if (handler.length >= 3) throw new RuntimeError('CallbackHandlerDeprecated', callbackRefusal);
  return 'returnValue';
}

/**
 * Whether the process ends when the promise of the handler is never settled. Before
 * Node.js 24 Lambda's client looks at the declaration: a function that is not `async`
 * itself ends there as a success without a result.
 */
export function endsWhenNeverSettled(handler: HandlerFunction, style: HandlerStyle): boolean {
  return style !== 'callback' || handler.constructor.name === 'AsyncFunction';
}
