/** What holds for any pattern and any record. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { compileFilterPattern } from '../../../../src/engine/filtering/filter-pattern';
import { matches } from './filter-assertions';

const RUNS = { numRuns: 500 };

const name = fc
  .oneof(fc.constantFrom('a', 'b', 'c'), fc.string({ minLength: 1, maxLength: 3 }))
  .filter(isName);
/** A combining accent, cases that change length, beyond U+FFFF, what patterns and JSON escape. */
const characters = fc.constantFrom(
  'a',
  'B',
  ' ',
  'é',
  '\u0301',
  'ß',
  'İ',
  '😀',
  '"',
  '\\',
  '*',
  '?',
  '\n',
  '.',
);
const text = fc.oneof(fc.constantFrom('', 'x', 'xy', '10.0.0.1'), fc.string({ unit: characters }));
const scalar = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const record = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).object;
const member = fc.oneof(
  scalar,
  fc.record({ prefix: text }),
  fc.record({ suffix: text }),
  fc.record({ 'equals-ignore-case': text }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ 'anything-but': fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 })) }),
);
const test = fc.array(member, { minLength: 1, maxLength: 3 });
const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a.b', 'b.c'), test, { minKeys: 1, maxKeys: 3 });

describe('filter patterns in general', function () {
  this.timeout(30_000);

  it('never throw, whatever the text', () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const json = fc.json({ depthSize: 'small', maxDepth: 3 });
    const nearly = fc.tuple(fields, fc.nat(), fc.string({ maxLength: 2 })).map(([pattern, at, insertion]) => {
      const whole = JSON.stringify(pattern);
      const cut = at % whole.length;
      return whole.slice(0, cut) + insertion + whole.slice(cut + 1);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), json, nearly), (any) => {
        const compiled = compileFilterPattern(any);
        if (!compiled.valid) assert.match(compiled.reason, /^Invalid filter pattern definition\. ./);
      }),
      RUNS,
    );
  });

  it("match a record with the record's own values", () => {
    fc.assert(
      fc.property(record, (event) => {
        const paths = leaves(event);
        fc.pre(paths.size > 0);
        for (const [path, value] of paths) assert.ok(matches({ [path]: [value] }, event), path);
        const text_ = Array.from(paths).filter(([, value]) => typeof value === 'string');
        for (const [path, value] of text_) {
          const whole = String(value);
          const half = Array.from(whole)
            .slice(0, Math.ceil(Array.from(whole).length / 2))
            .join('');
          assert.ok(matches({ [path]: [{ prefix: half }] }, event));
          assert.ok(matches({ [path]: [{ suffix: whole.slice(half.length) }] }, event));
          assert.ok(matches({ [path]: [{ wildcard: `${half.replace(/[\\*]/g, '\\$&')}*` }] }, event));
        }
      }),
      RUNS,
    );
  });

  it('match with all the values of a record without arrays at once', () => {
    fc.assert(
      fc.property(record, (event) => {
        const plain: unknown = JSON.parse(JSON.stringify(event), (_, value: unknown) =>
          Array.isArray(value) ? 'list' : value,
        );
        const pattern = Object.fromEntries(Array.from(leaves(plain), ([path, value]) => [path, [value]]));
        fc.pre(Object.keys(pattern).length > 0);
        assert.ok(matches(pattern, plain));
      }),
      RUNS,
    );
  });

  it('mean the same dotted and nested', () => {
    fc.assert(
      fc.property(test, record, (members, event) => {
        const dotted = matches({ 'a.b.c': members }, event);
        assert.equal(matches({ a: { b: { c: members } } }, event), dotted);
        assert.equal(matches({ a: { 'b.c': members } }, event), dotted);
      }),
      RUNS,
    );
  });

  it('mean with $or that one of the alternatives matches', () => {
    fc.assert(
      fc.property(fc.array(fields, { minLength: 2, maxLength: 4 }), record, (alternatives, event) => {
        const any = alternatives.some((alternative) => matches(alternative, event));
        assert.equal(matches({ $or: alternatives }, event), any);
      }),
      RUNS,
    );
  });

  it('mean with several members that one of them matches', () => {
    fc.assert(
      fc.property(test, record, (members, event) => {
        const any = members.some((one) => matches({ a: [one] }, event));
        assert.equal(matches({ a: members }, event), any);
      }),
      RUNS,
    );
  });

  it('explain what they decide', () => {
    const pattern = fc.oneof(
      fields,
      fc.array(fields, { minLength: 2, maxLength: 3 }).map(($or) => ({ $or })),
    );
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), record, (patterns, event) => {
        const compiled = compileFilterCriteria(patterns.map((one) => JSON.stringify(one)));
        assert.ok(compiled.valid);
        const { matches: explained, reason } = compiled.criteria.explain(event);
        assert.equal(explained, compiled.criteria.matches(event));
        assert.ok(reason.startsWith(explained ? 'match: ' : 'no match: '), reason);
      }),
      RUNS,
    );
  });
});

/** A dot would be a level; operators' names and `$or` mean something of their own; `__proto__` can't be a key of a literal. */
function isName(text_: string): boolean {
  return !text_.includes('.') && text_ !== '$or' && text_ !== '__proto__';
}

/** The values of a record by their dotted paths; of several on one path the last. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map(path === '' ? [] : [[path, value]]);
  const found = Array.isArray(value)
    ? value.map((element) => leaves(element, path))
    : Object.entries(value).map(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
  return new Map(found.flatMap((inner) => Array.from(inner)));
}
