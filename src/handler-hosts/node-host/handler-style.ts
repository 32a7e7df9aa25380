/**
 * How a handler wants to be called: what Lambda reads off the function and the runtime's version.
 *
 * From Node.js 24 on a handler with three parameters is refused, and a plain
 * return value counts; before, it answers through its callback
 * (reference section 5.7.8; LDG/nodejs-handler).
 */
import { RuntimeError } from './runtime-errors';
import type { HandlerFunction } from './handler-module';

export const streamingMark = Symbol.for('aws.lambda.runtime.handler.streaming');
export const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

export type HandlerStyle = 'callback' | 'returnValue' | 'streaming';

const callbackRefusal =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/**
 * @param executionEnvironment the value of `AWS_EXECUTION_ENV`, for example `AWS_Lambda_nodejs22.x`
 * @throws RuntimeError `Runtime.CallbackHandlerDeprecated` or `Runtime.MalformedStreamingHandler`
 */
export function styleOf(handler: HandlerFunction, executionEnvironment: string | undefined): HandlerStyle {
  const mark = (handler as { [streamingMark]?: unknown })[streamingMark];
  if (mark !== undefined && mark !== false && mark !== '') {
    if (mark === 'response') return 'streaming';
    throw new RuntimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
  }
  if (nodeMajor(executionEnvironment) < 24) return 'callback';
  if (handler.length >= 3) throw new RuntimeError('CallbackHandlerDeprecated', callbackRefusal);
  return 'returnValue';
}

function nodeMajor(executionEnvironment: string | undefined): number {
  const match = /^AWS_Lambda_nodejs(\d+)\./.exec(executionEnvironment ?? '');
  // Without a version the newest rules hold: they are what a new function meets.
  return match === null ? Number.POSITIVE_INFINITY : Number(match[1]);
}
