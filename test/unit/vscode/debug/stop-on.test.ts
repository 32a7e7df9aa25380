import assert from 'node:assert/strict';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { parseStopOn, stopOnMatcher } from '../../../../src/vscode/debug/stop-on';
import { streamRecord } from '../../../support/stream-records';

function chooses(value: unknown, sequenceNumber: number): boolean {
  const stopOn = parseStopOn(value);
  assert.ok(stopOn, `${JSON.stringify(value)} is understood`);
  const matches = stopOnMatcher(stopOn, (pattern) => {
    const compiled = compileFilterCriteria([pattern]);
    assert.ok(compiled.valid);
    return compiled.criteria.matches;
  });
  return matches(streamRecord(sequenceNumber));
}

describe('the records at which a session stops', () => {
  const forms: readonly [name: string, value: unknown][] = [
    ['its sequence number', streamRecord(7).dynamodb.SequenceNumber],
    ['its sequence number without the zeros before it', '7'],
    ['its sequence number, named', { sequenceNumber: streamRecord(7).dynamodb.SequenceNumber }],
    ['its key in plain values', { key: { id: '7' } }],
    ['its key in attribute values', { key: { id: { S: '7' } } }],
    ['a filter pattern', { pattern: { dynamodb: { Keys: { id: { S: ['7'] } } } } }],
    ['a filter pattern as a text', { pattern: '{"dynamodb":{"Keys":{"id":{"S":["7"]}}}}' }],
  ];
  for (const [name, value] of forms) {
    it(`are chosen by ${name}`, () => {
      assert.equal(chooses(value, 7), true);
      assert.equal(chooses(value, 8), false);
    });
  }

  it('are not chosen by a key of another type, or by an attribute that the key does not have', () => {
    assert.equal(chooses({ key: { id: 7 } }, 7), false);
    assert.equal(chooses({ key: { id: { N: '7' } } }, 7), false);
    assert.equal(chooses({ key: { id: '7', sk: 'a' } }, 7), false);
  });

  it('are refused in any other form', () => {
    for (const value of [7, 'a', {}, { key: {} }, { key: 'a' }, { keys: { id: '7' } }, { pattern: 1 }, []])
      assert.equal(parseStopOn(value), undefined, JSON.stringify(value));
    assert.equal(parseStopOn({ key: { id: '7' }, sequenceNumber: '1' }), undefined);
  });
});
