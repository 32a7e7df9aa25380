/**
 * What a valid pattern will do otherwise than its author seems to expect. None of it changes the
 * decision: Lambda accepts such a pattern without a word.
 */
import type { FieldPattern } from './field-pattern';
import type { ParsedPattern } from './pattern-grammar';
import type { ValueTest } from './value-test';

/** `N` and the like, the last key on the way to a value of an attribute (FI-6). */
const valueTypes = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS']);
const images = new Set(['Keys', 'NewImage', 'OldImage']);
/** `dynamodb`, the image, an attribute, its type. */
const SHORTEST_ATTRIBUTE_PATH = 4;
const objectsOfARecord = new Set([
  'dynamodb',
  'userIdentity',
  ...[...images].map((image) => `dynamodb.${image}`),
]);

/** @returns sentences, each once */
export function patternWarnings(pattern: ParsedPattern): readonly string[] {
  const fields = pattern.branches.flat();
  const warnings = [
    ...pattern.repeatedKeys.map(repeatedKey),
    ...pattern.replacedPaths.map(
      (path) => `\`${path}\` is tested twice in the pattern: only the last test of it counts.`,
    ),
    ...(pattern.ignoredText === '' ? [] : ['Text behind the end of the pattern is ignored.']),
    ...fields.flatMap((field) => [
      ...notAValue(field),
      ...numbersOnText(field),
      ...unlisted(field),
      ...unfoldable(field),
    ]),
  ];
  return Array.from(new Set(warnings));
}

function repeatedKey(key: string): string {
  return (
    `\`${key}\` stands twice in one object: Lambda reads both, but a program that parses the pattern ` +
    'as JSON (a template, a console) may keep only the last; write them as one.'
  );
}

/** The path leads to an object in every record, and patterns meet values only (FI-6, FI-8). */
function notAValue({ path: { text }, tests, acceptsAbsence }: FieldPattern): string[] {
  if (!leadsToObject(text)) return [];
  const isAttribute = text.split('.').length >= SHORTEST_ATTRIBUTE_PATH - 1;
  const hint = isAttribute
    ? 'an attribute\'s value stands below its type, as in `{"S":["text"]}`'
    : 'only the values in it can be tested';
  return [
    ...(acceptsAbsence
      ? [`\`exists: false\` on \`${text}\` matches every record, because it is no value: ${hint}.`]
      : []),
    ...(tests.length > 0 ? [`\`${text}\` never matches, because it is no value: ${hint}.`] : []),
  ];
}

function leadsToObject(path: string): boolean {
  if (objectsOfARecord.has(path)) return true;
  return isInImage(path) && !isAttributeValue(path);
}

function isInImage(path: string): boolean {
  return path.startsWith('dynamodb.') && images.has(path.split('.', 2)[1] ?? '');
}

/** Attribute names may hold dots, so the last key decides. */
function isAttributeValue(path: string): boolean {
  const keys = path.split('.');
  return keys.length >= SHORTEST_ATTRIBUTE_PATH && valueTypes.has(keys.at(-1) ?? '');
}

/** Numbers of attributes are written as text (FI-7). */
function numbersOnText({ path: { text }, tests }: FieldPattern): string[] {
  if (!isInImage(text) || !isAttributeValue(text) || !/\.NS?$/.test(text)) return [];
  const numeric = tests.filter(({ kind }) => kind === 'number');
  return numeric.map(({ operator }) =>
    operator === 'numeric'
      ? `\`${text}\` is text in a record, \`numeric\` never matches it: use texts, \`prefix\` or \`anything-but\`.`
      : `\`${text}\` is text in a record, a number never matches it: write the number in quotation marks.`,
  );
}

/** The rows marked U in reference section 3.10. */
function unlisted({ tests }: FieldPattern): string[] {
  return tests.filter(isUnlisted).map(({ operator, inner }) => {
    const name = inner === undefined ? `\`${operator}\`` : `\`${operator}\` with \`${inner}\``;
    return `${name} is not listed in Lambda's documentation of filter patterns: try it on AWS before you rely on it.`;
  });
}

function isUnlisted({ operator, inner }: ValueTest): boolean {
  return inner !== undefined || operator === 'wildcard' || operator === 'cidr' || operator === 'exactly';
}

/** Rule 19, as the matcher has it. */
function unfoldable({ path: { text }, tests }: FieldPattern): string[] {
  if (!tests.some(({ hasUnfoldable }) => hasUnfoldable)) return [];
  return [
    `\`equals-ignore-case\` on \`${text}\` can't compare characters beyond U+FFFF, such as emoji: Lambda's matcher takes each for \`??\`.`,
  ];
}
