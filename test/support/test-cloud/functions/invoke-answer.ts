/** The answers of Lambda's Invoke (API reference) to a function that was run, and its refusals. */
import type { InvocationResult } from '../../../../src/engine/ports/function-invoker';
import { type Answer, CloudError } from '../cloud-answer';
import type { FunctionRun } from './running-function';

export interface RunOfVersion extends FunctionRun {
  readonly requestId: string;
  readonly version: string;
  /** `X-Amz-Log-Type: Tail` was asked for. */
  readonly withLog: boolean;
}

/** The quota of a synchronous invocation. */
const LARGEST_EVENT_BYTES = 6 * 1024 * 1024;
const LOG_TAIL_BYTES = 4096;

/** @throws CloudError for what Lambda refuses before it runs anything */
export function checkEvent(event: Buffer): void {
  if (event.length > LARGEST_EVENT_BYTES)
    throw new CloudError({
      status: 413,
      type: 'RequestTooLargeException',
      message: `Request must be smaller than ${LARGEST_EVENT_BYTES} bytes for the InvokeFunction operation`,
    });
  try {
    JSON.parse(event.toString());
  } catch (error) {
    throw new CloudError({
      status: 400,
      type: 'InvalidRequestContentException',
      message: `Could not parse request body into json: ${String(error)}`,
    });
  }
}

/** A function that failed answers 200 too; its error is the body. */
export function invokeAnswer(run: RunOfVersion): Answer {
  const { result, requestId, version, withLog } = run;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': version,
      ...(result.outcome !== 'succeeded' && { 'x-amz-function-error': 'Unhandled' }),
      ...(withLog && { 'x-amz-log-result': logTail(run) }),
    },
    body: Buffer.from(result.outcome === 'succeeded' ? result.payload : errorPayload(result)),
  };
}

/** As Lambda's Node runtime sends it; what ended without its doing has no trace. */
function errorPayload(result: Exclude<InvocationResult, { outcome: 'succeeded' }>): string {
  const { errorType, errorMessage } = result;
  const trace = result.outcome === 'functionError' ? result.stackTrace : [];
  return JSON.stringify({ errorType, errorMessage, ...(trace.length > 0 && { trace }) });
}

function logTail({ requestId, version, output, result }: RunOfVersion): string {
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    output.trimEnd(),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${result.durationMs.toFixed(2)} ms`,
    '',
  ];
  return Buffer.from(lines.join('\n')).subarray(-LOG_TAIL_BYTES).toString('base64');
}
