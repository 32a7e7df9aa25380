/** Looks into queues: shared, one at a time, and only with consent where they count. */
import * as assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { QueueLooks } from '../../../../src/failed-batches/finding/queue-looks';
import { connection } from '../../triggers/inventory/listed-account';
import { documentText } from './failure-texts';
import { InMemoryQueue } from './in-memory-queue';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failures';
const DEAD_LETTERS = 'arn:aws:sqs:eu-west-1:111122223333:dead';

describe('looks into a queue', () => {
  let queue: InMemoryQueue;
  let looks: QueueLooks;

  beforeEach(() => {
    const bodies = Array.from({ length: 12 }, (_, index) => documentText({ start: String(100 + index) }));
    queue = new InMemoryQueue({ nowMs: 0 }, [...bodies, 'no document']);
    const clock = { now: () => queue.clock.nowMs, sleepUntil: () => Promise.resolve() };
    looks = new QueueLooks({ queues: queue, clock });
  });

  function look(most = 100, stop = new StopSwitch()): ReturnType<QueueLooks['look']> {
    return looks.look(connection, QUEUE, most, stop);
  }

  it('find documents, and say why the rest are none', async () => {
    const found = await look();
    assert.ok(found.kind === 'looked');
    assert.deepEqual(found.found[0]?.at, { kind: 'queue', queueArn: QUEUE, messageId: 'm-0' });
    assert.equal(found.found.length, 12);
    assert.deepEqual(
      found.unreadable.map(({ name, beginning }) => [name, beginning]),
      [['m-12', 'no document']],
    );
    assert.ok(found.unreadable[0]?.reason);
    assert.equal(found.state.visible, 13);
  });

  it('take a message with two documents for none: it would be deleted with the first', async () => {
    queue = new InMemoryQueue({ nowMs: 0 }, [documentText({ start: '1' }) + documentText({ start: '2' })]);
    const clock = { now: () => queue.clock.nowMs, sleepUntil: () => Promise.resolve() };
    looks = new QueueLooks({ queues: queue, clock });
    const found = await look();
    assert.ok(found.kind === 'looked');
    assert.equal(found.found.length, 0);
    assert.match(found.unreadable[0]?.reason ?? '', /holds 2 on-failure documents/);
  });

  it('are shared by those who want one at the same time', async () => {
    const [one, other] = await Promise.all([look(), look(50)]);
    assert.equal(one, other);
    assert.equal(queue.calls.filter((call) => call === 'describe').length, 1);
  });

  it('are never two at a time', async () => {
    await Promise.all([look(5), look(100), look(3)]);
    assert.equal(queue.mostAtOnce, 1);
    assert.equal(queue.visible, 13);
  });

  it('go on until the last one who waits goes away', async () => {
    const [one, other] = [new StopSwitch(), new StopSwitch()];
    const receive = queue.receive.bind(queue);
    queue.receive = (...all) => {
      one.abort();
      return receive(...all);
    };
    const found = await Promise.all([look(100, one), look(100, other)]);
    assert.ok(found[1].kind === 'looked');
    assert.equal(found[1].end, 'empty');
    queue.receive = (...all) => {
      other.abort();
      return receive(...all);
    };
    const stopped = await look(100, other);
    assert.ok(stopped.kind === 'looked');
    assert.equal(stopped.end, 'stopped');
    assert.equal(queue.visible, 13);
  });

  it('need consent where each counts towards a dead-letter queue, once for a queue', async () => {
    queue.redrivePolicy = { deadLetterTargetArn: DEAD_LETTERS, maxReceiveCount: 3 };
    assert.equal((await look()).kind, 'closed');
    assert.deepEqual(queue.calls, ['describe']);
    looks.agree(connection, 'arn:aws:sqs:eu-west-1:111122223333:another');
    assert.equal((await look()).kind, 'closed');
    looks.agree(connection, QUEUE);
    assert.equal((await look()).kind, 'looked');
    assert.equal((await look()).kind, 'looked');
  });
});
