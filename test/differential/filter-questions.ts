/**
 * Patterns and events for the comparison with event-ruler: everything of the grammar, right
 * and wrong. JSON texts, because the spelling of numbers and equal keys matter.
 */
import * as fc from 'fast-check';
import type { Question } from './filter-oracle';
import { blocks, names, numbers, texts, unheldNumbers, wildcards, wrongWildcards } from './filter-vocabulary';

const text = fc.constantFrom(...texts).map((value) => JSON.stringify(value));
const number = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(...unheldNumbers) },
);
const literal = fc.constantFrom('true', 'false', 'null');
const scalar = fc.oneof({ weight: 5, arbitrary: text }, { weight: 3, arbitrary: number }, literal);
const anything = fc.oneof(scalar, fc.constantFrom('[]', '{}', '["x"]', '{"a":1}', '[1]', '[["x"]]'));
const name = fc.oneof({ weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c') }, fc.constantFrom(...names));
const listOf = (member: fc.Arbitrary<string>, shortest = 1): fc.Arbitrary<string> =>
  fc.array(member, { minLength: shortest, maxLength: 3 }).map((members) => `[${members.join(',')}]`);
const json = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...values).map((value) => JSON.stringify(value));

const numeric = fc.oneof(
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number).map(([sign, value]) => `["${sign}",${value}]`),
  fc
    .tuple(fc.constantFrom('>', '>='), number, fc.constantFrom('<', '<='), number)
    .map(([low, bottom, high, top]) => `["${low}",${bottom},"${high}",${top}]`),
);

const affixOperand = fc.oneof(
  { weight: 3, arbitrary: text },
  text.map((value) => `{"equals-ignore-case":${value}}`),
);
const textOrList = fc.oneof(text, listOf(text));
const rightWildcard = json(wildcards);
const wildcard = fc.oneof({ weight: 5, arbitrary: rightWildcard }, json(wrongWildcards));
const anythingButOperand = fc.oneof(
  text,
  number,
  listOf(text),
  listOf(number),
  textOrList.map((value) => `{"prefix":${value}}`),
  textOrList.map((value) => `{"suffix":${value}}`),
  textOrList.map((value) => `{"equals-ignore-case":${value}}`),
  fc.oneof(wildcard, listOf(rightWildcard)).map((value) => `{"wildcard":${value}}`),
);
const operand: Readonly<Record<string, fc.Arbitrary<string>>> = {
  exactly: text,
  prefix: affixOperand,
  suffix: affixOperand,
  'equals-ignore-case': text,
  wildcard,
  numeric,
  cidr: json(blocks),
  exists: fc.constantFrom('true', 'false'),
  'anything-but': anythingButOperand,
};
const expression = fc.oneof(
  ...Object.entries(operand).map(([operator, value]) => value.map((text_) => `{"${operator}":${text_}}`)),
);

/** An operator with what it doesn't take, two operators, an operator that isn't one. */
const wrongSign = fc.constantFrom('=', '<', '<=', '>', '>=', '!=', '==', '');
const wrongExpression = fc.oneof(
  fc
    .tuple(fc.constantFrom(...Object.keys(operand)), anything)
    .map(([operator, value]) => `{"${operator}":${value}}`),
  fc.tuple(expression, expression).map(([one, other]) => `${one.slice(0, -1)},${other.slice(1)}`),
  fc.tuple(fc.constantFrom('prefix', 'suffix', 'anything-but'), expression).map(([o, e]) => `{"${o}":${e}}`),
  fc
    .array(
      fc.oneof(
        wrongSign.map((sign) => `"${sign}"`),
        anything,
      ),
      { maxLength: 5 },
    )
    .map((m) => `{"numeric":[${m.join(',')}]}`),
  fc.tuple(anything, anything).map(([one, other]) => `{"anything-but":[${one},${other}]}`),
  fc
    .tuple(fc.constantFrom('prefix', 'suffix', 'wildcard', 'equals-ignore-case', 'numeric'), anything)
    .map(([o, v]) => `{"anything-but":{"${o}":${v}}}`),
  fc.constantFrom(
    '{}',
    '{"unknown":"x"}',
    '{"Prefix":"x"}',
    '{"anything-but":{}}',
    '{"prefix":{}}',
    '{"$or":["x"]}',
  ),
);
const member = fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 12, arbitrary: expression });
const leaf = listOf(member);
const wrongLeaf = fc.oneof(listOf(wrongExpression), anything, fc.constant('[]'), listOf(anything));

