import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTime, timeText } from '../../../../src/vscode/commands/time-text';

const now = new Date(2026, 10, 23, 14, 0, 30);

describe('a time as people type it', () => {
  for (const [text, expected] of [
    ['9:05', new Date(2026, 10, 23, 9, 5)],
    ['23:59:58', new Date(2026, 10, 23, 23, 59, 58)],
    ['-90s', new Date(2026, 10, 23, 13, 59, 0)],
    ['-10m', new Date(2026, 10, 23, 13, 50, 30)],
    ['-2h', new Date(2026, 10, 23, 12, 0, 30)],
    ['2026-11-22 14:30', new Date(2026, 10, 22, 14, 30)],
    ['2026-11-22T14:30:15', new Date(2026, 10, 22, 14, 30, 15)],
    ['2026-11-22T14:30:15Z', new Date(Date.UTC(2026, 10, 22, 14, 30, 15))],
    ['2026-11-22 14:30+02:00', new Date(Date.UTC(2026, 10, 22, 12, 30))],
  ] as const)
    it(`may be ${text}`, () => assert.equal(parseTime(text, now), expected.getTime()));

  for (const text of [
    '',
    '24:00',
    '12:60',
    '12',
    'noon',
    '2026-11-22',
    '22.11.2026 14:30',
    '2026-13-01 10:00',
    '10m',
  ])
    it(`is not "${text}"`, () => assert.equal(parseTime(text, now), undefined));

  it('is read as it is written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2015, 0), max: new Date(2100, 0), noInvalidDate: true }),
        (time) => {
          const epochMs = Math.floor(time.getTime() / 1000) * 1000;
          // An hour that summer time repeats has two moments of one name.
          const read = parseTime(timeText(epochMs), now) ?? Number.NaN;
          assert.ok([0, 3_600_000].includes(Math.abs(read - epochMs)), timeText(epochMs));
        },
      ),
    );
  });
});
