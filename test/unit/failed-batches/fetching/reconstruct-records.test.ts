/** Items as they are now in the place of records that are lost: marked, and in the batch's order. */
import * as assert from 'node:assert/strict';
import { checkStreamRecord } from '../../../../src/engine/events/stream-record';
import { compareSequenceNumbers } from '../../../../src/engine/events/sequence-number';
import { incompleteText } from '../../../../src/failed-batches/fetching/difference-sentences';
import type { FetchedBatch } from '../../../../src/failed-batches/fetching/fetched-batch';
import {
  firstHole,
  mostReconstructed,
  withReconstructed,
  type PresentItem,
} from '../../../../src/failed-batches/fetching/reconstruct-records';
import { FetchingScene, failedBatch, numbersOf, range } from './fetching-scene';

const present = (id: string): PresentItem => ({
  key: { id: { S: id } },
  item: { id: { S: id }, total: { N: '3' } },
});
const gone = (id: string): PresentItem => ({ key: { id: { S: id } }, item: undefined });
const batch = failedBatch(5, 9);

async function trimmed(below: number): Promise<FetchedBatch> {
  const scene = new FetchingScene(range(1, 20));
  scene.shard.trimmedBelow = below;
  return scene.fetched(batch);
}

describe('reconstructed records', () => {
  it('stand in front of what is left, in the order of the keys, and nobody can take them for others', async () => {
    const made = withReconstructed(batch, await trimmed(6), [present('a'), gone('b')], 'NEW_AND_OLD_IMAGES');
    assert.deepEqual(numbersOf(made), range(5, 9));
    const [first, second, third] = made.records.map(({ record }) => record);
    assert.deepEqual(first, {
      eventID: `reconstructed-${'5'.padStart(40, '0')}`,
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      dynamodb: {
        ApproximateCreationDateTime: 1_732_549_200,
        Keys: { id: { S: 'a' } },
        NewImage: { id: { S: 'a' }, total: { N: '3' } },
        SequenceNumber: '5'.padStart(40, '0'),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: batch.streamArn,
    });
    assert.deepEqual([second?.eventName, second?.dynamodb.NewImage], ['REMOVE', undefined]);
    assert.equal(third?.eventID, '7');
    for (const { record } of made.records) assert.equal(checkStreamRecord(record).valid, true);
  });

  it('are said to be so', async () => {
    const made = withReconstructed(batch, await trimmed(6), [present('a')], undefined);
    assert.match(
      incompleteText(batch, made) ?? '',
      /^2 of 5 records are lost: .* 1 record is reconstructed from the table as it is now, and never stood in the stream so\.$/,
    );
  });

  for (const viewType of ['KEYS_ONLY', 'OLD_IMAGE'] as const)
    it(`have no image that a stream of ${viewType} would not have`, async () => {
      const made = withReconstructed(batch, await trimmed(6), [present('a')], viewType);
      assert.equal(made.records[0]?.record.dynamodb.NewImage, undefined);
    });

  it('are all there is of a batch that is lost as a whole', async () => {
    const lost = await trimmed(15);
    const made = withReconstructed(batch, lost, [present('a'), present('b')], undefined);
    assert.deepEqual(numbersOf(made), [8, 9]);
    assert.match(
      incompleteText(batch, made) ?? '',
      /^All 5 records are lost: .* 2 records are reconstructed from the table/,
    );
  });

  it('stand in a hole in the middle', async () => {
    const scene = new FetchingScene(range(1, 3000));
    scene.answer = ({ operation }) => {
      if (operation === 'getRecords' && scene.reads() === 2) scene.shard.trimmedBelow = 1500;
      return undefined;
    };
    const large = failedBatch(101, 2000);
    const made = withReconstructed(
      large,
      await scene.fetched(large),
      [present('a'), present('b')],
      undefined,
    );
    const numbers = made.records.map(({ sequenceNumber }) => sequenceNumber);
    assert.deepEqual(numbers.slice(999, 1003).map(Number), [1100, 1499, 1500, 1501]);
    assert.deepEqual(numbers, [...numbers].sort(compareSequenceNumbers));
  });

  it('are never more than were lost, nor than there are numbers for', async () => {
    const hole = firstHole(await trimmed(6));
    assert.equal(hole && mostReconstructed(batch, hole), 2);
    const between = { kind: 'trimmed', after: '10', until: '12', lostAtMost: 5 } as const;
    assert.equal(mostReconstructed(batch, between), 1);
  });
});
