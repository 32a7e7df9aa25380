/** Reference section 3.10, rules 12 to 26: what each operator takes and matches. */
import assert from 'node:assert/strict';
import { matches, refusal, warnings } from './filter-assertions';

/** Which of the values the member of an array matches. */
function matched(member: unknown, values: readonly unknown[]): readonly unknown[] {
  return values.filter((a) => matches({ a: [member] }, { a }));
}

const oneOfEach = ['x', '', 5, 0, true, false, null];

describe('operators of filter patterns', () => {
  it('equality is exact and keeps kinds apart (FP-12)', () => {
    assert.deepEqual(matched('x', ['x', 'X', 'xx', ' x', ['x']]), ['x', ['x']]);
    for (const literal of [null, true, false, 5]) {
      assert.deepEqual(matched(literal, [...oneOfEach, String(literal)]), [literal]);
      assert.deepEqual(matched(String(literal), [literal, String(literal)]), [String(literal)]);
    }
  });

  it('numbers compare by value (FP-13)', () => {
    for (const spelling of ['300', '300.0', '3.0e2', '3E+2', '3000e-1']) {
      assert.ok(matches(`{"a":[${spelling}]}`, { a: 300 }), spelling);
    }
    assert.ok(matches({ a: [0] }, { a: -0 }));
  });

  it('an address matches its other spellings (FP-14)', () => {
    const spellings = ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8:0::0:1'];
    for (const pattern of spellings)
      assert.deepEqual(matched(pattern, [...spellings, '2001:db8::2']), spellings);
    assert.deepEqual(matched('10.0.0.1', ['10.0.0.1', '010.0.0.01', '::ffff:a00:1', '10.0.0.2']), [
      '10.0.0.1',
      '010.0.0.01',
      '::ffff:a00:1',
    ]);
    const noAddresses = ['1.2.3.256', '1::2::3', ':', '1.2.3', '12345::'];
    for (const text of noAddresses) assert.deepEqual(matched(text, [text, `0${text}`]), [text]);
  });

  it('`exactly` is equality, also for addresses (FP-15)', () => {
    assert.deepEqual(matched({ exactly: 'x' }, ['x', 'X', null]), ['x']);
    assert.deepEqual(matched({ exactly: '::1' }, ['::1', '0::1']), ['::1']);
    assert.equal(refusal({ a: [{ exactly: 5 }] }), 'exact match pattern must be a string');
  });

  it('`numeric` takes one comparison, or a lower and then an upper bound (FP-16)', () => {
    const values = [-1, 0, 1, 4.9, 5, 6];
    assert.deepEqual(matched({ numeric: ['=', 5] }, values), [5]);
    assert.deepEqual(matched({ numeric: ['<', 0] }, values), [-1]);
    assert.deepEqual(matched({ numeric: ['<=', 0] }, values), [-1, 0]);
    assert.deepEqual(matched({ numeric: ['>', 5] }, values), [6]);
    assert.deepEqual(matched({ numeric: ['>=', 5] }, values), [5, 6]);
    assert.deepEqual(matched({ numeric: ['>', 0, '<=', 5] }, values), [1, 4.9, 5]);
    assert.deepEqual(matched({ numeric: ['>=', 0, '<', 5] }, values), [0, 1, 4.9]);
  });

  it('`numeric` refuses anything else (FP-16)', () => {
    const reasons: readonly (readonly [unknown, string])[] = [
      ['x', 'Value of numeric must be an array.'],
      [[], 'Invalid member in numeric match: ]'],
      [[5], 'Invalid member in numeric match: 5'],
      [['!=', 5], 'Unrecognized numeric range operator: !='],
      [['='], 'Value of equals must be numeric'],
      [['>', '5'], 'Value of > must be numeric'],
      [['<=', null], 'Value of <= must be numeric'],
      [['=', 1, 2], 'Too many elements in numeric expression'],
      [['<=', 5, '>', 0], 'Too many elements in numeric expression'],
      [['>', 0, 5], 'Bad value in numeric range: 5'],
      [['>', 0, '>', 5], 'Bad numeric range operator: >'],
      [['>', 0, '<', '5'], 'Value of < must be numeric'],
      [['>', 0, '<', 5, 6], 'Too many terms in numeric range expression'],
      [['>', 5, '<', 1], 'Bottom must be less than top'],
      [['>=', 5, '<', 5], 'Bottom must be less than top'],
    ];
    for (const [numeric, reason] of reasons) assert.equal(refusal({ a: [{ numeric }] }), reason);
    assert.equal(
      refusal({ a: [{ numeric: ['=', 1], prefix: 'x' }] }),
      'Too many elements in numeric expression',
    );
  });

  it('`numeric` compares doubles, and never a text (FP-17)', () => {
    assert.deepEqual(matched({ numeric: ['=', 0.1] }, [0.1, '0.1']), [0.1]);
    assert.deepEqual(matched({ numeric: ['>', 0] }, ['5', true, null, Infinity]), []);
    for (const number of ['1e400', '9007199254740993', '0.1000000000000000000001']) {
      assert.equal(refusal(`{"a":[{"numeric":["=",${number}]}]}`), `Cannot compare number : ${number}`);
      assert.equal(refusal(`{"a":[{"anything-but":${number}}]}`), `Cannot compare number : ${number}`);
    }
    assert.ok(matches('{"a":[{"numeric":["=",1e21]}]}', { a: 1e21 }));
    assert.ok(matches('{"a":[{"numeric":["=",-12.50e-3]}]}', { a: -0.0125 }));
  });

  it('prefix, suffix and equals-ignore-case take a text (FP-18)', () => {
    for (const operator of ['prefix', 'suffix']) {
      const reason = `${operator} match pattern must be a string`;
      for (const operand of [['a'], 5, null]) assert.equal(refusal({ a: [{ [operator]: operand }] }), reason);
      assert.deepEqual(matched({ [operator]: '' }, oneOfEach), ['x', '']);
      assert.deepEqual(matched({ [operator]: { 'equals-ignore-case': 'Xy' } }, ['xY', 'aXYa', 'x']), ['xY']);
      assert.equal(
        refusal({ a: [{ [operator]: { wildcard: 'x' } }] }),
        `Unsupported ${operator} pattern: wildcard`,
      );
    }
    assert.deepEqual(matched({ prefix: 'us-' }, ['us-1', 'us', 'US-1', 'aus-1']), ['us-1']);
    assert.deepEqual(matched({ suffix: '.png' }, ['a.png', 'png', 'a.PNG', 'a.pngx']), ['a.png']);
    assert.equal(
      refusal({ a: [{ 'equals-ignore-case': ['a'] }] }),
      'equals-ignore-case match pattern must be a string',
    );
  });

  it('prefix and suffix compare characters beyond U+FFFF whole, and see the closing quotation mark (FP-18)', () => {
    assert.deepEqual(matched({ prefix: '😀' }, ['😀x', '😁x']), ['😀x']);
    assert.deepEqual(matched({ suffix: '😀' }, ['x😀', 'x😁']), ['x😀']);
    assert.deepEqual(matched({ prefix: 'x"' }, ['x', 'x"y', 'xy']), ['x', 'x"y']);
    assert.deepEqual(matched({ suffix: '"x' }, ['x', 'y"x', 'yx']), ['x', 'y"x']);
  });

  it('case is folded character by character, in the pattern only (FP-19)', () => {
    assert.deepEqual(matched({ 'equals-ignore-case': 'É' }, ['é', 'É', 'e']), ['é', 'É']);
    assert.deepEqual(matched({ 'equals-ignore-case': 'ß' }, ['ß', 'SS', 'ss']), ['ß', 'SS']);
    assert.deepEqual(matched({ 'equals-ignore-case': 'STRASSE' }, ['straße', 'strasse']), ['strasse']);
    assert.deepEqual(matched({ suffix: { 'equals-ignore-case': 'aß' } }, ['xASS', 'xaß', 'xass']), [
      'xASS',
      'xaß',
    ]);
    assert.deepEqual(matched({ 'equals-ignore-case': '😀' }, ['😀', '??']), ['??']);
    assert.match(
      warnings({ a: [{ 'equals-ignore-case': '😀' }] }).join(),
      /can't compare characters beyond U\+FFFF/,
    );
  });

  it('`anything-but` matches values of other kinds, and no absent field (FP-20)', () => {
    assert.deepEqual(matched({ 'anything-but': 'x' }, oneOfEach), ['', 5, 0, true, false, null]);
    assert.deepEqual(matched({ 'anything-but': 5 }, [...oneOfEach, '5', 5.0]), [
      'x',
      '',
      0,
      true,
      false,
      null,
      '5',
    ]);
    assert.equal(matches({ a: [{ 'anything-but': 'x' }] }, {}), false);
  });

  it('`anything-but` matches an array with one element outside of the list (FP-21)', () => {
    assert.deepEqual(matched({ 'anything-but': ['x', 'y'] }, [['x', 'z'], ['x', 'y'], []]), [['x', 'z']]);
  });

  it('`anything-but` takes a text, a number, or a list of one kind (FP-22)', () => {
    const mixed =
      'Inside anything but list, either all values are number or string, mixed type is not supported';
    assert.equal(refusal({ a: [{ 'anything-but': ['x', 5] }] }), mixed);
    assert.equal(refusal({ a: [{ 'anything-but': [] }] }), mixed);
    for (const member of [null, true, ['x']]) {
      const reason = 'Inside anything but list, start|null|boolean is not supported.';
      assert.equal(refusal({ a: [{ 'anything-but': [member] }] }), reason);
    }
    for (const operand of [null, true]) {
      const reason = 'Value of anything-but must be an array or single string/number value.';
      assert.equal(refusal({ a: [{ 'anything-but': operand }] }), reason);
    }
  });

  it('`anything-but` takes four operators with a text or a list of texts (FP-23)', () => {
    const values = ['in', 'init', 'OUT', 'x/lib/y', 5, null];
    const but = (inner: object): readonly unknown[] => matched({ 'anything-but': inner }, values);
    assert.deepEqual(but({ prefix: 'in' }), ['OUT', 'x/lib/y', 5, null]);
    assert.deepEqual(but({ suffix: ['it', 'y'] }), ['in', 'OUT', 5, null]);
    assert.deepEqual(but({ 'equals-ignore-case': ['IN', 'out'] }), ['init', 'x/lib/y', 5, null]);
    assert.deepEqual(but({ wildcard: ['*/lib/*', 'i*t'] }), ['in', 'OUT', 5, null]);
    assert.equal(refusal({ a: [{ 'anything-but': { prefix: '' } }] }), 'Null prefix/suffix not allowed');
    assert.equal(
      refusal({ a: [{ 'anything-but': { suffix: ['x', ''] } }] }),
      'Null prefix/suffix not allowed',
    );
    assert.equal(
      refusal({ a: [{ 'anything-but': { numeric: ['>', 1] } }] }),
      'Unsupported anything-but pattern: numeric',
    );
    assert.equal(
      refusal({ a: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } }] }),
      'Value of anything-but must be an array or single string/number value.',
    );
    assert.equal(refusal({ a: [{ 'anything-but': {} }] }), 'Anything-But expression name not found');
  });

  it('`exists` takes true or false (FP-24)', () => {
    for (const operand of ['true', 1, null, []]) {
      const reason = 'exists match pattern must be either true or false.';
      assert.equal(refusal({ a: [{ exists: operand }] }), reason);
    }
    assert.ok(matches({ a: ['x', { exists: false }] }, { b: 1 }));
    assert.ok(matches({ a: ['x', { exists: false }] }, { a: 'x' }));
    assert.equal(matches({ a: ['x', { exists: false }] }, { a: 'y' }), false);
  });

  it('`wildcard` knows the star and two escapes, and counts bytes in its refusals (FP-25)', () => {
    assert.deepEqual(matched({ wildcard: 'a*b*c' }, ['abc', 'a-b-b-c', 'acb', 'abcd', 5]), [
      'abc',
      'a-b-b-c',
    ]);
    assert.deepEqual(matched({ wildcard: '*' }, oneOfEach), ['x', '']);
    assert.deepEqual(matched({ wildcard: '' }, ['', 'x']), ['']);
    assert.deepEqual(matched({ wildcard: 'ab*ab' }, ['ab', 'aab', 'abab', 'ab😀ab']), ['abab', 'ab😀ab']);
    assert.deepEqual(matched({ wildcard: 'a\\*b\\\\*' }, ['a*b\\x', 'axb\\x']), ['a*b\\x']);
    assert.deepEqual(matched({ wildcard: 'a?b' }, ['a?b', 'axb']), ['a?b']);
    assert.equal(refusal({ a: [{ wildcard: 'a**b' }] }), 'Consecutive wildcard characters at pos 2');
    assert.equal(refusal({ a: [{ wildcard: 'é**' }] }), 'Consecutive wildcard characters at pos 3');
    assert.equal(refusal({ a: [{ wildcard: '😀\\x' }] }), 'Invalid escape character at pos 5');
    assert.equal(refusal({ a: [{ wildcard: 'a\\' }] }), 'Invalid escape character at pos 2');
    assert.equal(refusal({ a: [{ wildcard: ['a*'] }] }), 'wildcard match pattern must be a string');
  });

  it('`cidr` takes an address and fewer bits than it has (FP-26)', () => {
    const values = ['10.0.0.0', '10.0.0.255', '10.0.1.0', '9.255.255.255', '2001:db8::1', 'x', 5];
    assert.deepEqual(matched({ cidr: '10.0.0.33/24' }, values), ['10.0.0.0', '10.0.0.255']);
    assert.deepEqual(matched({ cidr: '10.0.0.0/31' }, values), ['10.0.0.0']);
    assert.deepEqual(matched({ cidr: '8.0.0.0/6' }, values), values.slice(0, 4));
    assert.deepEqual(matched({ cidr: '2001:db8::/32' }, values), ['2001:db8::1']);
    const reasons: readonly (readonly [unknown, string])[] = [
      ['10.0.0.1/32', 'IPv4 mask bits must be < 32'],
      ['2001:db8::1/128', 'IPv6 mask bits must be < 128'],
      ['10.0.0.0', "Malformed CIDR, one '/' required"],
      ['10.0.0.0/8/8', "Malformed CIDR, one '/' required"],
      ['10.0.0.0/x', 'Malformed CIDR, mask bits must be an integer'],
      ['10.0.0.0/-1', 'Malformed CIDR, mask bits must not be negative'],
      ['300.0.0.0/8', 'Invalid IP address: 300.0.0.0'],
      ['example/8', 'Nonstandard IP address: example'],
      [5, 'prefix match pattern must be a string'],
    ];
    for (const [cidr, reason] of reasons) assert.equal(refusal({ a: [{ cidr }] }), reason);
  });
});
