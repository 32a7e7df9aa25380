/** Which triggers seem stuck, and whose a failed batch is. */
import * as assert from 'node:assert/strict';
import { isOfTrigger } from '../../../../src/failed-batches/finding/batch-of-trigger';
import { type StuckReason, stuckReasonOf } from '../../../../src/failed-batches/finding/stuck-trigger';
import type { IteratorAgeTrend } from '../../../../src/triggers/inventory/iterator-age';
import { troubleOf } from '../../../../src/triggers/inventory/trigger-trouble';
import type { Trigger } from '../../../../src/triggers/trigger';
import { aTrigger, functionArn, streamArn } from '../../triggers/inventory/listed-account';
import { aBatch } from './failure-texts';

const PROBLEM = 'PROBLEM: Function call failed';
const MINUTE_MS = 60_000;

function reasonOf(
  trigger: Trigger,
  ageMs?: number,
  trend: IteratorAgeTrend = { kind: 'unknown' },
): StuckReason | undefined {
  const surroundings = { nowMs: 0, readers: [trigger], isFunctionGone: false };
  const age = ageMs === undefined ? undefined : { ageMs, measuredMs: 0, trend };
  return stuckReasonOf(trigger, troubleOf(trigger, surroundings), age);
}

describe('a trigger seems stuck', () => {
  const failing = aTrigger('1', { lastProcessingResult: PROBLEM });

  it('if Lambda says that it fails, or its function is ten minutes behind', () => {
    assert.deepEqual(reasonOf(failing), { kind: 'lastResult', result: PROBLEM });
    assert.deepEqual(reasonOf(failing, 5), { kind: 'lastResult', result: PROBLEM, ageMs: 5 });
    const age = 10 * MINUTE_MS;
    assert.deepEqual(reasonOf(aTrigger('1'), age), { kind: 'behind', ageMs: age, trend: 'unknown' });
    assert.equal(reasonOf(aTrigger('1'), age - 1), undefined);
    assert.equal(reasonOf(aTrigger('1')), undefined);
  });

  it('as far as it is known whether it goes on: not one that only has much to catch up', () => {
    const age = 60 * MINUTE_MS;
    const growing = { kind: 'growing', forMs: 5 * MINUTE_MS } as const;
    assert.deepEqual(reasonOf(aTrigger('1'), age, growing), { kind: 'behind', ageMs: age, trend: 'growing' });
    assert.equal(reasonOf(aTrigger('1'), age, { kind: 'moving' }), undefined);
    // What Lambda says itself is believed.
    assert.ok(reasonOf(failing, age, { kind: 'moving' }));
  });

  it('unless it has a destination, which tells, or is not on', () => {
    const told = (Destination: string): Trigger => ({
      ...failing,
      document: { DestinationConfig: { OnFailure: { Destination } } },
    });
    assert.equal(reasonOf(told('arn:aws:sqs:eu-west-1:111122223333:failures')), undefined);
    // An empty text is no destination.
    assert.ok(reasonOf(told('')));
    for (const state of ['Disabled', 'Updating', 'Deleting'] as const)
      assert.equal(reasonOf({ ...failing, state }), undefined);
  });
});

describe('a failed batch is of the trigger', () => {
  const trigger = aTrigger('1', { functionArn: `${functionArn('project')}:live` });

  it('with its function and alias, on its table whichever stream that had', () => {
    const batch = aBatch({ functionArn: `${functionArn('project')}:live` });
    assert.ok(isOfTrigger(batch, trigger));
    assert.ok(isOfTrigger({ ...batch, streamArn: streamArn('Orders', '2020-01-01T00:00:00.000') }, trigger));
    assert.ok(!isOfTrigger({ ...batch, streamArn: streamArn('Other') }, trigger));
    assert.ok(!isOfTrigger({ ...batch, streamArn: streamArn('Orders', undefined, '444455556666') }, trigger));
    assert.ok(!isOfTrigger({ ...batch, functionArn: functionArn('project') }, trigger));
    assert.ok(!isOfTrigger({ ...batch, functionArn: functionArn('other') }, trigger));
  });
});
