/** What the program's exit code says; documented in docs/command-line.md. */
export const exitCodes = {
  /** Everything went through. */
  success: 0,
  /** Records were discarded, or a pattern is none. */
  failure: 1,
  /** The command line or a file on it can't be used; nothing was decided about records. */
  usage: 2,
} as const;
