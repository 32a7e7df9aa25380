/**
 * One event in, one invocation result out: what the engine knows of a Lambda function.
 *
 * A function that fails is an expected outcome and therefore a value. An
 * implementation rejects only if the function could not be invoked at all
 * (nothing to run it with), or with the stop signal's reason.
 */
import type { StopSignal } from './stop-signal';

export interface SucceededInvocation {
  readonly outcome: 'succeeded';
  /** The handler's answer as JSON text; `null` when it returned nothing. */
  readonly payload: string;
  readonly durationMs: number;
}

/** The handler, its loading or its process failed. Names as Lambda's runtimes have them. */
export interface FunctionError {
  readonly outcome: 'functionError';
  /** For example `TypeError`, `Runtime.ImportModuleError`, `Runtime.ExitError`. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** Frames as the runtime reported them, first line included where the runtime includes it. */
  readonly stackTrace: readonly string[];
  readonly durationMs: number;
}

/** The function's timeout passed. Lambda counts it as a function error (reference RT-11). */
export interface TimedOutInvocation {
  readonly outcome: 'timedOut';
  readonly errorType: 'Sandbox.Timedout';
  readonly errorMessage: string;
  readonly durationMs: number;
}

export type InvocationResult = SucceededInvocation | FunctionError | TimedOutInvocation;

/**
 * Lambda could not be reached or would not take the call (a throttle, a service error before the
 * handler starts): retried without using up a retry attempt (PR-13). A local handler never says this.
 */
export interface NotInvoked {
  readonly outcome: 'notInvoked';
  readonly errorType: string;
  readonly errorMessage: string;
  readonly durationMs: number;
}

export interface FunctionInvoker {
  /** @param event the event as JSON text in UTF-8, at most 6 MB */
  invoke(event: Uint8Array, stop: StopSignal): Promise<InvocationResult | NotInvoked>;
}
