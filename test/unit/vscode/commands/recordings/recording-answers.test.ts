import assert from 'node:assert/strict';
import type { RecordingAnswers } from '../../../../../src/vscode/commands/recordings/recording-answers';
import {
  beginOf,
  endOf,
  problemOfBegin,
  problemOfEnd,
} from '../../../../../src/vscode/commands/recordings/recording-answers';

const now = new Date(2026, 10, 23, 14, 0, 0);
const t = (message: string): string => message;

const answers: RecordingAnswers = {
  stream: 'Orders',
  found: { streamArn: 'arn', tableName: 'Orders', status: 'ENABLED', viewType: 'NEW_IMAGE' },
  begin: 'TRIM_HORIZON',
  beginText: '',
  end: 'STOPPED',
  endText: '',
  filterPattern: '',
  compression: 'none',
};

describe('where a recording begins', () => {
  it('is a time of the last 24 hours', () => {
    assert.equal(problemOfBegin('TIME', '13:59', now, t), undefined);
    assert.match(problemOfBegin('TIME', '14:01', now, t) ?? '', /still to come/);
    assert.match(problemOfBegin('TIME', '2026-11-22 13:59', now, t) ?? '', /24 hours/);
    assert.match(problemOfBegin('TIME', 'yesterday', now, t) ?? '', /14:30/);
  });

  it('is a sequence number of digits', () => {
    assert.equal(problemOfBegin('SEQUENCE_NUMBER', '111100000000001063838', now, t), undefined);
    assert.match(problemOfBegin('SEQUENCE_NUMBER', '12a', now, t) ?? '', /digits/);
  });

  it('becomes a starting position', () => {
    assert.deepEqual(beginOf(answers, now), { type: 'TRIM_HORIZON' });
    assert.deepEqual(beginOf({ ...answers, begin: 'TIME', beginText: '13:30' }, now), {
      type: 'TIME',
      epochMs: now.getTime() - 30 * 60_000,
    });
    assert.deepEqual(beginOf({ ...answers, begin: 'SEQUENCE_NUMBER', beginText: '7' }, now), {
      type: 'SEQUENCE_NUMBER',
      sequenceNumber: '7',
    });
  });
});

describe('where a recording ends', () => {
  it('is after its beginning', () => {
    const fromHalf = { begin: 'TIME', beginText: '13:30', end: 'TIME' } as const;
    assert.equal(problemOfEnd(fromHalf, '13:30', now, t), undefined);
    assert.match(problemOfEnd(fromHalf, '13:29', now, t) ?? '', /before it begins/);
    assert.match(problemOfEnd({ begin: 'LATEST', end: 'TIME' }, '13:59', now, t) ?? '', /before it begins/);
    const fromNumber = { begin: 'SEQUENCE_NUMBER', beginText: '100', end: 'SEQUENCE_NUMBER' } as const;
    assert.equal(problemOfEnd(fromNumber, '100', now, t), undefined);
    assert.match(problemOfEnd(fromNumber, '99', now, t) ?? '', /before it begins/);
  });

  it('is a whole number of records or megabytes, in groups of digits if somebody likes', () => {
    for (const end of ['RECORDS', 'BYTES'] as const) {
      assert.equal(problemOfEnd({ end }, '100,000', now, t), undefined);
      for (const text of ['', '0', '-1', '1.5', 'many'])
        assert.match(problemOfEnd({ end }, text, now, t) ?? '', /whole number/, text);
    }
  });

  it('becomes what the recorder waits for', () => {
    const endOfAnswers = (end: RecordingAnswers['end'], endText = ''): unknown =>
      endOf({ ...answers, end, endText }, now);
    assert.deepEqual(endOfAnswers('STOPPED'), { type: 'STOPPED' });
    assert.deepEqual(endOfAnswers('NOW'), { type: 'TIME', epochMs: now.getTime() });
    assert.deepEqual(endOfAnswers('TIME', '14:01'), { type: 'TIME', epochMs: now.getTime() + 60_000 });
    assert.deepEqual(endOfAnswers('RECORDS', '100 000'), { type: 'RECORDS', count: 100_000 });
    assert.deepEqual(endOfAnswers('BYTES', '2'), { type: 'BYTES', bytes: 2 * 1024 * 1024 });
  });
});
