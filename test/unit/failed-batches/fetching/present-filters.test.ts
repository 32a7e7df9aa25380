/** The filters of a batch's trigger as they are now, as far as Lambda tells them. */
import * as assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { presentFilters, type PresentFilters } from '../../../../src/failed-batches/fetching/present-filters';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import type { Trigger } from '../../../../src/triggers/trigger';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { failedBatch, orderRecord } from './fetching-scene';

const batch = failedBatch(1, 5);
const stop = new StopSwitch();
const filtered: TriggerDocument = {
  FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] },
};
const open: TriggerDocument = { FilterCriteria: { Filters: [] } };
const hidden: TriggerDocument = {};

function trigger(document: TriggerDocument, functionArn = batch.functionArn): Trigger {
  return {
    uuid: `uuid-of-${functionArn}`,
    arn: 'arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:uuid',
    functionArn,
    streamArn: batch.streamArn,
    state: 'Enabled',
    stateReason: 'User action',
    lastProcessingResult: 'OK',
    lastModifiedMs: 0,
    document,
  };
}

/** Lambda with these triggers, two pages of them; `getTrigger` shows the filters that the list hides. */
function lambda(listed: readonly Trigger[], shown: TriggerDocument | ServiceError = hidden) {
  const asked: string[] = [];
  return {
    asked,
    listTriggers: (_connection: unknown, _of: unknown, after: string | undefined) => {
      asked.push('list');
      return Promise.resolve(after === undefined ? { rows: [], next: '1' } : { rows: listed });
    },
    getTrigger: (_connection: unknown, uuid: string) => {
      asked.push(uuid);
      if (shown instanceof ServiceError) return Promise.reject(shown);
      return Promise.resolve({ ...trigger(shown), uuid });
    },
  };
}

/** Whether an INSERT passes. */
const passes = (filters: PresentFilters): boolean | 'unknown' =>
  filters.known ? (filters.criteria?.matches(orderRecord(1)) ?? true) : 'unknown';

describe("the present filters of a failed batch's trigger", () => {
  it('are those of the trigger that is known, without a question', async () => {
    const service = lambda([]);
    assert.equal(passes(await presentFilters(service, {}, batch, trigger(filtered), stop)), false);
    assert.equal(passes(await presentFilters(service, {}, batch, trigger(open), stop)), true);
    assert.deepEqual(service.asked, []);
  });

  it('are asked for where a list hides them', async () => {
    const service = lambda([], filtered);
    const known = trigger(hidden);
    assert.equal(passes(await presentFilters(service, {}, batch, known, stop)), false);
    assert.deepEqual(service.asked, [known.uuid]);
    assert.deepEqual(await presentFilters(lambda([]), {}, batch, known, stop), { known: false });
  });

  it('are those of the trigger of the same function on the same stream', async () => {
    const others = [trigger(open, `${batch.functionArn}-other`), trigger(open, `${batch.functionArn}:live`)];
    const service = lambda([...others, trigger(filtered)]);
    assert.equal(passes(await presentFilters(service, {}, batch, undefined, stop)), false);
    const latest = { ...batch, functionArn: `${batch.functionArn}:$LATEST` };
    assert.equal(passes(await presentFilters(service, {}, latest, undefined, stop)), false);
    assert.deepEqual(await presentFilters(lambda(others), {}, batch, undefined, stop), { known: false });
  });

  it('are unknown where Lambda refuses to tell, and that is told', async () => {
    const details = {
      action: 'lambda:GetEventSourceMapping',
      code: 'AccessDeniedException',
      serviceMessage: '',
    };
    const refused = new ServiceError('accessDenied', 'You may not.', details);
    const filters = await presentFilters(lambda([], refused), {}, batch, trigger(hidden), stop);
    assert.deepEqual(filters, { known: false, error: refused });
  });

  it('are unknown where our engine would not take them', async () => {
    const pattern = { FilterCriteria: { Filters: [{ Pattern: 'not JSON' }] } };
    assert.deepEqual(await presentFilters(lambda([]), {}, batch, trigger(pattern), stop), { known: false });
  });
});
