/**
 * The deadline of the running invocation, as the handler sees it.
 *
 * While a debugger holds this process no code of it can run, so the time that
 * stood still is told from outside: the debugger evaluates an expression that
 * adds to `movedByMs` of a well-known object on the global object.
 */

/** Shared with `extendDeadlineExpression` of the handler hosts; a change here is one there. */
const key = Symbol.for('streamTriggers.deadline');

interface Deadline {
  /** Milliseconds by which the deadline of this invocation moved away. */
  movedByMs: number;
}

const deadline: Deadline = { movedByMs: 0 };

/** Makes the object reachable for the debugger, hidden from listings of the global object. */
export function publishDeadline(): void {
  Object.defineProperty(globalThis, key, { value: deadline, configurable: true });
}

/** Starts over for an invocation. @returns the function behind `getRemainingTimeInMillis` */
export function remainingTime(deadlineMs: number): () => number {
  deadline.movedByMs = 0;
  return () => deadlineMs + deadline.movedByMs - Date.now();
}
