/**
 * Where one runtime process stands between start and end, and which calls that allows.
 *
 * The on-demand model of Lambda: one invocation at a time, an answer exactly
 * once, an init error only before the first `next` (reference section 5.1).
 */

export type RuntimeStateName =
  | 'Started'
  | 'Ready'
  | 'Running'
  | 'InvocationResponse'
  | 'InvocationErrorResponse'
  | 'ResponseSent'
  | 'InitError';

const allowedFrom: Readonly<Record<RuntimeStateName, readonly RuntimeStateName[]>> = {
  Started: [],
  Ready: ['Started', 'ResponseSent'],
  Running: ['Ready'],
  InvocationResponse: ['Running'],
  InvocationErrorResponse: ['Running'],
  ResponseSent: ['InvocationResponse', 'InvocationErrorResponse'],
  InitError: ['Started'],
};

export class RuntimeState {
  private current: RuntimeStateName = 'Started';

  get name(): RuntimeStateName {
    return this.current;
  }

  /** Goes there if that is allowed. @returns undefined, or the sentence for the 403. */
  moveTo(next: RuntimeStateName): string | undefined {
    if (!allowedFrom[next].includes(this.current)) {
      return `State transition from ${this.current} to ${next} failed for runtime. Error: State transition is not allowed`;
    }
    this.current = next;
    return undefined;
  }
}
