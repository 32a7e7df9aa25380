/**
 * What Lambda reports when the function's process, and not its code, ends an invocation.
 *
 * Sentences as Lambda's service writes them into the payload of the failed invocation.
 */
import type { FunctionError, TimedOutInvocation } from '../engine/ports/function-invoker';
import type { ProcessEnd } from './processes/handler-process';
import type { ReportedError } from '../engine/invocations/function-error-body';

export function timedOut(
  requestId: string,
  timeoutInSeconds: number,
  durationMs: number,
): TimedOutInvocation {
  return {
    outcome: 'timedOut',
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutInSeconds.toFixed(2)} seconds`,
    durationMs,
  };
}

export function functionError(error: ReportedError, durationMs: number): FunctionError {
  return { outcome: 'functionError', ...error, durationMs };
}

/** The process ended and had not answered. */
export function exitedWithoutAnswer(requestId: string, end: ProcessEnd, durationMs: number): FunctionError {
  return functionError(
    {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${sentence(end)}`,
      stackTrace: [],
    },
    durationMs,
  );
}

/** The process ended in the middle of its response. */
export function cutOffResponse(durationMs: number): FunctionError {
  const errorMessage = 'The process ended before its response was complete.';
  return functionError({ errorType: 'Runtime.TruncatedResponse', errorMessage, stackTrace: [] }, durationMs);
}

function sentence(end: ProcessEnd): string {
  if (end.kind === 'notStarted') return `Runtime could not be started: ${end.message}`;
  if (end.kind === 'signalled') return `Runtime exited with error: signal: ${goSignalName(end.signal)}`;
  // Lambda's wording for exit code 0: an orderly end is the surprising one.
  if (end.code === 0) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: exit status ${end.code}`;
}

/** Lambda's service is written in Go and uses that language's words. */
function goSignalName(signal: string): string {
  const names: Readonly<Record<string, string>> = {
    SIGKILL: 'killed',
    SIGSEGV: 'segmentation fault',
    SIGABRT: 'aborted',
    SIGTERM: 'terminated',
    SIGINT: 'interrupt',
    SIGBUS: 'bus error',
    SIGTRAP: 'trace/breakpoint trap',
  };
  return names[signal] ?? signal.toLowerCase();
}
