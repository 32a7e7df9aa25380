/**
 * FilterCriteria, `{"Filters":[{"Pattern":"…"}]}` (reference section 2.2): its shape here, the number and
 * the text of its patterns in `filtering`.
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { FilterCriteria } from '../filtering/filter-criteria';
import { compileFilterCriteria } from '../filtering/filter-criteria';
import { nearestName } from './mapping-parameter-names';
import type { LocatedSentence } from './parameter-reader';
import { quotation } from './parameter-reader';

export type ReadFilterCriteria =
  | {
      readonly valid: true;
      readonly patterns: readonly string[];
      readonly criteria: FilterCriteria;
      /** Sentences. */
      readonly warnings: readonly string[];
    }
  /** Sentences that each name the filter; their paths begin below FilterCriteria. */
  | { readonly valid: false; readonly problems: readonly LocatedSentence[] };

export function readFilterCriteria(value: JsonObject): ReadFilterCriteria {
  const filters = value['Filters'] ?? [];
  const problems = Object.keys(value).flatMap((name) => unknownMember(name, 'Filters'));
  if (!Array.isArray(filters)) {
    const problem = { path: ['Filters'], sentence: '"Filters" must be a list.' };
    return { valid: false, problems: [...problems, problem] };
  }
  const patterns: string[] = [];
  for (const [index, filter] of (filters as readonly unknown[]).entries()) {
    const read = readFilter(filter);
    if (read.pattern !== undefined) patterns.push(read.pattern);
    problems.push(...read.problems.map((problem) => ofFilter(problem, index, filters.length)));
  }
  if (problems.length > 0) return { valid: false, problems };
  const compilation = compileFilterCriteria(patterns);
  if (compilation.valid) return { ...compilation, patterns };
  const refused = patterns.flatMap((pattern, index) => patternProblem(pattern, index, patterns.length));
  const { index, reason } = compilation;
  const tooMany = { path: [], sentence: reason };
  return {
    valid: false,
    problems: refused.length > 0 ? refused : [ofFilter(tooMany, index, filters.length)],
  };
}

/** Each pattern by itself, so that all that are refused are named. */
function patternProblem(pattern: string, index: number, count: number): LocatedSentence[] {
  const compilation = compileFilterCriteria([pattern]);
  if (compilation.valid) return [];
  const { reason: sentence, position } = compilation;
  return [ofFilter({ path: ['Pattern'], sentence, ...(position && { position }) }, index, count)];
}

function ofFilter(problem: LocatedSentence, index: number, count: number): LocatedSentence {
  const sentence = `filter ${index + 1} of ${count}: ${problem.sentence}`;
  return { ...problem, path: ['Filters', index, ...problem.path], sentence };
}

function readFilter(filter: unknown): {
  readonly pattern?: string;
  readonly problems: readonly LocatedSentence[];
} {
  if (!isJsonObject(filter))
    return { problems: [{ path: [], sentence: `it is ${quotation(filter)} and must be {"Pattern":"…"}.` }] };
  const problems = Object.keys(filter).flatMap((name) => unknownMember(name, 'Pattern'));
  const pattern = filter['Pattern'] ?? undefined;
  // What Lambda does without one is unknown; it would pass everything or nothing.
  if (pattern === undefined)
    return { problems: [...problems, { path: [], sentence: 'it has no "Pattern".' }] };
  if (typeof pattern === 'string') return { pattern, problems };
  const example = '"{\\"eventName\\":[\\"INSERT\\"]}"';
  const sentence = `"Pattern" must be a text that holds JSON, for example ${example}.`;
  return { problems: [...problems, { path: ['Pattern'], sentence }] };
}

function unknownMember(name: string, known: string): LocatedSentence[] {
  if (name === known) return [];
  const isSlip = nearestName(name, [known]) !== undefined;
  const sentence = `unknown member "${name}": ${isSlip ? `did you mean "${known}"?` : 'remove it.'}`;
  return [{ path: [name], sentence }];
}
