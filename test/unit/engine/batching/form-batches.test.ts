import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Batch } from '../../../../src/engine/batching/batch';
import { formBatches } from '../../../../src/engine/batching/form-batches';
import { MAXIMUM_PAYLOAD_BYTES } from '../../../../src/engine/batching/payload-limit';
import { serializeEvent } from '../../../../src/engine/events/dynamodb-event';
import type { SourcedRecord } from '../../../../src/engine/ports/record-sequence';
import { InMemoryStreamSource, streamRecord } from '../../../support/stream-records';

async function batchesOf(records: readonly SourcedRecord[], batchSize: number): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of formBatches(new InMemoryStreamSource(records), batchSize)) batches.push(batch);
  return batches;
}

const interleavedRecords = fc
  .array(fc.constantFrom('shard-a', 'shard-b', 'shard-c'), { maxLength: 60 })
  .map((shards) => shards.map((shardId, index) => ({ shardId, record: streamRecord(index) })));

describe('forming batches', () => {
  it('delivers every record once, in the order of its shard, in full batches but the last', async () => {
    await fc.assert(
      fc.asyncProperty(interleavedRecords, fc.integer({ min: 1, max: 12 }), async (records, batchSize) => {
        const batches = await batchesOf(records, batchSize);
        for (const shardId of ['shard-a', 'shard-b', 'shard-c']) {
          const ofShard = batches.filter((batch) => batch.shardId === shardId);
          assert.deepEqual(
            ofShard.flatMap((batch) => batch.records),
            records.filter((each) => each.shardId === shardId).map(({ record }) => record),
          );
          assert.ok(ofShard.slice(0, -1).every((batch) => batch.records.length === batchSize));
          assert.ok(ofShard.every((batch) => batch.records.length <= batchSize));
        }
      }),
    );
  });

  it('closes a batch before its event passes 6 MB', async () => {
    const text = 'ü'.repeat(200_000);
    const records = Array.from({ length: 40 }, (_, index) => ({
      shardId: 'shard-a',
      record: streamRecord(index, text),
    }));
    const batches = await batchesOf(records, 10_000);
    const sizes = batches.map((batch) => Buffer.byteLength(serializeEvent(batch.records)));
    assert.ok(
      sizes.every((size) => size <= MAXIMUM_PAYLOAD_BYTES),
      sizes.join(),
    );
    assert.equal(batches.flatMap((batch) => batch.records).length, 40);
    const [first, second] = batches;
    assert.ok(first && second);
    const oneMore = serializeEvent([...first.records, second.records[0]]);
    assert.ok(Buffer.byteLength(oneMore) > MAXIMUM_PAYLOAD_BYTES, 'the first batch could have held one more');
  });

  it('sends a record that alone passes 6 MB by itself', async () => {
    const records = [1, 2, 3].map((number) => ({
      shardId: 'shard-a',
      record: streamRecord(number, number === 2 ? 'x'.repeat(MAXIMUM_PAYLOAD_BYTES) : 'small'),
    }));
    const batches = await batchesOf(records, 100);
    assert.deepEqual(
      batches.map((batch) => batch.records.length),
      [1, 1, 1],
    );
  });
});
