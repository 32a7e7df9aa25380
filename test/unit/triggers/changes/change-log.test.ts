import assert from 'node:assert/strict';
import type { ChangeLog } from '../../../../src/triggers/changes/change-log';
import {
  readChangeLog,
  withChange,
  withUuid,
  withoutChange,
} from '../../../../src/triggers/changes/change-log';
import type { LoggedChange, TriggerChange } from '../../../../src/triggers/changes/trigger-change';
import { savedTrigger } from '../../../../src/triggers/changes/trigger-change';
import { triggerWith } from './trigger-stand-in';

const saved = (uuid: string) => savedTrigger(triggerWith({ uuid }));
const entry = (id: string, change: TriggerChange = { kind: 'delete', before: saved(id) }): LoggedChange => ({
  id,
  atMs: 5,
  connectionId: 'c',
  connectionName: 'Test',
  change,
});
const ids = (log: ChangeLog): readonly string[] => log.map(({ id }) => id);

describe('The change log', () => {
  it('has the last change first, and a change once', () => {
    const log = withChange(withChange([], entry('a')), entry('b'));
    assert.deepEqual(ids(log), ['b', 'a']);
    const created = entry('a', { kind: 'create', after: saved('x') });
    const corrected = withChange(log, created);
    assert.deepEqual(ids(corrected), ['b', 'a']);
    assert.deepEqual(corrected[1], created);
    assert.deepEqual(ids(withoutChange(log, 'b')), ['a']);
  });

  it('keeps 50 changes', () => {
    let log: ChangeLog = [];
    for (let number = 0; number < 60; number += 1) log = withChange(log, entry(String(number)));
    assert.equal(log.length, 50);
    assert.equal(log[0]?.id, '59');
    assert.equal(log[49]?.id, '10');
  });

  it('keeps less of long ones, but always the last', () => {
    const long = (id: string, characters: number): LoggedChange =>
      entry(id, {
        kind: 'update',
        before: saved('x'),
        change: { FilterCriteria: { Filters: [{ Pattern: 'p'.repeat(characters) }] } },
      });
    let log: ChangeLog = [];
    for (const id of ['a', 'b', 'c']) log = withChange(log, long(id, 200_000));
    assert.deepEqual(ids(log), ['c', 'b']);
    assert.deepEqual(ids(withChange(log, long('d', 600_000))), ['d']);
  });

  it('knows a trigger by its new UUID in every kind of change', () => {
    const log: ChangeLog = [
      entry('1', { kind: 'create', after: saved('x') }),
      entry('2', { kind: 'update', before: saved('x'), change: { BatchSize: 5 } }),
      entry('3', { kind: 'delete', before: saved('x') }),
      entry('4', { kind: 'replace', before: saved('w'), after: saved('x') }),
      entry('5', { kind: 'delete', before: saved('other') }),
    ];
    const renamed = JSON.stringify(withUuid(log, 'x', 'y'));
    assert.equal(renamed.includes('"uuid":"x"'), false);
    assert.equal(renamed.split('"uuid":"y"').length - 1, 4);
    assert.ok(renamed.includes('"uuid":"other"'));
  });

  it('comes back from its JSON', () => {
    const log = [entry('1', { kind: 'replace', before: saved('x'), after: saved('y') }), entry('2')];
    assert.deepEqual(readChangeLog(JSON.parse(JSON.stringify(log))), log);
  });

  it('leaves out what is none of this version’s changes', () => {
    const good = entry('1');
    const bad = [
      null,
      1,
      {},
      { ...good, atMs: 'now' },
      { ...good, change: { kind: 'rename' } },
      { ...good, change: { kind: 'update', before: saved('x') } },
    ];
    assert.deepEqual(readChangeLog([...bad, good]), [good]);
    for (const stored of [undefined, {}, 'x']) assert.deepEqual(readChangeLog(stored), []);
  });
});
