/** Reference section 3.9: filters on the records of a DynamoDB stream, with the outcomes recorded on AWS. */
import assert from 'node:assert/strict';
import type { AttributeMap, StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { streamRecord } from '../../../support/stream-records';
import { matches, reasonFor, refusal } from './filter-assertions';

function recordOf(image: AttributeMap, change: Partial<StreamRecord> = {}): StreamRecord {
  const record = streamRecord(1);
  return {
    ...record,
    ...change,
    dynamodb: { ...record.dynamodb, NewImage: { ...record.dynamodb.Keys, ...image } },
  };
}

const newImage = (image: object): object => ({ dynamodb: { NewImage: image } });

interface RecordedCase {
  readonly name: string;
  readonly facts: string;
  readonly pattern: object;
  readonly records: readonly StreamRecord[];
  /** How many of the records AWS handed to the function. */
  readonly invocations: number;
}

const present = recordOf({ presentKey: { S: 'presentValue' } });
const without = recordOf({});
const inserted = recordOf({ text: { S: 'a' } });
const modified = recordOf({ text: { S: 'b' } }, { eventName: 'MODIFY' });

const recordedCases: readonly RecordedCase[] = [
  {
    name: 'insert_same_entry_twice',
    facts: 'FI-4',
    pattern: { eventName: ['INSERT'] },
    // Putting the same item again changes nothing and makes no record.
    records: [inserted],
    invocations: 1,
  },
  {
    name: 'content_or_filter',
    facts: 'FI-2, FI-4',
    pattern: { eventName: ['INSERT', 'MODIFY'] },
    records: [inserted, modified],
    invocations: 2,
  },
  {
    name: 'content_multiple_filters',
    facts: 'FI-2, FI-4',
    pattern: { eventName: ['INSERT'], eventSource: ['aws:dynamodb'] },
    records: [inserted, modified],
    invocations: 1,
  },
  {
    name: 'content_filter_type',
    facts: 'FI-6',
    pattern: newImage({ presentKey: { S: ['presentValue'] } }),
    records: [present, without],
    invocations: 1,
  },
  {
    name: 'exists_filter_type',
    facts: 'FI-8',
    pattern: newImage({ presentKey: { S: [{ exists: true }] } }),
    records: [present, without],
    invocations: 1,
  },
  {
    name: 'exists_false_filter',
    facts: 'FI-8',
    pattern: newImage({ presentKey: [{ exists: false }] }),
    records: [without, present],
    invocations: 2,
  },
  {
    name: 'numeric_filter',
    facts: 'FI-7',
    pattern: newImage({ numericFilter: { N: [{ numeric: ['>', 100] }, { 'anything-but': '101' }] } }),
    records: [recordOf({ numericFilter: { N: '42' } }), recordOf({ numericFilter: { N: '101' } })],
    invocations: 1,
  },
  {
    name: 'prefix_filter',
    facts: 'FI-6',
    pattern: newImage({ prefix: { S: [{ prefix: 'us-1' }] } }),
    records: [recordOf({ prefix: { S: 'us-1-other-suffix' } }), recordOf({ prefix: { S: 'other-suffix' } })],
    invocations: 1,
  },
  {
    name: 'date_time_conversion',
    facts: 'FI-5',
    pattern: { dynamodb: { ApproximateCreationDateTime: [{ numeric: ['>', 0] }] } },
    records: [inserted, modified],
    invocations: 2,
  },
];

describe('filters on stream records, as recorded on AWS', () => {
  for (const { name, facts, pattern, records, invocations } of recordedCases) {
    it(`${name} lets ${invocations} of ${records.length} records through (${facts})`, () => {
      assert.equal(records.filter((record) => matches(pattern, record)).length, invocations);
    });
  }

  it('refuse a text and broken JSON (FI-9)', () => {
    assert.equal(refusal('"single-string"'), 'Filter is not an object');
    refusal('[{"eventName": ["INSERT"=123}]');
    refusal('{"eventName": ["INSERT"=123]}');
  });
});

describe('filters on stream records', () => {
  it('pass a record that one of several patterns matches (FI-2)', () => {
    const compiled = compileFilterCriteria(['{"eventName":["REMOVE"]}', '{"eventName":["MODIFY"]}']);
    assert.ok(compiled.valid);
    assert.deepEqual([inserted, modified].map(compiled.criteria.matches), [false, true]);
  });

  it('see the type letters, and nothing without them (FI-6)', () => {
    const pattern = newImage({ presentKey: ['presentValue'] });
    assert.equal(matches(pattern, present), false);
    assert.equal(
      reasonFor(pattern, present),
      'no match: `dynamodb.NewImage.presentKey` is an object or an empty list, no value',
    );
  });

  it('see numbers of attributes as texts (FI-7)', () => {
    const pattern = newImage({ total: { N: [{ numeric: ['>', 100] }] } });
    assert.equal(
      reasonFor(pattern, recordOf({ total: { N: '150' } })),
      'no match: `dynamodb.NewImage.total.N` is text, `numeric` never matches it',
    );
    assert.ok(matches(newImage({ total: { N: ['150'] } }), recordOf({ total: { N: '150' } })));
  });

  it('see an attribute, which is no leaf, as absent (FI-8)', () => {
    assert.equal(matches(newImage({ presentKey: [{ exists: true }] }), present), false);
    assert.ok(matches({ dynamodb: { OldImage: { text: { S: [{ exists: false }] } } } }, inserted));
  });

  it('pass every record if there are none (FI-10)', () => {
    const compiled = compileFilterCriteria([]);
    assert.ok(compiled.valid);
    assert.ok(compiled.criteria.matches(inserted));
    assert.deepEqual(compiled.criteria.explain(inserted), {
      matches: true,
      reason: 'match: there is no filter',
    });
  });

  it('reach every path of a record, userIdentity among them (FI-11)', () => {
    const expired = recordOf(
      {},
      {
        eventName: 'REMOVE',
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      },
    );
    const pattern = { userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] } };
    assert.deepEqual(
      [expired, inserted].map((record) => matches(pattern, record)),
      [true, false],
    );
    assert.ok(matches({ dynamodb: { Keys: { id: { S: ['1'] } } } }, inserted));
  });

  it('see a record as JSON, also what is text in it (FI-12)', () => {
    const document = recordOf({ document: { S: '{"status":"open"}' } });
    assert.equal(matches(newImage({ document: { S: { status: ['open'] } } }), document), false);
    assert.ok(matches(newImage({ document: { S: [{ wildcard: '*"status":"open"*' }] } }), document));
  });

  it('reach into sets, lists and maps', () => {
    const record = recordOf({
      tags: { SS: ['a', 'b'] },
      lines: { L: [{ M: { sku: { S: 'x' }, n: { N: '1' } } }, { M: { sku: { S: 'y' }, n: { N: '2' } } }] },
      'dotted.name': { BOOL: true },
    });
    assert.ok(matches(newImage({ tags: { SS: ['b'] } }), record));
    const line = (sku: string, n: string): object =>
      newImage({ lines: { L: { M: { sku: { S: [sku] }, n: { N: [n] } } } } });
    assert.deepEqual([matches(line('y', '2'), record), matches(line('x', '2'), record)], [true, false]);
    assert.ok(matches(newImage({ 'dotted.name': { BOOL: [true] } }), record));
  });
});
