/** Random redrives: batches of a table's changes in several shards, and what is going to go wrong, step by step. */
import fc from 'fast-check';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { BatchToPlan } from '../../../../src/failed-batches/redrive/arrange-batches';
import type { FoundAt } from '../../../../src/failed-batches/failed-batch';

const streamArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:orders-failed';
const bucketArn = 'arn:aws:s3:::orders-failed';

/** What the next call of the function meets. */
export type FunctionFault =
  'throttled' | 'cutBefore' | 'cutAfter' | 'functionError' | 'partial' | 'invalid' | 'refused' | 'tooLarge';

/** What any other step meets: a call of the queue, the bucket, or a line of the journal. */
export type StepFault = 'unavailable' | 'invisible' | 'killBefore' | 'killAfter' | 'killTorn';

export interface Fault {
  /** How many steps go well before. */
  readonly after: number;
  readonly function: FunctionFault;
  readonly step: StepFault;
  /** Any number: which record is reported, how much of a line is written, what a person says. */
  readonly dice: number;
}

export interface RedriveHistory {
  readonly batches: readonly BatchToPlan[];
  readonly parents: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
  readonly concurrency: number;
  readonly onFailure: 'stop' | 'collect';
  readonly batchSize?: number;
}

const functionFaults: readonly FunctionFault[] = [
  'throttled',
  'cutBefore',
  'cutAfter',
  'functionError',
  'partial',
  'invalid',
  'refused',
  'tooLarge',
];
const stepFaults: readonly StepFault[] = ['unavailable', 'invisible', 'killBefore', 'killAfter', 'killTorn'];

const faults = fc.array(
  fc.record({
    after: fc.nat({ max: 6 }),
    function: fc.constantFrom(...functionFaults),
    step: fc.constantFrom(...stepFaults),
    dice: fc.nat({ max: 1_000_000 }),
  }),
  { maxLength: 12 },
);

/** Shard 1 is a child of shard 0; shard 2 stands alone. */
const parents = new Map([[shardOf(1), shardOf(0)]]);

const batchSketch = fc.record({
  shard: fc.nat({ max: 2 }),
  items: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 5 }),
  place: fc.constantFrom<'queue' | 'bucket'>('queue', 'queue', 'bucket'),
});

export const histories: fc.Arbitrary<RedriveHistory> = fc.record(
  {
    batches: fc.array(batchSketch, { minLength: 1, maxLength: 6 }).chain((sketches) =>
      // They are found in any order.
      fc.shuffledSubarray(batchesOf(sketches), { minLength: sketches.length }),
    ),
    parents: fc.constant(parents),
    faults,
    concurrency: fc.integer({ min: 1, max: 4 }),
    onFailure: fc.constantFrom<'stop' | 'collect'>('stop', 'collect'),
    batchSize: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['batches', 'parents', 'faults', 'concurrency', 'onFailure'] },
);

interface Sketch {
  readonly shard: number;
  readonly items: readonly number[];
  readonly place: 'queue' | 'bucket';
}

/** Sequence numbers and times grow from batch to batch, so that there is one true order. */
function batchesOf(sketches: readonly Sketch[]): BatchToPlan[] {
  let sequence = 100;
  // A child shard has nothing before its parent has ended.
  const inTime = [...sketches].sort((a, b) => Number(a.shard === 1) - Number(b.shard === 1));
  return inTime.map(({ shard, items, place }, index) => {
    const records = items.map((item) => {
      sequence += 1;
      return encodeRecord({
        eventID: String(sequence),
        eventName: 'MODIFY',
        eventSource: 'aws:dynamodb',
        dynamodb: {
          ApproximateCreationDateTime: 1_732_549_200 + index,
          Keys: { id: { S: `item${item}` } },
          NewImage: { id: { S: `item${item}` }, change: { N: String(sequence) } },
          SequenceNumber: String(sequence),
        },
        eventSourceARN: streamArn,
      });
    });
    const id = `batch${index}`;
    const at: FoundAt =
      place === 'queue' ? { kind: 'queue', queueArn, messageId: id } : { kind: 'bucket', bucketArn, key: id };
    return {
      id,
      streamArn,
      shardId: shardOf(shard),
      captureFile: `/captures/${id}.json`,
      records,
      documents: [
        { at, treatment: place === 'queue' ? { kind: 'delete' } : { kind: 'move', to: `redriven/${id}` } },
      ],
    };
  });
}

function shardOf(number: number): string {
  return `shardId-0000000157368984718${number}-864758bb`;
}
