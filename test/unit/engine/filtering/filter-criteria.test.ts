import assert from 'node:assert/strict';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { streamRecord } from '../../../support/stream-records';
import { matches, reasonFor, warnings } from './filter-assertions';

const pattern = '{"eventName":["INSERT"]}';

describe('the filter criteria of a mapping', () => {
  it('hold ten filters at most, and warn over five', () => {
    const five = compileFilterCriteria(Array<string>(5).fill(pattern));
    const ten = compileFilterCriteria(Array<string>(10).fill(pattern));
    const eleven = compileFilterCriteria(Array<string>(11).fill(pattern));
    assert.ok(five.valid && ten.valid && !eleven.valid);
    assert.deepEqual(five.warnings, []);
    assert.deepEqual(ten.warnings, [
      "10 filters are more than the 5 of an account that hasn't asked for more.",
    ]);
    assert.equal(eleven.reason, 'A mapping has at most 10 filters, this one has 11.');
    assert.equal(eleven.index, 10);
  });

  it('hold patterns of 4096 characters at most', () => {
    const ofLength = (length: number): string => pattern + ' '.repeat(length - pattern.length);
    assert.ok(compileFilterCriteria([ofLength(4096)]).valid);
    const refused = compileFilterCriteria([pattern, ofLength(4097)]);
    assert.ok(!refused.valid);
    assert.equal(refused.index, 1);
    assert.match(
      refused.reason,
      /^Invalid filter pattern definition\. A pattern has at most 4096 characters/,
    );
  });

  it('tell which pattern is refused, why and where', () => {
    const refused = compileFilterCriteria([pattern, '{"a":[]}']);
    assert.deepEqual(refused, {
      valid: false,
      reason: 'Invalid filter pattern definition. Empty arrays are not allowed',
      index: 1,
      position: { line: 1, column: 7 },
    });
  });

  it('name the filter that a warning is about, if there are several', () => {
    const compiled = compileFilterCriteria([pattern, '{"eventName":[{"wildcard":"IN*"}]}']);
    assert.ok(compiled.valid);
    assert.match(compiled.warnings.join(), /^Filter 2: `wildcard` is not listed in Lambda's documentation/);
  });

  it('explain the decision by the patterns, and never quote the record', () => {
    const record = streamRecord(1, 'secret');
    const text = 'dynamodb.NewImage.text.S';
    const reasons: readonly (readonly [object, string])[] = [
      [{ eventName: ['INSERT'], [text]: ['secret'] }, `match: \`${text}\` and \`eventName\` as asked`],
      [
        { eventName: ['MODIFY', 'REMOVE'] },
        'no match: `eventName` is text that `"MODIFY"` or `"REMOVE"` doesn\'t match',
      ],
      [{ [text]: [{ prefix: 'x' }] }, `no match: \`${text}\` is text that \`prefix\` doesn't match`],
      [
        { [text]: [{ exists: false }] },
        `no match: \`${text}\` is there, and \`exists\` asks for its absence`,
      ],
      [{ [text]: [5, null] }, `no match: \`${text}\` is text, \`5\` or \`null\` never matches it`],
      [{ userIdentity: { type: ['Service'] } }, 'no match: the record has no `userIdentity.type`'],
      [{ dynamodb: [{ exists: true }] }, 'no match: `dynamodb` is an object or an empty list, no value'],
      [
        { [text]: [{ 'anything-but': { prefix: 'sec' } }] },
        `no match: \`${text}\` is text that \`anything-but\` with \`prefix\` doesn't match`,
      ],
      [
        { $or: [{ eventName: ['MODIFY'] }, { awsRegion: ['x'] }] },
        'no match: `eventName` is text that `"MODIFY"` doesn\'t match, and the record has no `awsRegion`',
      ],
    ];
    for (const [asked, reason] of reasons) assert.equal(reasonFor(asked, record), reason);
    assert.equal(reasonFor({ a: [1] }, 'x'), 'no match: the record is no JSON object');
    const many = { $or: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ [name]: [1] })) };
    assert.match(reasonFor(many, record), /`c`, and 2 more alternatives of `\$or` don't match$/);
    assert.equal(
      reasonFor({ a: [9] }, { a: [1, 'x', 2] }),
      "no match: `a` is a number and text (3 values) that `9` doesn't match",
    );
  });

  it('explain the decision of several filters', () => {
    const compiled = compileFilterCriteria(['{"eventName":["REMOVE"]}', '{"awsRegion":["x"]}', pattern]);
    assert.ok(compiled.valid);
    const { explain } = compiled.criteria;
    assert.equal(explain(streamRecord(1)).reason, 'match: filter 3: `eventName` as asked');
    assert.equal(
      explain({ eventName: 'MODIFY' }).reason,
      'no match: filter 1: `eventName` is text that `"REMOVE"` doesn\'t match; ' +
        'filter 2: the record has no `awsRegion`; filter 3: `eventName` is text that `"INSERT"` doesn\'t match',
    );
  });

  it('warn of `exists` on what is no leaf (FI-8)', () => {
    for (const path of [
      'dynamodb',
      'dynamodb.NewImage',
      'userIdentity',
      'dynamodb.OldImage.a',
      'dynamodb.Keys.a.M',
    ]) {
      assert.match(warnings({ [path]: [{ exists: false }] }).join(), /matches every record/, path);
      assert.match(
        warnings({ [path]: [{ exists: true }] }).join(),
        /never matches, because it is no value/,
        path,
      );
    }
    for (const path of [
      'dynamodb.NewImage.a.S',
      'dynamodb.NewImage.a.b.SS',
      'dynamodb.NewImage.a.L.M.k.S',
      'eventName',
    ]) {
      assert.deepEqual(warnings({ [path]: [{ exists: false }] }), [], path);
    }
  });

  it('warn of a missing type letter, and of numbers asked of texts (FI-6, FI-7)', () => {
    assert.deepEqual(warnings({ dynamodb: { NewImage: { status: ['open'] } } }), [
      '`dynamodb.NewImage.status` never matches, because it is no value: ' +
        'an attribute\'s value stands below its type, as in `{"S":["text"]}`.',
    ]);
    assert.deepEqual(warnings({ 'dynamodb.NewImage.total.N': [{ numeric: ['>', 1] }, 5, '5'] }), [
      '`dynamodb.NewImage.total.N` is text in a record, `numeric` never matches it: ' +
        'use texts, `prefix` or `anything-but`.',
      '`dynamodb.NewImage.total.N` is text in a record, a number never matches it: write the number in quotation marks.',
    ]);
    assert.deepEqual(warnings({ 'dynamodb.SizeBytes': [{ numeric: ['>', 1] }] }), []);
  });

  it("warn of operators that Lambda's documentation doesn't list", () => {
    const unlisted = [
      { wildcard: 'x*' },
      { cidr: '10.0.0.0/8' },
      { prefix: { 'equals-ignore-case': 'x' } },
      { 'anything-but': { suffix: 'x' } },
      { exactly: 'x' },
    ];
    for (const member of unlisted) {
      assert.match(warnings({ eventName: [member] }).join(), /is not listed in Lambda's documentation/);
    }
    for (const member of [
      { prefix: 'x' },
      { 'anything-but': ['x'] },
      { 'equals-ignore-case': 'x' },
      '10.0.0.1',
    ]) {
      assert.deepEqual(warnings({ eventName: [member] }), []);
    }
  });

  it('decide soon on records with long lists', () => {
    const items = Array.from({ length: 2000 }, (_, index) => ({ b: index, c: -index, d: 1 }));
    const record = { a: items, e: items, f: items };
    const any = { b: [{ exists: true }] };
    const sameElement = { b: [7], c: [-7] };
    assert.ok(matches({ a: any, e: any, f: sameElement }, record));
    const apart = { b: [7], c: [-8] };
    assert.equal(matches({ a: any, e: any, f: apart }, record), false);
    assert.equal(matches({ a: { b: any.b, c: any.b, d: any.b }, e: any, f: apart }, record), false);
  });
});
