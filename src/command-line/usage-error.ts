/** A command line, or a file named on it, that can't be used; one sentence says what is wrong and the fix. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
