import assert from 'node:assert/strict';
import { entriesOf, withEntry, withoutEntry } from '../../../../src/triggers/connections/connection-entries';

describe('the entries of the setting of connections', () => {
  const entries = [{ name: 'a', note: 'of a person' }, 'nonsense', { name: ' b ' }];

  it('get a new one at their end', () => {
    assert.deepEqual(withEntry(entries, 'c', { name: 'c' }), [...entries, { name: 'c' }]);
  });

  it('get a changed one in its place, also under a new name', () => {
    const changed = { name: 'c', region: 'eu-west-1' };
    assert.deepEqual(withEntry(entries, 'b', changed), [entries[0], 'nonsense', changed]);
  });

  it('lose the one that is removed, and none else', () => {
    assert.deepEqual(withoutEntry(entries, 'b'), entries.slice(0, 2));
    assert.deepEqual(withoutEntry(entries, 'nobody'), entries);
  });

  it('are none where the setting is no list', () => {
    assert.deepEqual(entriesOf('nonsense'), []);
    assert.deepEqual(entriesOf(entries), entries);
  });
});
