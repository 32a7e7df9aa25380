/**
 * What Lambda tells a runtime beside the event: the headers on `next` (reference section 5.2).
 *
 * Names are written as AWS documents them (LDG/runtimes-api); HTTP does not
 * distinguish their case.
 */

export interface ServedInvocation {
  /** A UUID; the runtime puts it into the path of its answer. */
  readonly requestId: string;
  /** The event as JSON text in UTF-8. */
  readonly event: Uint8Array;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  /** The function's ARN as invoked. */
  readonly functionArn: string;
  /** `Root=1-…;Parent=…;Sampled=0`. */
  readonly traceId: string;
}

/**
 * The headers of one answer to `next`. `Content-Type` is there because Python's
 * client parses the event only when it says JSON (reference section 5.2).
 */
export function invocationHeaders(invocation: ServedInvocation): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(invocation.event.byteLength),
    'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
    'Lambda-Runtime-Deadline-Ms': String(Math.round(invocation.deadlineMs)),
    'Lambda-Runtime-Invoked-Function-Arn': invocation.functionArn,
    'Lambda-Runtime-Trace-Id': invocation.traceId,
    'Stream-Triggers-Next-With-Answer': 'offered',
  };
}

/**
 * An offer of ours beside the Runtime API, for our own Node host: an answer with this header is replied to
 * with the next invocation, as `next` would be, and costs one exchange instead of two. A refused answer is
 * refused as always. Official clients know nothing of it.
 */
export const nextWithAnswerHeader = 'stream-triggers-next-with-answer';

/** `streaming` is the only mode a runtime may name (LDG/runtimes-custom). */
export const responseModeHeader = 'lambda-runtime-function-response-mode';

/** A header on the error routes, a trailer of a streamed response. */
export const errorTypeHeader = 'lambda-runtime-function-error-type';

/** A trailer of a streamed response: base64 of the JSON error body (reference section 5.4). */
export const errorBodyTrailer = 'lambda-runtime-function-error-body';
