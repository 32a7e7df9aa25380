import assert from 'node:assert/strict';
import type { EncodedRecord } from '../../../../src/engine/events/encoded-record';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { AttributeMap, StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import type { FailedBatch, FoundAt } from '../../../../src/failed-batches/failed-batch';
import { countInvocations, nextCount } from '../../../../src/failed-batches/redrive/next-invocation';
import { standingOf } from '../../../../src/failed-batches/redrive/order-check';
import { refusalOf } from '../../../../src/failed-batches/redrive/redrive-refusal';
import { isSameItem } from '../../../../src/failed-batches/redrive/same-item';
import type { Trigger } from '../../../../src/triggers/trigger';
import { streamRecord } from '../../../support/stream-records';

const MB = 1024 * 1024;
const NOW_MS = 1_732_600_000_000;

function recordOf(eventName: string, image?: AttributeMap): EncodedRecord {
  const base = streamRecord(1);
  const { NewImage, ...dynamodb } = base.dynamodb;
  assert.ok(NewImage);
  const record: StreamRecord = {
    ...base,
    eventName,
    dynamodb: { ...dynamodb, ...(image && { NewImage: image }) },
  };
  return encodeRecord(record);
}

describe('what an invocation of a redrive holds', () => {
  const large = (text: string): EncodedRecord => encodeRecord(streamRecord(1, text));

  it('is the whole batch if it fits in 6 MB, else as many whole records as do', () => {
    const records = Array.from({ length: 15 }, () => large('x'.repeat(MB)));
    assert.equal(nextCount(records, 0, { most: Infinity }), 5);
    assert.equal(nextCount(records, 13, { most: Infinity }), 2);
    assert.equal(countInvocations(records, { most: Infinity }), 3);
    assert.equal(countInvocations(records, { most: 4 }), 4);
    assert.equal(countInvocations([large('x')], { most: Infinity }), 1);
  });

  it('is one record alone if that is too large', () => {
    const records = [large('x'.repeat(7 * MB)), large('x')];
    assert.equal(nextCount(records, 0, { most: Infinity }), 1);
  });
});

describe('a record that is compared with its item', () => {
  const image = { id: { S: '1' }, tags: { SS: ['a', 'b'] }, price: { N: '1.50' } };
  const same = { price: { N: '1.5' }, tags: { SS: ['b', 'a'] }, id: { S: '1' } };
  const other = { ...image, price: { N: '2' } };

  for (const [eventName, newImage, item, expected] of [
    ['MODIFY', image, same, { kind: 'current' }],
    ['MODIFY', image, other, { kind: 'superseded', by: 'writtenLater' }],
    ['INSERT', image, undefined, { kind: 'superseded', by: 'removedLater' }],
    ['REMOVE', undefined, undefined, { kind: 'current' }],
    ['REMOVE', undefined, image, { kind: 'superseded', by: 'writtenAgain' }],
    ['MODIFY', undefined, image, { kind: 'unknown' }],
    ['INSERT', undefined, undefined, { kind: 'superseded', by: 'removedLater' }],
  ] as const)
    it(`is ${JSON.stringify(expected)} (${eventName}, ${newImage ? 'an' : 'no'} image, ${item ? 'an' : 'no'} item)`, () => {
      assert.deepEqual(standingOf(recordOf(eventName, newImage), item), expected);
    });

  it('has an order in lists and none in sets and maps', () => {
    const list = (...texts: readonly string[]): AttributeMap => ({ l: { L: texts.map((S) => ({ S })) } });
    assert.ok(!isSameItem(list('a', 'b'), list('b', 'a')));
    assert.ok(
      isSameItem(
        { m: { M: { a: { N: '1' }, b: { NS: ['1', '2.0'] } } } },
        { m: { M: { b: { NS: ['2', '1'] }, a: { N: '1e0' } } } },
      ),
    );
    assert.ok(!isSameItem({ a: { S: '1' } }, { a: { N: '1' } }));
  });
});

describe('a batch that must not be sent again', () => {
  const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live';
  const payload = {
    Records: [],
    window: { start: '2025-11-25T15:45:00Z', end: '2025-11-25T15:50:00Z' },
    state: { total: 3 },
    shardId: 's',
    eventSourceARN: 'a',
  };
  const failing = {
    lastProcessingResult: 'PROBLEM: Function call failed',
    document: { Enabled: true },
  } as unknown as Trigger;
  const windowed = {
    lastProcessingResult: 'OK',
    document: { Enabled: true, TumblingWindowInSeconds: 300 },
  } as unknown as Trigger;

  function refusal(
    kind: FoundAt['kind'],
    more: Partial<Parameters<typeof refusalOf>[1]> = {},
    ofBatch: Partial<FailedBatch> = {},
  ): string | undefined {
    const batch = { firstArrivalMs: NOW_MS - 3_600_000, ...ofBatch } as FailedBatch;
    const surroundings = { functionArn, recordCount: 1, nowMs: NOW_MS, region: 'eu-west-1', ...more };
    return refusalOf({ batch, at: { kind } as FoundAt }, surroundings)?.kind;
  }

  for (const [what, found, expected] of [
    [
      'one in a queue, whatever its trigger does',
      refusal('queue', { trigger: failing, iteratorAgeMs: 7_200_000 }),
      undefined,
    ],
    [
      'a pasted one whose trigger fails behind it',
      refusal('text', { trigger: failing, iteratorAgeMs: 7_200_000 }),
      'stillRetried',
    ],
    [
      'a pasted one whose trigger is past it',
      refusal('text', { trigger: failing, iteratorAgeMs: 60_000 }),
      undefined,
    ],
    ['a pasted one without a known age', refusal('text', { trigger: failing }), undefined],
    ['what a trigger is stuck at', refusal('stuckTrigger'), 'stuckTrigger'],
    ['one of a tumbling window without its state', refusal('queue', { trigger: windowed }), 'tumblingWindow'],
    [
      'one of a tumbling window with its state',
      refusal('bucket', { trigger: windowed }, { payload: JSON.stringify(payload) }),
      undefined,
    ],
    ['one for a function of another region', refusal('queue', { region: 'us-east-1' }), 'otherRegion'],
    [
      'one for a function of another account',
      refusal('queue', { accountId: '999999999999' }),
      'otherAccount',
    ],
    ['one without records', refusal('queue', { recordCount: 0 }), 'nothingLeft'],
  ] as const)
    it(`is told from one that may: ${what}`, () => {
      assert.equal(found, expected);
    });
});
