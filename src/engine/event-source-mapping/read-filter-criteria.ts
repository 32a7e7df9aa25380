/**
 * FilterCriteria, `{"Filters":[{"Pattern":"…"}]}` (reference section 2.2): its shape here, the number and
 * the text of its patterns in `filtering`.
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { FilterCriteria } from '../filtering/filter-criteria';
import { compileFilterCriteria } from '../filtering/filter-criteria';
import { nearestName } from './mapping-parameter-names';
import { quotation } from './parameter-reader';

export type ReadFilterCriteria =
  | {
      readonly valid: true;
      readonly patterns: readonly string[];
      readonly criteria: FilterCriteria;
      /** Sentences. */
      readonly warnings: readonly string[];
    }
  /** Sentences that each name the filter. */
  | { readonly valid: false; readonly problems: readonly string[] };

export function readFilterCriteria(value: JsonObject): ReadFilterCriteria {
  const filters = value['Filters'] ?? [];
  const problems = Object.keys(value).flatMap((name) => unknownMember(name, 'Filters'));
  if (!Array.isArray(filters)) {
    return { valid: false, problems: [...problems, '"Filters" must be a list.'] };
  }
  const patterns: string[] = [];
  const nameOf = (index: number): string => `filter ${index + 1} of ${filters.length}`;
  for (const [index, filter] of (filters as readonly unknown[]).entries()) {
    const read = readFilter(filter);
    if (read.pattern !== undefined) patterns.push(read.pattern);
    problems.push(...read.problems.map((problem) => `${nameOf(index)}: ${problem}`));
  }
  if (problems.length > 0) return { valid: false, problems };
  const compilation = compileFilterCriteria(patterns);
  if (compilation.valid) return { ...compilation, patterns };
  return { valid: false, problems: [`${nameOf(compilation.index)}: ${compilation.reason}`] };
}

function readFilter(filter: unknown): { readonly pattern?: string; readonly problems: readonly string[] } {
  if (!isJsonObject(filter)) return { problems: [`it is ${quotation(filter)} and must be {"Pattern":"…"}.`] };
  const problems = Object.keys(filter).flatMap((name) => unknownMember(name, 'Pattern'));
  const pattern = filter['Pattern'] ?? undefined;
  // What Lambda does without one is unknown; it would pass everything or nothing.
  if (pattern === undefined) return { problems: [...problems, 'it has no "Pattern".'] };
  if (typeof pattern === 'string') return { pattern, problems };
  const example = '"{\\"eventName\\":[\\"INSERT\\"]}"';
  return { problems: [...problems, `"Pattern" must be a text that holds JSON, for example ${example}.`] };
}

function unknownMember(name: string, known: string): string[] {
  if (name === known) return [];
  const isSlip = nearestName(name, [known]) !== undefined;
  return [`unknown member "${name}": ${isSlip ? `did you mean "${known}"?` : 'remove it.'}`];
}
