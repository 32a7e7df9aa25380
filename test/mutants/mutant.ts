/**
 * A mistake that an event source mapping engine can make, as one small change to one
 * file of the engine. The texts are looked up in its TypeScript, where each must stand exactly
 * once: a mutant that no longer fits its file is an error, not a survivor.
 */
export interface Mutant {
  readonly mistake: string;
  /** Below `src/engine`, without extension. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Suites of the properties that are tried, the likeliest first. */
  readonly suites: readonly string[];
}
