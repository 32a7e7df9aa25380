/**
 * Tells the handler that time stood still while the debugger held it.
 *
 * A stopped process can run nothing but what the debugger evaluates, so the
 * debug side evaluates this expression right before it continues.
 */

/**
 * An expression for the debugger's `evaluate`, valid in every frame. Afterwards
 * `getRemainingTimeInMillis` of the running invocation answers that much more.
 * @param pausedMs milliseconds of the pause that just ends
 */
export function extendDeadlineExpression(pausedMs: number): string {
  const movedBy = Math.max(Math.round(pausedMs), 0);
  // The object is the Node host's, see node-host/deadline.ts; another runtime has none.
  return `void ((d) => { if (d) d.movedByMs += ${movedBy}; })(globalThis[Symbol.for('streamTriggers.deadline')])`;
}
