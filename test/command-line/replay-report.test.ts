/** What a replay does with a mapping, and what its report says of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { installedPackage, run, sampleCapture, sampleHandler } from './installed-package';
import { deliveries, replay, sequence } from './reported-replay';

const GIFT = sampleCapture('2-order-with-gift.json');
const POISON = '000000000000000000016';
const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000';

describe('the report of a replay', function () {
  this.timeout(120_000);

  it('has the invocation, the discarded batch and the checkpoint of a capture with a poison record', async () => {
    const { exitCode, report } = await replay([GIFT], undefined);
    assert.equal(exitCode, 1);
    const { invocations, discarded, ...rest } = report;
    const [first] = invocations;
    assert.ok(first !== undefined && invocations.length === 1);
    const { startedAt, durationMs, error, ...invocation } = first;
    const all = sequence(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
    assert.deepEqual(invocation, {
      shardId: 'event',
      sequenceNumbers: all,
      attempt: 1,
      outcome: 'functionError',
    });
    assert.match(startedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Number.isInteger(durationMs) && durationMs >= 0);
    assert.equal(error?.errorType, 'TypeError');
    assert.equal(error.errorMessage, "Cannot read properties of undefined (reading 'N')");
    assert.match(error.stackTrace?.join('\n') ?? '', /at lineTotal \(.*order-totals\.ts:\d+:\d+\)/);
    const [lost] = discarded;
    assert.ok(lost !== undefined && discarded.length === 1);
    const { requestContext, timestamp, ...document } = lost;
    assert.match(timestamp, /Z$/);
    assert.deepEqual(
      { ...requestContext, requestId: '' },
      {
        requestId: '',
        functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:handler',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 1,
      },
    );
    assert.deepEqual(document, {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      DDBStreamBatchInfo: {
        shardId: 'event',
        startSequenceNumber: all[0],
        endSequenceNumber: all.at(-1),
        approximateArrivalOfFirstRecord: '2026-03-02T11:30:00Z',
        approximateArrivalOfLastRecord: '2026-03-02T11:32:50Z',
        batchSize: 11,
        streamArn: STREAM,
      },
    });
    assert.deepEqual(rest, { expired: [], filtered: 0, checkpoints: { event: all.at(-1) } });
  });

  it('shows in virtual time how bisecting finds the poison record, and loses nothing else', async () => {
    const { exitCode, report } = await replay(
      [GIFT],
      {
        FunctionName: 'orders:7',
        StartingPosition: 'LATEST',
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
      },
      '--virtual-time',
    );
    assert.equal(exitCode, 1);
    assert.deepEqual(deliveries(report), [
      ['11-21', 11, 1, 'functionError'],
      ['11-15', 5, 1, 'succeeded'],
      ['16-21', 6, 1, 'functionError'],
      ['16-18', 3, 1, 'functionError'],
      ['16-16', 1, 1, 'functionError'],
      ['16-16', 1, 2, 'functionError'],
      ['16-16', 1, 3, 'functionError'],
      ['17-18', 2, 1, 'succeeded'],
      ['19-21', 3, 1, 'succeeded'],
    ]);
    assert.match(report.invocations[0]?.startedAt ?? '', /^2026-03-02T11:3/);
    assert.deepEqual(
      report.discarded.map(({ requestContext, responseContext, DDBStreamBatchInfo: batch }) => [
        requestContext.functionArn,
        requestContext.approximateInvokeCount,
        responseContext?.executedVersion,
        batch.startSequenceNumber,
        batch.endSequenceNumber,
      ]),
      [['arn:aws:lambda:eu-west-1:111122223333:function:orders:7', 3, '7', POISON, POISON]],
    );
    assert.deepEqual(report.checkpoints, { event: sequence(21)[0] });
  });

  it('tries the poison record for a day of virtual time, which takes seconds', async () => {
    const { exitCode, report } = await replay([GIFT], { BisectBatchOnFunctionError: true }, '--virtual-time');
    assert.equal(exitCode, 1);
    const { invocations } = report;
    // 30 seconds apart at last: 24 hours have 2880 of these.
    assert.ok(invocations.length > 2880, `${invocations.length} invocations`);
    const hours =
      (Date.parse(invocations.at(-1)?.startedAt ?? '') - Date.parse(invocations[0]?.startedAt ?? '')) /
      3_600_000;
    assert.ok(hours > 23.9 && hours < 24.1, `${hours} hours`);
    // It leaves the stream; what waited behind it goes through.
    assert.deepEqual(report.discarded, []);
    assert.deepEqual(
      report.expired.map(({ sequenceNumbers }) => sequenceNumbers),
      [[POISON]],
    );
    assert.equal(invocations.at(-1)?.outcome, 'succeeded');
    assert.deepEqual(report.checkpoints, { event: sequence(21)[0] });
  });

  it('gives up by age in virtual time, without a response in the document', async () => {
    const mapping = { MaximumRecordAgeInSeconds: 600 };
    const { exitCode, report } = await replay([GIFT], mapping, '--virtual-time');
    assert.equal(exitCode, 1);
    assert.deepEqual(
      [...new Set(report.discarded.map(({ requestContext }) => requestContext.condition))],
      ['RecordAgeExceeded'],
    );
    assert.ok(report.discarded.every((document) => document.responseContext === undefined));
  });

  it('counts what the filters keep back', async () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] };
    const { exitCode, report } = await replay([sampleCapture('whole-day.jsonl')], { FilterCriteria });
    assert.equal(exitCode, 0);
    const delivered = report.invocations.reduce(
      (sum, { sequenceNumbers }) => sum + sequenceNumbers.length,
      0,
    );
    assert.ok(delivered > 0);
    assert.equal(report.filtered, 50 - delivered);
    assert.deepEqual(report.checkpoints, { 'shardId-00000001795439946844-e858769a': sequence(50)[0] });
  });

  it('names the capture of each invocation if there are several', async () => {
    const captures = [sampleCapture('1-orders-placed.json'), sampleCapture('3-shipped-and-returned.json')];
    const { exitCode, report } = await replay(captures, undefined);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      report.invocations.map(({ capture }) => capture),
      captures,
    );
  });

  it('goes to a file, with a summary for people on standard output', async () => {
    const { exitCode, stdout } = await run([
      ...['replay', sampleCapture('3-shipped-and-returned.json')],
      ...['--handler', sampleHandler, '--report', 'report.json'],
    ]);
    assert.deepEqual([exitCode, stdout], [0, '1 invocation: 1 succeeded.\n']);
    const text = readFileSync(path.join(installedPackage().folder, 'report.json'), 'utf8');
    assert.deepEqual(Object.keys(JSON.parse(text) as object), [
      'invocations',
      'discarded',
      'expired',
      'filtered',
      'checkpoints',
    ]);
  });
});
