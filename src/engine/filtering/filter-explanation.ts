/**
 * Why a record passes a mapping's filters or not, in a sentence. It looks at the record again, in
 * its own way, so that the decision itself stays fast; and it quotes the pattern, never the record.
 */
import { isJsonObject } from '../events/json-object';
import { matchesBranch } from './branch-matching';
import type { FieldPattern, PatternBranch } from './field-pattern';
import type { CompiledPattern } from './filter-pattern';
import type { LocatedValue } from './record-path';
import { valuesAt } from './record-path';
import { kindOf } from './value-test';
import type { ValueKind, ValueTest } from './value-test';

/** Alternatives of `$or` beyond these are counted only. */
const MOST_REASONS = 3;

const kindTexts: Readonly<Record<ValueKind, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

/** @param record parsed JSON */
export function explainFilters(
  record: unknown,
  patterns: readonly CompiledPattern[],
): { readonly matches: boolean; readonly reason: string } {
  if (patterns.length === 0) return { matches: true, reason: 'match: there is no filter' };
  for (const [index, { branches }] of patterns.entries()) {
    const branch = branches.find((alternative) => matchesBranch(record, alternative));
    if (branch !== undefined) {
      const fields = listed(branch.map(({ path }) => code(path.text)));
      return { matches: true, reason: `match: ${filterLabel(index, patterns)}${fields} as asked` };
    }
  }
  const reasons = patterns.map(
    ({ branches }, index) => `${filterLabel(index, patterns)}${patternReason(record, branches)}`,
  );
  return { matches: false, reason: `no match: ${reasons.join('; ')}` };
}

function filterLabel(index: number, patterns: readonly unknown[]): string {
  return patterns.length === 1 ? '' : `filter ${index + 1}: `;
}

function patternReason(record: unknown, branches: readonly PatternBranch[]): string {
  if (!isJsonObject(record)) return 'the record is no JSON object';
  const reasons = Array.from(new Set(branches.map((branch) => branchReason(record, branch))));
  const more = reasons.length - MOST_REASONS;
  const shown = reasons.slice(0, MOST_REASONS).join(', and ');
  return more > 0 ? `${shown}, and ${more} more alternatives of \`$or\` don't match` : shown;
}

function branchReason(record: unknown, branch: PatternBranch): string {
  for (const field of branch) {
    const reason = fieldReason(record, field);
    if (reason !== undefined) return reason;
  }
  const paths = listed(branch.map(({ path }) => code(path.text)));
  return `${paths} match only in different elements of an array`;
}

/** @returns undefined if the field by itself matches */
function fieldReason(record: unknown, field: FieldPattern): string | undefined {
  const values = valuesAt(record, field.path);
  if (values.length === 0) return field.acceptsAbsence ? undefined : absenceReason(record, field);
  if (values.some(({ value }) => field.accepts(value))) return undefined;
  const name = code(field.path.text);
  if (field.tests.length === 0) return `${name} is there, and \`exists\` asks for its absence`;
  const kinds = new Set(values.map(({ value }) => kindOf(value)));
  const kindText = `${name} is ${Array.from(kinds, (kind) => kindTexts[kind]).join(' and ')}`;
  const possible = field.tests.filter(({ kind }) => kind === undefined || kinds.has(kind));
  if (possible.length === 0) return `${kindText}, ${testsText(field.tests)} never matches it`;
  return `${kindText}${among(values)} that ${testsText(possible)} doesn't match`;
}

function among(values: readonly LocatedValue[]): string {
  return values.length > 1 ? ` (${values.length} values)` : '';
}

/** A path may lead to an object, where patterns look for values only (FI-6, FI-8). */
function absenceReason(record: unknown, { path }: FieldPattern): string {
  const name = code(path.text);
  if (!leadsSomewhere(record, path.text.split('.'))) return `the record has no ${name}`;
  return `${name} is an object or an empty list, no value`;
}

function leadsSomewhere(node: unknown, keys: readonly string[]): boolean {
  if (keys.length === 0) return node !== undefined;
  if (Array.isArray(node)) return node.some((element) => leadsSomewhere(element, keys));
  if (!isJsonObject(node)) return false;
  return keys.some((_, more) => {
    const key = keys.slice(0, more + 1).join('.');
    return Object.hasOwn(node, key) && leadsSomewhere(node[key], keys.slice(more + 1));
  });
}

function testsText(tests: readonly ValueTest[]): string {
  return Array.from(new Set(tests.map(testText))).join(' or ');
}

function testText({ operator, inner, kind, only }: ValueTest): string {
  if (operator !== 'equals')
    return inner === undefined ? code(operator) : `${code(operator)} with ${code(inner)}`;
  if (kind === 'text')
    return only === undefined ? 'the IP address of the pattern' : code(JSON.stringify(only));
  return code(String(only));
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
