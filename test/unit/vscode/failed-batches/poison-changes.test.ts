import assert from 'node:assert/strict';
import { changedAttributes } from '../../../../src/vscode/failed-batches/poison-changes';

describe('the attributes that a change touched', () => {
  it('are those with another value, those that are new, and then those that are gone', () => {
    const old = { id: { S: 'a' }, total: { N: '1' }, gone: { BOOL: true } };
    const present = { id: { S: 'a' }, total: { N: '2' }, added: { NULL: true } };
    assert.deepEqual(changedAttributes(old, present), ['total', 'added', 'gone']);
  });

  it('are none where only the order in sets and maps differs', () => {
    const old = { tags: { SS: ['a', 'b'] }, map: { M: { x: { S: '1' }, y: { S: '2' } } } };
    const present = { tags: { SS: ['b', 'a'] }, map: { M: { y: { S: '2' }, x: { S: '1' } } } };
    assert.deepEqual(changedAttributes(old, present), []);
  });

  it('include a list whose order differs, and a value of another type', () => {
    const old = { list: { L: [{ S: 'a' }, { S: 'b' }] }, value: { S: '1' } };
    const present = { list: { L: [{ S: 'b' }, { S: 'a' }] }, value: { N: '1' } };
    assert.deepEqual(changedAttributes(old, present), ['list', 'value']);
  });

  it('are not known without both images', () => {
    assert.deepEqual(changedAttributes(undefined, { id: { S: 'a' } }), []);
    assert.deepEqual(changedAttributes({ id: { S: 'a' } }, undefined), []);
  });
});
