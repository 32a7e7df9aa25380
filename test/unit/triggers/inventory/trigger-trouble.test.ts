/** What is wrong with a trigger, by what is known around it. */
import * as assert from 'node:assert/strict';
import {
  BEHIND_MS,
  NEARLY_LOST_MS,
  RETENTION_MS,
  type TriggerSurroundings,
  severityOf,
  troubleOf,
} from '../../../../src/triggers/inventory/trigger-trouble';
import type { Trigger } from '../../../../src/triggers/trigger';
import { LABEL, aTrigger, listedStream, streamArn, tableDetails } from './listed-account';

const NOW_MS = Date.parse('2026-11-23T08:00:00Z');
const YESTERDAY = '2026-11-22T20:00:00.000';
const LONG_AGO = '2026-11-21T08:00:00.000';

function trouble(trigger: Trigger, more: Partial<TriggerSurroundings> = {}): ReturnType<typeof troubleOf> {
  return troubleOf(trigger, { nowMs: NOW_MS, readers: [trigger], isFunctionGone: false, ...more });
}

function kinds(trigger: Trigger, more: Partial<TriggerSurroundings> = {}): readonly string[] {
  return trouble(trigger, more).map(({ kind }) => kind);
}

describe('the trouble of a trigger', () => {
  const fine = aTrigger('1');

  it('is none while its stream is the current one, or nothing is known of streams', () => {
    assert.deepEqual(kinds(fine, { streams: [listedStream('Orders')] }), []);
    assert.deepEqual(kinds(fine), []);
  });

  it('is a stream that is not listed, with the one to re-point to if the table has another', () => {
    assert.deepEqual(trouble(fine, { streams: [] }), [{ kind: 'streamGone' }]);
    assert.deepEqual(trouble(fine, { streams: [listedStream('Orders', YESTERDAY)] }), [
      { kind: 'streamGone', currentStreamArn: streamArn('Orders', YESTERDAY) },
    ]);
  });

  it('is a stream that a newer one has replaced, while it can still be read', () => {
    const streams = [listedStream('Orders', YESTERDAY), listedStream('Orders')];
    assert.deepEqual(kinds(fine, { streams }), ['streamReplaced']);
  });

  it('is a stream that is gone although it is listed, a day after it was replaced', () => {
    const streams = [listedStream('Orders', LONG_AGO), listedStream('Orders')];
    assert.deepEqual(kinds(fine, { streams }), ['streamGone']);
  });

  it('is a stream that was turned off, or whose table is deleted', () => {
    const streams = [listedStream('Orders')];
    const latestStreamArn = streamArn('Orders', LABEL);
    assert.deepEqual(kinds(fine, { streams, table: tableDetails('Orders', { latestStreamArn }) }), [
      'streamOff',
    ]);
    assert.deepEqual(kinds(fine, { streams, table: 'gone' }), ['tableGone']);
    assert.deepEqual(kinds(fine, { streams: [], table: 'gone' }), ['streamGone']);
  });

  it("believes the table's description more than the list, which may be older", () => {
    const latestStreamArn = streamArn('Orders', YESTERDAY);
    const table = tableDetails('Orders', { latestStreamArn, viewType: 'KEYS_ONLY' });
    assert.deepEqual(kinds(fine, { streams: [listedStream('Orders')], table }), ['streamReplaced']);
  });

  it('is a last result that begins with PROBLEM:, and no other', () => {
    const result = 'PROBLEM: Function call failed';
    assert.deepEqual(trouble(aTrigger('1', { lastProcessingResult: result })), [
      { kind: 'lastResult', result },
    ]);
    assert.deepEqual(kinds(aTrigger('1', { lastProcessingResult: 'No records processed' })), []);
  });

  it('is being behind from a quarter of the retention on, and an error from three quarters on', () => {
    assert.deepEqual(kinds(fine, { iteratorAgeMs: BEHIND_MS - 1 }), []);
    const [behind] = trouble(fine, { iteratorAgeMs: BEHIND_MS });
    assert.equal(behind && severityOf(behind), 'warning');
    const [nearlyLost] = trouble(fine, { iteratorAgeMs: NEARLY_LOST_MS });
    assert.equal(nearlyLost && severityOf(nearlyLost), 'error');
  });

  it('is being the third reader of a stream, on a global table the second; disabled ones do not read', () => {
    const readers = ['1', '2', '3'].map((uuid) => aTrigger(uuid, { lastModifiedMs: Number(uuid) }));
    const [first, second, third] = readers as [Trigger, Trigger, Trigger];
    assert.deepEqual(kinds(second, { readers }), []);
    assert.deepEqual(trouble(third, { readers }), [
      { kind: 'tooManyReaders', position: 3, limit: 2, isGlobal: false },
    ]);
    const disabledFirst = [{ ...first, state: 'Disabled' as const }, second, third];
    assert.deepEqual(kinds(third, { readers: disabledFirst }), []);
    const table = tableDetails('Orders', {
      isGlobal: true,
      viewType: 'KEYS_ONLY',
      latestStreamArn: streamArn('Orders'),
    });
    assert.deepEqual(kinds(first, { readers, table }), []);
    assert.deepEqual(kinds(second, { readers, table }), ['tooManyReaders']);
  });

  it('tells since when a trigger is disabled, and from when on unread records are trimmed', () => {
    const sinceMs = NOW_MS - 3_600_000;
    const disabled = aTrigger('1', { state: 'Disabled', lastModifiedMs: sinceMs });
    assert.deepEqual(trouble(disabled), [{ kind: 'disabled', sinceMs, trimsFromMs: sinceMs + RETENTION_MS }]);
    assert.deepEqual(trouble(disabled, { iteratorAgeMs: BEHIND_MS }), [
      { kind: 'disabled', sinceMs, trimsFromMs: sinceMs + RETENTION_MS - BEHIND_MS },
    ]);
  });

  it('names a gone function', () => {
    assert.deepEqual(kinds(fine, { isFunctionGone: true }), ['functionGone']);
  });
});
