import assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { QueueClaims } from '../../../../src/failed-batches/redrive/queue-claims';
import { SimulatedTime } from '../../../support/virtual-time';
import { ModelQueue } from './model-queue';

const MINUTE_MS = 60_000;

describe('messages that a redrive holds', () => {
  let time: SimulatedTime;
  let queue: ModelQueue;
  let claims: QueueClaims;
  const warnings: string[] = [];

  beforeEach(() => {
    time = new SimulatedTime(1_732_550_000_000);
    queue = new ModelQueue(time);
    for (const id of ['wanted', 'next', 'stranger']) queue.send(id);
    warnings.length = 0;
    const queues = {
      describe: () => Promise.resolve(queue.state()),
      receive: (_on: unknown, _arn: string, options: { most: number; hiddenForSeconds: number }) =>
        Promise.resolve(queue.receive(options.most, options.hiddenForSeconds)),
      hide: (
        _on: unknown,
        _arn: string,
        messages: readonly { messageId: string; receiptHandle: string }[],
        seconds: number,
      ) =>
        Promise.resolve(
          messages.filter((one) => !queue.hide(one, seconds)).map(({ messageId }) => messageId),
        ),
      delete: (_on: unknown, _arn: string, receiptHandle: string) =>
        Promise.resolve(void queue.delete(receiptHandle)),
    };
    const parts = {
      queues,
      connection: {},
      clock: time,
      warn: (sentence: string) => warnings.push(sentence),
    };
    claims = new QueueClaims(
      parts,
      'arn:aws:sqs:eu-west-1:111122223333:failures',
      new Set(['wanted', 'next']),
    );
  });

  const others = (): readonly string[] => queue.receive(10, 0).map(({ messageId }) => messageId);

  it('stay hidden while the function runs for its 15 minutes, and can be deleted then; strangers’ do not', async () => {
    assert.equal(await time.passUntil(claims.hold('wanted', new StopSwitch())), 'held');
    const function15Minutes = time.now() + 15 * MINUTE_MS;
    while (time.now() < function15Minutes) {
      assert.deepEqual(others(), ['stranger']);
      await time.passUntil(time.sleepUntil(time.now() + 10_000, new StopSwitch()));
    }
    assert.equal(await claims.delete('wanted', new StopSwitch()), 'deleted');
    await time.passUntil(claims.close(new Set()));
    assert.deepEqual([others(), warnings], [['next', 'stranger'], []]);
  });

  it('are there for everybody at once when they are released, or the redrive is closed', async () => {
    await time.passUntil(claims.hold('wanted', new StopSwitch()));
    await claims.release('wanted');
    assert.deepEqual(others(), ['wanted', 'stranger']);
    await time.passUntil(claims.close(new Set()));
    assert.deepEqual(others(), ['wanted', 'next', 'stranger']);
  });
});
