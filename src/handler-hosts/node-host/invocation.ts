/**
 * Calls the handler once, in the style that it has (reference sections 5.7.5 to 5.7.8).
 *
 * Until Node.js 22 a handler answers through a promise, its callback or the
 * legacy functions on the context; from 24 on through what it returns.
 */
import type { Answer } from './answer';
import { atEventLoopEnd } from './event-loop-end';
import { die } from './fatal-errors';
import type { HandlerFunction } from './handler-module';
import { type HandlerStyle, highWaterMark } from './handler-style';
import type { InvocationContext } from './invocation-context';
import { ResponseStream } from './response-stream';
import type { RuntimeClient } from './runtime-client';
import { RuntimeError } from './runtime-errors';

export interface InvocationInput {
  readonly event: unknown;
  readonly context: InvocationContext;
  readonly answer: Answer;
  readonly client: RuntimeClient;
  /** What a promise that is never settled means, see `endsWhenNeverSettled`. */
  readonly endsUnsettled: boolean;
  readonly notice: (message: string) => void;
}

/** Never throws; the end of the invocation is the answer's. */
export function invokeHandler(handler: HandlerFunction, style: HandlerStyle, input: InvocationInput): void {
  if (style === 'streaming') void invokeStreaming(handler, input);
  else if (style === 'returnValue') invokeForReturnValue(handler, input);
  else invokeWithCallback(handler, input);
}

function invokeForReturnValue(handler: HandlerFunction, input: InvocationInput): void {
  const { event, context, answer } = input;
  try {
    settle(handler(event, context), input);
  } catch (error) {
    answer.fail(error);
  }
}

function invokeWithCallback(handler: HandlerFunction, input: InvocationInput): void {
  const { event, context, answer } = input;
  const done = (error: unknown, value?: unknown): void => {
    atEventLoopEnd(undefined);
    if (error !== undefined && error !== null) answer.fail(error);
    else answer.succeed(value);
  };
  const callback = (error?: unknown, value?: unknown): void => {
    const waits = context.callbackWaitsForEmptyEventLoop && (error === undefined || error === null);
    if (waits) atEventLoopEnd(() => answer.succeed(value));
    else done(error, value);
  };
  Object.assign(context, {
    done,
    succeed: (value: unknown) => done(null, value),
    fail: (error: unknown) => done(error ?? 'handled'),
  });
  // Nobody answers and nothing is left to do: Lambda takes it as a success without a result.
  atEventLoopEnd(() => answer.succeed(null));
  try {
    const result = handler(event, context, callback);
    if (isPromise(result)) settle(result, input);
  } catch (error) {
    done(error);
  }
}

/** A promise that is never settled is found out when the event loop is empty. */
function settle(result: unknown, { answer, endsUnsettled, notice }: InvocationInput): void {
  if (!isPromise(result)) {
    answer.succeed(result);
    return;
  }
  atEventLoopEnd(() => {
    if (endsUnsettled) {
      endForNeverSettled();
      return;
    }
    notice(
      'The promise of the handler was never settled. Up to nodejs22.x Lambda takes that as a success without a result, because the handler is not declared async.',
    );
    answer.succeed(null);
  });
  result.then(
    (value) => {
      atEventLoopEnd(undefined);
      answer.succeed(value);
    },
    (error: unknown) => {
      atEventLoopEnd(undefined);
      answer.fail(error);
    },
  );
}

async function invokeStreaming(handler: HandlerFunction, input: InvocationInput): Promise<void> {
  const { event, context, answer, client } = input;
  const mark = (handler as { [highWaterMark]?: unknown })[highWaterMark];
  const stream = new ResponseStream(
    (contentType) => client.stream(answer.requestId, contentType),
    typeof mark === 'number' ? mark : undefined,
  );
  try {
    const result = handler(event, stream, context);
    if (!isPromise(result)) throw new Error('Streaming does not support non-async handlers.');
    atEventLoopEnd(endForNeverSettled);
    await result;
    atEventLoopEnd(undefined);
    if (!stream.writableEnded) {
      input.notice(
        'The streaming handler returned without ending its response stream. Lambda goes on waiting for the end: call responseStream.end().',
      );
    }
    await stream.answered();
    answer.finish();
  } catch (error) {
    atEventLoopEnd(undefined);
    answer.failThrough(error, (report) => stream.fail(report));
  }
}

/** Node calls an end like this exit code 13 (unsettled top-level await). */
function endForNeverSettled(): void {
  const message = 'Node.js has nothing left to do, but the promise of the handler was never settled.';
  die(new RuntimeError('NodeJsExit', message), 13);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
