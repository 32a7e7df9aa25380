/**
 * The global `awslambda` that streaming handlers are written against.
 *
 * It is there before the handler loads, because handlers call it at the top of
 * their module (reference section 5.7.7).
 */
import type { HandlerFunction } from './handler-module';
import { highWaterMark, streamingMark } from './handler-style';
import type { ResponseStream } from './response-stream';

interface StreamingOptions {
  readonly highWaterMark?: unknown;
}

export function installAwsLambdaGlobal(): void {
  const scope = globalThis as { awslambda?: object };
  scope.awslambda = {
    ...scope.awslambda,
    streamifyResponse,
    HttpResponseStream: { from: withPrelude },
  };
}

function streamifyResponse(handler: HandlerFunction, options?: StreamingOptions): HandlerFunction {
  const marks: Record<symbol, unknown> = { [streamingMark]: 'response' };
  if (typeof options?.highWaterMark === 'number') marks[highWaterMark] = Math.trunc(options.highWaterMark);
  return Object.assign(handler, marks);
}

function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setPrelude(prelude);
  return stream;
}
