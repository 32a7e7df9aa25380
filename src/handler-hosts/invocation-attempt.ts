/**
 * One invocation on one process: whatever comes first of answer, timeout, end and stop.
 *
 * Clocks: the init phase has Lambda's 10 seconds for itself; the function's
 * timeout counts from delivery, or from the end of those 10 seconds.
 */
import type { InvocationResult } from '../engine/ports/function-invoker';
import type { StopSignal } from '../engine/ports/stop-signal';
import type { HandlerRun, RunAnswer } from './handler-run';
import { type ClockHold, InvocationClock } from './invocation-clock';
import { cutOffResponse, exitedWithoutAnswer, functionError, timedOut } from './invocation-outcomes';
import type { ServedInvocation } from './runtime-api/invocation-headers';
import { newTraceId } from './trace-id';

export interface InvocationAttempt {
  /** JSON text in UTF-8. */
  readonly event: Uint8Array;
  readonly stop: StopSignal;
  readonly hold: ClockHold;
  readonly requestId: string;
  readonly functionArn: string;
  /** 0 for no timeout. */
  readonly timeoutInSeconds: number;
  /** False with a debugger: waiting for it is no fault of the function. */
  readonly limitInit: boolean;
}

type Ending = RunAnswer | { readonly kind: 'timedOut' } | { readonly kind: 'stopped' };

const initLimitMs = 10_000;

/** Without a timeout the handler still sees a deadline: the longest that Lambda grants. */
const longestTimeoutMs = 900_000;

/**
 * @returns the result, or that a warm process ended before it began the invocation: the caller starts another
 * @throws the stop signal's reason, when the process tree is gone
 */
export async function attemptInvocation(
  run: HandlerRun,
  attempt: InvocationAttempt,
): Promise<InvocationResult | 'processWasGone'> {
  const wasWarm = run.isWarm;
  const { stop } = attempt;
  let clocks: AttemptClocks | undefined;
  let onStop: () => void = () => undefined;
  try {
    const ending = await new Promise<Ending>((resolve) => {
      onStop = () => resolve({ kind: 'stopped' });
      if (stop.aborted) onStop();
      else stop.addEventListener('abort', onStop, { once: true });
      const started = new AttemptClocks(attempt, wasWarm, () => resolve({ kind: 'timedOut' }));
      clocks = started;
      run.invoke(() => started.invocation(attempt), resolve);
    });
    return await conclude(run, attempt, ending, { wasWarm, durationMs: clocks?.elapsedMs ?? 0 });
  } finally {
    clocks?.stop();
    stop.removeEventListener('abort', onStop);
  }
}

async function conclude(
  run: HandlerRun,
  attempt: InvocationAttempt,
  ending: Ending,
  { wasWarm, durationMs }: { readonly wasWarm: boolean; readonly durationMs: number },
): Promise<InvocationResult | 'processWasGone'> {
  switch (ending.kind) {
    case 'succeeded':
      await run.settleOutput();
      return { outcome: 'succeeded', payload: ending.payload, durationMs };
    case 'failed':
      await run.settleOutput();
      return functionError(ending.error, durationMs);
    case 'initFailed':
      await run.settleOutput();
      await run.kill();
      return functionError(ending.error, durationMs);
    case 'timedOut':
      await run.kill();
      return timedOut(attempt.requestId, attempt.timeoutInSeconds, durationMs);
    case 'stopped':
      await run.kill();
      throw stopReason(attempt.stop);
    case 'ended':
      await run.ended;
      if (wasWarm && !ending.wasBegun) return 'processWasGone';
      if (ending.isCutOff) return cutOffResponse(durationMs);
      return exitedWithoutAnswer(attempt.requestId, ending.end, durationMs);
  }
}

class AttemptClocks {
  private readonly timeoutMs: number | undefined;
  private readonly initClock: InvocationClock | undefined;
  private functionClock: InvocationClock | undefined;

  constructor(
    private readonly attempt: InvocationAttempt,
    wasWarm: boolean,
    private readonly reachLimit: () => void,
  ) {
    const { timeoutInSeconds, limitInit, hold } = attempt;
    this.timeoutMs = timeoutInSeconds > 0 ? timeoutInSeconds * 1000 : undefined;
    if (!wasWarm) {
      this.initClock = new InvocationClock(hold, limitInit ? initLimitMs : undefined, () =>
        this.startFunctionClock(),
      );
    }
  }

  /** Of the function, or of the init phase if it came to nothing else. */
  get elapsedMs(): number {
    return (this.functionClock ?? this.initClock)?.elapsedMs ?? 0;
  }

  /** The process takes the invocation: what counts from now on is the function's. */
  invocation({ event, requestId, functionArn }: InvocationAttempt): ServedInvocation {
    this.initClock?.stop();
    this.startFunctionClock();
    const leftMs = (this.timeoutMs ?? longestTimeoutMs) - this.elapsedMs;
    return { event, requestId, functionArn, deadlineMs: Date.now() + leftMs, traceId: newTraceId() };
  }

  stop(): void {
    this.initClock?.stop();
    this.functionClock?.stop();
  }

  private startFunctionClock(): void {
    this.functionClock ??= new InvocationClock(this.attempt.hold, this.timeoutMs, this.reachLimit);
  }
}

/** An AbortSignal has a reason; the port does not ask for one. */
export function stopReason(stop: StopSignal): Error {
  const { reason } = stop as { readonly reason?: unknown };
  return reason instanceof Error ? reason : new Error('The invocation was stopped.', { cause: reason });
}
