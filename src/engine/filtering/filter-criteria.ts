/**
 * The FilterCriteria of a mapping: the limits of the list, and the decision for a record. A record
 * passes if one pattern matches (FI-2), or if there is none (FI-10).
 */
import { explainFilters } from './filter-explanation';
import type { CompiledPattern, RefusedPattern } from './filter-pattern';
import { compileFilterPattern, LAMBDA_REFUSAL, matchesPattern } from './filter-pattern';

export interface FilterCriteria {
  /** @param record as Lambda hands it to a function, parsed (FI-4) */
  readonly matches: (record: unknown) => boolean;
  /** The same decision with its reason. It quotes the patterns, never the record. */
  readonly explain: (record: unknown) => FilterDecision;
}

export interface FilterDecision {
  readonly matches: boolean;
  /** For example: no match: `dynamodb.NewImage.total.N` is text, `numeric` never matches it */
  readonly reason: string;
}

export type CriteriaCompilation =
  | { readonly valid: true; readonly criteria: FilterCriteria; readonly warnings: readonly string[] }
  /** `index`: of the pattern at fault, from 0. `position`: in its text, if it is the text that is at fault. */
  | {
      readonly valid: false;
      readonly reason: string;
      readonly index: number;
      readonly position?: RefusedPattern['position'];
    };

/** Reference section 2.2. */
const LONGEST_PATTERN = 4096;
/** The account's quota to begin with, and what it can be raised to (reference section 8, row 24). */
const FILTERS_BY_DEFAULT = 5;
const MOST_FILTERS = 10;

/** @param patterns texts of `Filters[].Pattern` */
export function compileFilterCriteria(patterns: readonly string[]): CriteriaCompilation {
  if (patterns.length > MOST_FILTERS) {
    const reason = `A mapping has at most ${MOST_FILTERS} filters, this one has ${patterns.length}.`;
    return { valid: false, reason, index: MOST_FILTERS };
  }
  const compiled: CompiledPattern[] = [];
  for (const [index, text] of patterns.entries()) {
    if (text.length > LONGEST_PATTERN) {
      const reason = `${LAMBDA_REFUSAL} A pattern has at most ${LONGEST_PATTERN} characters, this one has ${text.length}.`;
      return { valid: false, reason, index };
    }
    const compilation = compileFilterPattern(text);
    if (!compilation.valid) return { ...compilation, index };
    compiled.push(compilation.pattern);
  }
  return { valid: true, criteria: filterCriteria(compiled), warnings: criteriaWarnings(compiled) };
}

function filterCriteria(patterns: readonly CompiledPattern[]): FilterCriteria {
  const isOpen = patterns.length === 0;
  return {
    matches: (record) => isOpen || patterns.some((pattern) => matchesPattern(record, pattern)),
    explain: (record) => explainFilters(record, patterns),
  };
}

function criteriaWarnings(patterns: readonly CompiledPattern[]): readonly string[] {
  const warnings = patterns.flatMap(({ warnings: own }, index) =>
    own.map((warning) => (patterns.length === 1 ? warning : `Filter ${index + 1}: ${warning}`)),
  );
  if (patterns.length <= FILTERS_BY_DEFAULT) return warnings;
  const quota = `${patterns.length} filters are more than the ${FILTERS_BY_DEFAULT} of an account that hasn't asked for more.`;
  return [quota, ...warnings];
}