function object(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

function patternTree(leaves: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { tree } = fc.letrec<{ tree: string; field: readonly [string, string]; or: string }>((tie) => ({
    tree: fc.array(tie('field'), { minLength: 1, maxLength: 3 }).map(object),
    field: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: fc.tuple(name, leaves) },
      { weight: 3, arbitrary: fc.tuple(name, tie('tree')) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('$or'), tie('or')) },
    ),
    or: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((branches) => `[${branches.join(',')}]`),
  }));
  return tree;
}

const rightPattern = patternTree(leaf);
const wrongPattern = patternTree(fc.oneof({ weight: 2, arbitrary: leaf }, wrongLeaf));

/** One character of a right pattern taken out, doubled or replaced. */
const damagedPattern = fc
  .tuple(
    rightPattern,
    fc.nat(),
    fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', 'x', '0', ' ', '\\u00e'),
  )
  .map(([pattern, at, inserted]) => {
    const offset = at % pattern.length;
    return pattern.slice(0, offset) + inserted + pattern.slice(offset + (at % 2));
  });
const rootPattern = fc.oneof(
  anything,
  rightPattern.map((pattern) => ` ${pattern} trailing }`),
);

const { event } = fc.letrec<{ event: string; value: string; member: readonly [string, string] }>((tie) => ({
  event: fc.uniqueArray(tie('member'), { minLength: 1, maxLength: 4, selector: ([key]) => key }).map(object),
  member: fc.tuple(name, tie('value')),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`) },
    { weight: 3, arbitrary: tie('event') },
    { weight: 1, arbitrary: fc.constantFrom('[]', '{}') },
  ),
}));

const pattern = fc.oneof(
  { weight: 14, arbitrary: rightPattern },
  { weight: 3, arbitrary: wrongPattern },
  { weight: 1, arbitrary: damagedPattern },
  { weight: 1, arbitrary: rootPattern },
);

/** A field of one key and a value for it: nothing but the operators. */
const oneField: fc.Arbitrary<Question> = fc
  .tuple(leaf, fc.oneof({ weight: 4, arbitrary: scalar }, listOf(scalar, 0)))
  .map(([test, value]) => ({ pattern: `{"a":${test}}`, event: `{"a":${value}}` }));

/** Several fields of the same few objects in arrays: which of them belong together. */
const smallValue = fc.constantFrom('1', '2', '"x"', 'null');
const smallName = fc.constantFrom('b', 'c', 'd', 'b.c');
const smallObject = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.uniqueArray(fc.tuple(smallName, value), { maxLength: 4, selector: ([key]) => key }).map(object);
const elements = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(value, { maxLength: 3 }).map((members) => `[${members.join(',')}]`);
const inner = smallObject(
  fc.oneof({ weight: 3, arbitrary: smallValue }, elements(smallObject(smallValue)), elements(smallValue)),
);
const arrayEvent = fc
  .tuple(elements(fc.oneof({ weight: 5, arbitrary: inner }, smallValue, elements(inner))), inner)
  .map(([a, e]) => `{"a":${a},"e":${e}}`);
const smallTest = fc.oneof(
  { weight: 6, arbitrary: listOf(smallValue) },
  { weight: 2, arbitrary: fc.constant('[{"exists":false}]') },
  fc.constantFrom(
    '[{"exists":true}]',
    '[{"anything-but":"x"}]',
    '[{"exists":false},1]',
    '[{"numeric":[">",1]}]',
  ),
);
const path = fc
  .tuple(fc.constantFrom('a', 'a', 'a', 'e'), smallName, fc.constantFrom('', '', '.b', '.c', '.d'))
  .map(([root, key, below]) => `${root}.${key}${below}`);
const fields = fc
  .uniqueArray(fc.tuple(path, smallTest), { minLength: 1, maxLength: 4, selector: ([key]) => key })
  .map(object);
const arrayPattern = fc.oneof(
  { weight: 4, arbitrary: fields },
  fc.tuple(fields, fields, fields).map(([one, other, all]) => `{"$or":[${one},${other}],${all.slice(1)}`),
);
const inArrays: fc.Arbitrary<Question> = fc.record({ pattern: arrayPattern, event: arrayEvent });

/** @returns the same questions for the same seed */
export function filterQuestions(seed: number, count: number): readonly Question[] {
  const question = fc.oneof(oneField, inArrays, fc.record({ pattern, event }));
  return fc.sample(question, { seed, numRuns: count });
}
