/** Reference section 3.10, rules 1 to 7 and 27: how a pattern is built. */
import assert from 'node:assert/strict';
import { compileFilterPattern } from '../../../../src/engine/filtering/filter-pattern';
import { matches, refusal, warnings } from './filter-assertions';

describe('the structure of a filter pattern', () => {
  it('is an object that is not empty, at any depth (FP-1)', () => {
    for (const root of ['[]', '"x"', '5', 'null', 'true', '']) {
      assert.equal(refusal(root), 'Filter is not an object', root);
    }
    for (const pattern of ['{}', '{"a":{}}', '{"a":{"b":{}}}', '{"$or":[{},{"a":[1]}]}']) {
      assert.equal(refusal(pattern), 'Empty objects are not allowed', pattern);
    }
  });

  it('has an array that is not empty as each leaf (FP-2)', () => {
    assert.equal(refusal({ a: [] }), 'Empty arrays are not allowed');
    for (const leaf of ['x', 5, null, true]) {
      assert.equal(refusal({ a: { leaf } }), '"leaf" must be an object or an array');
    }
    assert.equal(refusal({ a: [['x']] }), 'Match value must be String, number, true, false, or null');
  });

  it('has exactly one operator in an object of an array (FP-3)', () => {
    const one = 'Only one key allowed in match expression';
    for (const expression of ['"exists":true', '"cidr":"10.0.0.0/8"', '"wildcard":"*"', '"exactly":"x"']) {
      assert.equal(refusal(`{"a":[{${expression},"prefix":"x"}]}`), one);
    }
    assert.equal(refusal({ a: [{ prefix: { 'equals-ignore-case': 'x', prefix: 'y' } }] }), one);
    assert.equal(refusal({ a: [{}] }), 'Match expression name not found');
    assert.equal(refusal({ a: [{ startsWith: 'x' }] }), 'Unrecognized match type startsWith');
    assert.equal(refusal({ a: [{ Prefix: 'x' }] }), 'Unrecognized match type Prefix');
  });

  it('takes keys and operators by their case (FP-4)', () => {
    assert.equal(matches({ eventName: ['INSERT'] }, { eventname: 'INSERT' }), false);
    assert.equal(refusal({ a: [{ EXISTS: true }] }), 'Unrecognized match type EXISTS');
  });

  it('takes a dot in a key for a level, in pattern and event (FP-5)', () => {
    const forms = [
      { 'a.b.c': ['x'] },
      { a: { 'b.c': ['x'] } },
      { 'a.b': { c: ['x'] } },
      { a: { b: { c: ['x'] } } },
    ];
    const events = [{ 'a.b.c': 'x' }, { a: { 'b.c': 'x' } }, { 'a.b': { c: 'x' } }, { a: { b: { c: 'x' } } }];
    for (const pattern of forms) for (const event of events) assert.ok(matches(pattern, event));
    assert.ok(matches({ 'a.b': ['x'] }, { 'a.b': 'y', a: { b: 'x' } }));
  });

  it('keeps both of two equal keys, and of two equal paths the last (FP-6)', () => {
    const both = '{"d":{"n":["1"]},"d":{"o":["2"]}}';
    assert.ok(matches(both, { d: { n: '1', o: '2' } }));
    assert.equal(matches(both, { d: { n: '0', o: '2' } }), false);
    const last = '{"a":["x"],"a":["y"]}';
    assert.deepEqual([matches(last, { a: 'x' }), matches(last, { a: 'y' })], [false, true]);
    assert.match(warnings(both).join(), /`d` stands twice in one object/);
    assert.match(
      warnings(last).join(),
      /`a` is tested twice in the pattern: only the last test of it counts/,
    );
    assert.match(warnings('{"a":{"b":["x"]},"a.b":["y"]}').join(), /`a.b` is tested twice/);
  });

  it('ignores text behind its end and refuses a trailing comma (FP-7)', () => {
    assert.ok(matches('{"a":["x"]} and more', { a: 'x' }));
    assert.deepEqual(warnings('{"a":["x"]} and more'), ['Text behind the end of the pattern is ignored.']);
    assert.deepEqual(warnings(' {"a":["x"]}\n'), []);
    assert.match(refusal('{"a":["x"],}'), /^Unexpected character \('}' \(code 125\)\)/);
    assert.match(refusal('{"a":["x",]}'), /^Unexpected character \(']'/);
  });

  it('has two objects or more behind $or, at any depth, and ANDs them with their siblings (FP-27)', () => {
    const nested = { d: { k: [1], $or: [{ a: ['x'], $or: [{ b: [1] }, { c: [2] }] }, { 'e.f': [3] }] } };
    const event = { d: { k: 1, a: 'x', c: 2, e: { f: 4 } } };
    assert.ok(matches(nested, event));
    assert.ok(matches(nested, { d: { k: 1, e: { f: 3 } } }));
    assert.equal(matches(nested, { d: { ...event.d, k: 2 } }), false);
    assert.equal(matches(nested, { d: { k: 1, a: 'x' } }), false);
    assert.equal(refusal({ $or: [{ a: ['x'] }] }), 'There must have at least 2 Objects in $or relationship.');
    assert.equal(refusal({ $or: { a: ['x'] } }), 'It must be an Array followed with $or.');
    assert.equal(
      refusal({ $or: [{ a: ['x'] }, 'b'] }),
      'Only JSON object is allowed in array of $or relationship.',
    );
    for (const name of ['numeric', 'prefix', 'anything-but', '<=', 'regex', 'ip-address-not-in-range']) {
      const reason = `${name} is Ruler reserved fieldName which cannot be used inside $or.`;
      assert.equal(refusal({ $or: [{ b: { [name]: [1] } }, { b: [1] }] }), reason);
      assert.ok(matches({ [name]: [1] }, { [name]: 1 }), 'outside of $or it is a name like any other');
    }
  });

  it('is refused before its alternatives of $or grow beyond measure', () => {
    const or = '"$or":[{"a":[1]},{"b":[1]}]';
    assert.equal(refusal(`{${Array(100).fill(or).join(',')}}`), 'More than 1000 combinations of $or.');
    assert.ok(matches(`{${Array(9).fill(or).join(',')}}`, { b: 1 }));
  });

  it('tells where it is wrong', () => {
    const refused = compileFilterPattern('{\n  "a": ["x"],\n  "b": [{"prefx": "y"}]\n}');
    assert.equal(refused.valid, false);
    assert.deepEqual(refused.position, { line: 3, column: 10 });
  });

  it('is refused wherever it is no JSON', () => {
    const texts = [
      '{"a":["x"]',
      '{"a":["x"}',
      '{"a" ["x"]}',
      "{'a':[1]}",
      '{"a":[01]}',
      '{"a":[1.]}',
      '{"a":[.5]}',
    ];
    const more = [
      '{"a":[+1]}',
      '{"a":[tru]}',
      '{"a":["\t"]}',
      '{"a":["\\x"]}',
      '{"a":["\\u00g0"]}',
      '{"a":["x]}',
      '{a:[1]}',
    ];
    for (const text of [...texts, ...more]) {
      assert.match(refusal(text), /^(Unexpected character|Unexpected end|Unrecognized character)/, text);
    }
    assert.match(refusal(`${'{"a":'.repeat(2000)}[1]`), /nest deeper than 1000 levels/);
  });

  it('reads escapes in keys and texts', () => {
    assert.ok(
      matches('{"\\u0061":["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"]}', { a: '"\\/\b\f\n\r\té😀' }),
    );
  });
});
