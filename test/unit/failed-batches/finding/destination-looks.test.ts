/** What is known of destinations, while it is asked for again, and after something was taken out. */
import * as assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { DestinationLooks } from '../../../../src/failed-batches/finding/destination-looks';
import { hiddenMessages, presentLook } from '../../../../src/failed-batches/finding/present-look';
import type { StoredDocument } from '../../../../src/failed-batches/ports/failure-bucket';
import { connection } from '../../triggers/inventory/listed-account';
import { documentText } from './failure-texts';
import { InMemoryQueue } from './in-memory-queue';

const LARGE_BYTES = 1024 * 1024;
const BUCKET = { connection, trigger: { uuid: 'uuid' }, destinationArn: 'arn:aws:s3:::failures' };
const QUEUE = {
  ...BUCKET,
  destinationArn: 'arn:aws:sqs:eu-west-1:111122223333:failures',
};
const never = new StopSwitch();

describe('what is known of a destination', () => {
  let objects: readonly StoredDocument[];
  let isListingHeld: Promise<void> | undefined;
  let queue: InMemoryQueue;
  let looks: DestinationLooks;

  beforeEach(() => {
    objects = ['4', '3', '2', '1'].map((key) => ({ key, sizeBytes: LARGE_BYTES, lastModifiedMs: 0 }));
    isListingHeld = undefined;
    queue = new InMemoryQueue(
      { nowMs: 0 },
      ['100', '200', '300'].map((start) => documentText({ start })),
    );
    const buckets = {
      list: async (_connection: unknown, _arn: unknown, _uuid: unknown, { after = '9', most = 0 }) => {
        const rows = objects.filter(({ key }) => key < after).slice(0, most);
        await isListingHeld;
        const last = rows.at(-1)?.key;
        return { rows, ...(last !== undefined && last > '1' && { next: last }) };
      },
      read: (_connection: unknown, _arn: unknown, key: string) =>
        Promise.resolve(documentText({ start: `${key}00` })),
    };
    const clock = { now: () => queue.clock.nowMs, sleepUntil: () => Promise.resolve() };
    looks = new DestinationLooks(
      { queues: queue, buckets, clock },
      () => 2,
      () => undefined,
    );
  });
  afterEach(() => looks.dispose());

  function shown(): readonly string[] {
    const known = looks.get(BUCKET)?.value;
    assert.ok(known?.kind === 'bucket');
    const read = known.look.found.map(({ at }) => `read ${at.kind === 'bucket' ? at.key : ''}`);
    return [...read, ...known.look.unread.map(({ key }) => key)];
  }

  it('is the newest answer, also if an object is read while that is on its way', async () => {
    await looks.ask(BUCKET);
    let answer: () => void = () => undefined;
    isListingHeld = new Promise((resolve) => (answer = resolve));
    objects = [{ key: '5', sizeBytes: LARGE_BYTES, lastModifiedMs: 0 }, ...objects];
    const again = looks.again(BUCKET);
    await looks.read(BUCKET, '3', never);
    assert.deepEqual(shown(), ['read 3', '4']);
    answer();
    await again;
    assert.deepEqual(shown(), ['5', '4']);
  });

  it('has an object once that two clicks read, and older ones once that two clicks ask for', async () => {
    await looks.ask(BUCKET);
    await Promise.all([looks.read(BUCKET, '4', never), looks.read(BUCKET, '4', never)]);
    assert.deepEqual(shown(), ['read 4', '3']);
    await Promise.all([looks.more(BUCKET, never), looks.more(BUCKET, never)]);
    assert.deepEqual(shown(), ['read 4', '3', '2', '1']);
  });

  it('of a queue does not count what was taken out since', async () => {
    // Two of three were looked at.
    const { value } = await looks.ask(QUEUE);
    assert.ok(value);
    const present = presentLook(value, ({ batch }) => batch.startSequenceNumber === '200');
    assert.ok(present.kind === 'queue' && present.look.kind === 'looked');
    assert.deepEqual([present.look.found.length, present.look.state.visible], [1, 2]);
  });

  it('tells of messages that nobody can receive at the moment', async () => {
    for (const message of queue.messages) message.visibleFromMs = 60_000;
    const { value } = await looks.ask(QUEUE);
    assert.ok(value?.kind === 'queue');
    assert.equal(hiddenMessages(value.look), 3);
    queue.clock.nowMs = 60_000;
    const { value: later } = await looks.again(QUEUE);
    assert.ok(later?.kind === 'queue');
    assert.equal(hiddenMessages(later.look), 0);
  });
});
