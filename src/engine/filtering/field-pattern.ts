/**
 * One field of a pattern: a path, and what may stand there. The members of its array are
 * alternatives (FI-2).
 */
import { RecordPath } from './record-path';
import type { LeafValue, ValueTest } from './value-test';

export interface FieldPattern {
  readonly path: RecordPath;
  readonly tests: readonly ValueTest[];
  /** `exists: false` is among the members. */
  readonly acceptsAbsence: boolean;
  /** Whether one of the tests matches. */
  readonly accepts: (value: LeafValue) => boolean;
}

/** Fields that must match all, in the order in which the matcher looks at them: by their paths. */
export type PatternBranch = readonly FieldPattern[];

export function fieldPattern(
  path: string,
  tests: readonly ValueTest[],
  acceptsAbsence: boolean,
): FieldPattern {
  return { path: new RecordPath(path), tests, acceptsAbsence, accepts: anyOf(tests) };
}

function anyOf(tests: readonly ValueTest[]): (value: LeafValue) => boolean {
  const literals = tests.map(({ only }) => only);
  if (literals.length > 1 && !literals.includes(undefined)) {
    const set = new Set<unknown>(literals);
    return (value) => set.has(value);
  }
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first.matches;
  return (value) => tests.some((test) => test.matches(value));
}
