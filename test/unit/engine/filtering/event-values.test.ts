/** Reference section 3.10, rules 8 to 11: which values of an event a field meets. */
import assert from 'node:assert/strict';
import { matches, reasonFor } from './filter-assertions';

const present = { a: [{ exists: true }] };
const absent = { a: [{ exists: false }] };

describe('the values of an event that a filter pattern meets', () => {
  it('are each element of an array, nested ones too (FP-8)', () => {
    for (const a of ['x', ['x'], ['y', 'x'], [['y'], [['x']]]]) assert.ok(matches({ a: ['x'] }, { a }));
    assert.equal(matches({ a: ['x'] }, { a: ['y', ['z']] }), false);
    assert.ok(matches({ a: { b: [1] } }, { a: [[{ b: 2 }, { b: [0, 1] }]] }));
  });

  it('are none in an empty array and an empty object (FP-9)', () => {
    for (const a of [[], {}, [[]], [{}], { b: 1 }]) {
      assert.deepEqual([matches(present, { a }), matches(absent, { a })], [false, true], JSON.stringify(a));
    }
  });

  it('come from the same element of an array of objects (FP-10)', () => {
    const pattern = { a: { b: [1], c: [2] } };
    const across = {
      a: [
        { b: 1, c: 9 },
        { b: 8, c: 2 },
      ],
    };
    assert.equal(matches(pattern, across), false);
    assert.equal(
      reasonFor(pattern, across),
      'no match: `a.b` and `a.c` match only in different elements of an array',
    );
    assert.ok(
      matches(pattern, {
        a: [
          { b: 8, c: 2 },
          { b: 1, c: 2 },
        ],
      }),
    );
    const deeper = { a: { b: { c: [1], d: [2] }, e: [3] } };
    assert.ok(matches(deeper, { a: [{ e: 3, b: [{ c: 0 }, { c: 1, d: 2 }] }] }));
    assert.equal(matches(deeper, { a: [{ e: 3, b: [{ c: 1 }, { d: 2 }] }] }), false);
    assert.equal(matches(deeper, { a: [{ e: 4, b: [{ c: 1, d: 2 }] }, { e: 3 }] }), false);
  });

  it('may come from elements of different arrays (FP-10)', () => {
    assert.ok(matches({ a: { b: [1] }, c: { d: [2] } }, { a: [{ b: 0 }, { b: 1 }], c: [{ d: 2 }] }));
  });

  it('are looked for in the order of the paths, which `exists: false` shows (FP-10)', () => {
    const event = { a: [{ b: 1 }, { c: 2 }] };
    assert.ok(matches({ a: { b: [1], c: [{ exists: false }] } }, event), 'not in the element that is bound');
    assert.equal(
      matches({ a: { b: [{ exists: false }], c: [2] } }, event),
      false,
      'nowhere, none is bound yet',
    );
  });

  it('can be null (FP-11)', () => {
    assert.deepEqual([matches(present, { a: null }), matches(absent, { a: null })], [true, false]);
  });

  it('are those of own members only', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const pattern = `{"${name}":[{"exists":true}]}`;
      assert.equal(matches(pattern, {}), false);
      assert.ok(matches(pattern, JSON.parse(`{"${name}":1}`)));
    }
  });

  it('are none if the event is no object', () => {
    for (const event of [null, 'x', 5, undefined]) assert.equal(matches({ a: ['x'] }, event), false);
  });
});
