/**
 * One filter pattern of a mapping: accepted or refused as Lambda does it when the mapping is
 * created (FI-9, reference section 3.10), compiled once and then asked for every record.
 */
import { matchesBranch } from './branch-matching';
import type { PatternBranch } from './field-pattern';
import { parsePattern } from './pattern-grammar';
import { PatternRejection } from './pattern-rejection';
import { patternWarnings } from './pattern-warnings';

export interface CompiledPattern {
  /** The record matches if all fields of one branch do; without `$or` there is one branch. */
  readonly branches: readonly PatternBranch[];
  /** What will work otherwise than its author seems to expect: sentences for people. */
  readonly warnings: readonly string[];
}

export interface RefusedPattern {
  readonly valid: false;
  /** Lambda's sentence, then the reason in the words of reference section 3.10. */
  readonly reason: string;
  /** Where in the pattern text, both counted from 1. */
  readonly position: { readonly line: number; readonly column: number };
}

export type PatternCompilation = { readonly valid: true; readonly pattern: CompiledPattern } | RefusedPattern;

/** What Lambda answers to CreateEventSourceMapping, and all that it says (reference section 2.5). */
export const LAMBDA_REFUSAL = 'Invalid filter pattern definition.';

/** Never throws, whatever the text. */
export function compileFilterPattern(text: string): PatternCompilation {
  try {
    const parsed = parsePattern(text);
    return { valid: true, pattern: { branches: parsed.branches, warnings: patternWarnings(parsed) } };
  } catch (error) {
    if (!(error instanceof PatternRejection)) throw error;
    const position = positionAt(text, error.offset);
    return { valid: false, reason: `${LAMBDA_REFUSAL} ${error.reason}`, position };
  }
}

/** For a command line: only the decision. */
export function validateFilterPattern(
  text: string,
): { readonly valid: true; readonly warnings: readonly string[] } | RefusedPattern {
  const compilation = compileFilterPattern(text);
  return compilation.valid ? { valid: true, warnings: compilation.pattern.warnings } : compilation;
}

/** @param record as Lambda hands it to a function, parsed (FI-4) */
export function matchesPattern(record: unknown, pattern: CompiledPattern): boolean {
  return pattern.branches.some((branch) => matchesBranch(record, branch));
}

function positionAt(text: string, offset: number): RefusedPattern['position'] {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
