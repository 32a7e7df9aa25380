import assert from 'node:assert/strict';
import { parseStartingPosition, positionAt } from '../../../../src/vscode/debug/starting-position';

describe('a starting position as people write it', () => {
  const understood: readonly [written: unknown, position: unknown][] = [
    ['LATEST', { type: 'LATEST' }],
    ['TRIM_HORIZON', { type: 'TRIM_HORIZON' }],
    ['4423876300000000012345', { type: 'SEQUENCE_NUMBER', sequenceNumber: '4423876300000000012345' }],
    [{ sequenceNumber: '12' }, { type: 'SEQUENCE_NUMBER', sequenceNumber: '12' }],
    ['2026-11-23T02:00:00Z', { type: 'TIME', epochMs: Date.UTC(2026, 10, 23, 2) }],
    [{ time: '2026-11-23T02:00:00+01:00' }, { type: 'TIME', epochMs: Date.UTC(2026, 10, 23, 1) }],
    [{ time: '-10m' }, { type: 'AGO', durationMs: 600_000 }],
    ['-2h', { type: 'AGO', durationMs: 7_200_000 }],
    ['-30s', { type: 'AGO', durationMs: 30_000 }],
  ];
  for (const [written, position] of understood)
    it(`may be ${JSON.stringify(written)}`, () => assert.deepEqual(parseStartingPosition(written), position));

  const refused = ['', 'latest', 'AT_TIMESTAMP', '-10', '10m', '2026-11-23', '23.11.2026 02:00', 5, {}, []];
  for (const written of [...refused, { time: 'x' }, { time: '-1m', sequenceNumber: '1' }, { at: '1' }])
    it(`is not ${JSON.stringify(written)}`, () => assert.equal(parseStartingPosition(written), undefined));

  it('counts "ago" from the start of the session', () => {
    assert.deepEqual(positionAt({ type: 'AGO', durationMs: 1000 }, 5000), { type: 'TIME', epochMs: 4000 });
    assert.deepEqual(positionAt({ type: 'LATEST' }, 5000), { type: 'LATEST' });
  });
});
