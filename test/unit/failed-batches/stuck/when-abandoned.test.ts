import assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { KeptUnblock } from '../../../../src/failed-batches/stuck/kept-unblock';
import { readUnblock } from '../../../../src/failed-batches/stuck/kept-unblock';
import { whenAbandoned } from '../../../../src/failed-batches/stuck/when-abandoned';
import { SimulatedTime } from '../../../support/virtual-time';

const START_MS = 1_732_549_200_000;
const kept: KeptUnblock = {
  id: 'one',
  connectionId: 'connection',
  connectionName: 'orders',
  uuid: '4f60a5c2-0000-4000-8000-000000000001',
  streamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123',
  functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
  beganMs: START_MS,
  seenMs: START_MS,
  before: {
    MaximumRetryAttempts: -1,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: { Destination: '' } },
  },
  temporary: { MaximumRetryAttempts: 1 },
};

describe('an unblocking that a window has left', () => {
  it('is known a minute after its last sign of life', async () => {
    const time = new SimulatedTime(START_MS + 5000);
    const found = await time.passUntil(whenAbandoned(kept, () => kept, time, new StopSwitch()));
    assert.equal(found, kept);
    assert.equal(time.now(), START_MS + 60_000);
  });

  it('is known at once when the window has been gone for long', async () => {
    const time = new SimulatedTime(START_MS + 3_600_000);
    assert.equal(await time.passUntil(whenAbandoned(kept, () => kept, time, new StopSwitch())), kept);
    assert.equal(time.now(), START_MS + 3_600_000);
  });

  it('is left alone while another window works on it, and forgotten when that has ended it', async () => {
    const time = new SimulatedTime(START_MS);
    const read = (): KeptUnblock | undefined =>
      time.now() < START_MS + 200_000 ? { ...kept, seenMs: time.now() } : undefined;
    assert.equal(await time.passUntil(whenAbandoned(kept, read, time, new StopSwitch())), undefined);
    assert.ok(time.now() >= START_MS + 200_000);
  });

  it('is kept as JSON, and what is not of its shape is left out', () => {
    assert.deepEqual(readUnblock(JSON.parse(JSON.stringify(kept))), kept);
    for (const wrong of [
      undefined,
      null,
      'one',
      {},
      { ...kept, uuid: 5 },
      { ...kept, before: { MaximumRetryAttempts: -1 } },
      { ...kept, before: { ...kept.before, DestinationConfig: { OnFailure: {} } } },
      { ...kept, temporary: 'none' },
      { ...kept, seenMs: 'now' },
    ])
      assert.equal(readUnblock(wrong), undefined, JSON.stringify(wrong));
  });
});
