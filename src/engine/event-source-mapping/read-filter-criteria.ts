/**
 * FilterCriteria, `{"Filters":[{"Pattern":"…"}]}`, as far as its shape goes (reference section 2.2): how many
 * patterns, and how long. What a pattern says is `filtering`'s business.
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import { nearestName } from './mapping-parameter-names';
import { quotation } from './parameter-reader';

/** Filters of a mapping: the quota, and what AWS raises it to on request (LDG/invocation-eventfiltering). */
export const filterQuota = { filters: 5, filtersOnRequest: 10 } as const;

/** Of a pattern (service model). */
export const LONGEST_PATTERN = 4096;

export interface ReadFilterCriteria {
  readonly patterns: readonly string[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export function readFilterCriteria(criteria: JsonObject): ReadFilterCriteria {
  const filters = criteria['Filters'] ?? [];
  const problems = Object.keys(criteria).flatMap((name) => unknownMember(name, 'Filters'));
  if (!Array.isArray(filters)) {
    return { patterns: [], problems: [...problems, '"Filters" must be a list.'], warnings: [] };
  }
  const patterns: string[] = [];
  for (const [index, filter] of (filters as readonly unknown[]).entries()) {
    const read = readFilter(filter);
    if (read.pattern !== undefined) patterns.push(read.pattern);
    problems.push(...read.problems.map((problem) => `filter ${index + 1} of ${filters.length}: ${problem}`));
  }
  const { problem, warning } = judgeCount(filters.length);
  return { patterns, problems: [...problems, ...problem], warnings: warning };
}

function readFilter(filter: unknown): { readonly pattern?: string; readonly problems: readonly string[] } {
  if (!isJsonObject(filter)) return { problems: [`it is ${quotation(filter)} and must be {"Pattern":"…"}.`] };
  const problems = Object.keys(filter).flatMap((name) => unknownMember(name, 'Pattern'));
  const pattern = filter['Pattern'] ?? undefined;
  // Without a pattern, Lambda's own reaction is unknown; it would match everything or nothing.
  if (pattern === undefined) return { problems: [...problems, 'it has no "Pattern".'] };
  if (typeof pattern !== 'string') {
    const text = '"Pattern" must be a text that holds JSON, for example "{\\"eventName\\":[\\"INSERT\\"]}".';
    return { problems: [...problems, text] };
  }
  if (pattern.length > LONGEST_PATTERN) {
    const long = `its "Pattern" has ${pattern.length} characters, and ${LONGEST_PATTERN} are the most.`;
    return { problems: [...problems, long] };
  }
  return { pattern, problems };
}

function judgeCount(count: number): { readonly problem: string[]; readonly warning: string[] } {
  const { filters, filtersOnRequest } = filterQuota;
  if (count > filtersOnRequest)
    return { problem: [`${count} filters, and ${filtersOnRequest} are the most.`], warning: [] };
  if (count <= filters) return { problem: [], warning: [] };
  const warning = `${count} filters: AWS grants more than ${filters}, up to ${filtersOnRequest}, on request only.`;
  return { problem: [], warning: [warning] };
}

function unknownMember(name: string, known: string): string[] {
  if (name === known) return [];
  const hint = nearestName(name, [known]) === undefined ? 'remove it' : `did you mean "${known}"?`;
  return [`unknown member "${name}": ${hint.endsWith('?') ? hint : `${hint}.`}`];
}
