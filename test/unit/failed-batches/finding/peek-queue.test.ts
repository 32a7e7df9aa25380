/** A look at a queue leaves it as it was, whatever goes wrong. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { type QueuePeek, peekQueue } from '../../../../src/failed-batches/finding/peek-queue';
import { connection } from '../../triggers/inventory/listed-account';
import { type Fault, InMemoryQueue } from './in-memory-queue';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failures';

function queueOf(count: number, callMs?: number): InMemoryQueue {
  const bodies = Array.from({ length: count }, (_, index) => `body ${index}`);
  return new InMemoryQueue({ nowMs: 1_000_000 }, bodies, callMs);
}

function peek(queue: InMemoryQueue, most: number, stop = new StopSwitch()): Promise<QueuePeek> {
  const clock = { now: () => queue.clock.nowMs, sleepUntil: () => Promise.resolve() };
  return peekQueue({ queues: queue, clock }, connection, QUEUE, most, stop);
}

describe('a look at a queue', () => {
  it('sees each message once and gives all back at once', async () => {
    const queue = queueOf(25);
    const { messages, end, hidden } = await peek(queue, 100);
    assert.deepEqual([messages.length, end, hidden], [25, 'empty', undefined]);
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 25);
    assert.equal(queue.visible, 25);
    assert.ok(queue.messages.every(({ receiveCount }) => receiveCount === 1));
  });

  it('ends at its limit and does not receive a message more', async () => {
    const queue = queueOf(300);
    const { messages, end } = await peek(queue, 25);
    assert.deepEqual([messages.length, end, queue.visible], [25, 'limit', 300]);
    assert.equal(queue.messages.filter(({ receiveCount }) => receiveCount > 0).length, 25);
  });

  it('does not believe one empty answer', async () => {
    const queue = queueOf(3);
    queue.receiveFaults = ['nothing'];
    assert.equal((await peek(queue, 100)).messages.length, 3);
    queue.receiveFaults = ['nothing', 'nothing'];
    assert.equal((await peek(queue, 100)).messages.length, 0);
  });

  it('gives nothing back where there was nothing', async () => {
    const queue = queueOf(0);
    await peek(queue, 100);
    assert.deepEqual(queue.calls, ['receive', 'receive']);
  });

  it('keeps what it saw before an error', async () => {
    const queue = queueOf(25);
    queue.receiveFaults = [10, 'refused'];
    const { messages, end } = await peek(queue, 100);
    assert.equal(messages.length, 10);
    assert.match(String((end as { readonly error: unknown }).error), /sqs:ReceiveMessage was refused/);
    assert.equal(queue.visible, 25);
  });

  it('says until when messages are hidden that could not be given back', async () => {
    const queue = queueOf(25);
    queue.hideFails = true;
    const { messages, hidden } = await peek(queue, 100);
    assert.deepEqual([messages.length, hidden?.messages, queue.visible], [25, 25, 0]);
    queue.clock.nowMs = hidden?.untilMs ?? 0;
    assert.equal(queue.visible, 25);
  });

  it('is no endless one where messages come back before it ends, and does not take that for the end', async () => {
    // Each call takes so long that the first messages are visible again while the later ones are received.
    const queue = queueOf(60, 16_000);
    const { messages, end } = await peek(queue, 1000);
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, messages.length);
    assert.ok(messages.length < 60);
    assert.equal(end, 'limit');
    assert.equal(queue.visible, 60);
  });

  it('leaves every message visible whatever fails, is missing or is cut, unless giving back itself is refused', async () => {
    const fault = fc.oneof<fc.Arbitrary<Fault>[]>(
      fc.constant('nothing'),
      fc.constant('refused'),
      fc.integer({ min: 1, max: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(80),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fault, { maxLength: 8 }),
        fc.option(fc.nat(8), { nil: undefined }),
        fc.boolean(),
        async (count, most, faults, stopAfter, hideFails) => {
          const queue = queueOf(count);
          Object.assign(queue, { receiveFaults: [...faults], hideFails });
          const stop = new StopSwitch();
          const { messages, end, hidden } = await stoppedAfter(queue, stopAfter, stop, () =>
            peek(queue, most, stop),
          );
          assert.ok(messages.length <= most);
          const ids = new Set(messages.map(({ messageId }) => messageId));
          assert.equal(ids.size, messages.length);
          // What was received is what is shown: nothing counts as received unseen.
          assert.deepEqual(
            queue.messages.filter(({ receiveCount }) => receiveCount > 0).map(({ messageId }) => messageId),
            queue.messages.filter(({ messageId }) => ids.has(messageId)).map(({ messageId }) => messageId),
          );
          assert.ok(queue.messages.every(({ receiveCount }) => receiveCount <= 1));
          if (stopAfter === undefined && faults.length === 0)
            assert.equal(end, count >= most ? 'limit' : 'empty');
          assert.equal(hidden !== undefined, hideFails && messages.length > 0);
          if (hidden !== undefined) queue.clock.nowMs = hidden.untilMs;
          assert.equal(queue.visible, count);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The signal aborts while the call with that number, from 0, is under way. */
async function stoppedAfter<T>(
  queue: InMemoryQueue,
  call: number | undefined,
  stop: StopSwitch,
  work: () => Promise<T>,
): Promise<T> {
  if (call === undefined) return work();
  const receive = queue.receive.bind(queue);
  let calls = 0;
  queue.receive = async (...all) => {
    const answer = receive(...all);
    if (calls === call) stop.abort();
    calls += 1;
    return answer;
  };
  return work();
}
