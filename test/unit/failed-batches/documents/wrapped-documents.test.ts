/** Documents about failed batches are found in whatever they have been wrapped in on their way to a person. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readFailedBatches } from '../../../../src/failed-batches/documents/read-failed-batches';
import type { FailedBatch } from '../../../../src/failed-batches/failed-batch';
import { RECORDED } from '../../../support/failed-batches/recorded-documents';
import { changed, recordedDocument, recordedText, withInfo, withMember } from './changed-document';
import { envelopes, printings, surroundings } from './wrappings';

const recorded: FailedBatch = {
  id: 'Recorded-shardId-00000001764085537000-0a1b2c3d-800000000003126276362-800000000003126276362-5b9a7a0e-6a6e-4b6e-9f3b-0d8a5f6c7d21',
  streamArn: 'arn:aws:dynamodb:us-east-1:999900001111:table/Recorded/stream/2025-11-25T15:45:36.123',
  shardId: 'shardId-00000001764085537000-0a1b2c3d',
  startSequenceNumber: '800000000003126276362',
  endSequenceNumber: '800000000003126276362',
  batchSize: 1,
  firstArrivalMs: Date.UTC(2025, 10, 25, 15, 53, 1),
  lastArrivalMs: Date.UTC(2025, 10, 25, 15, 53, 1),
  discardedMs: Date.UTC(2025, 10, 25, 15, 53, 5, 123),
  condition: 'RetryAttemptsExhausted',
  functionArn: 'arn:aws:lambda:us-east-1:999900001111:function:recorded',
  executedVersion: '$LATEST',
  functionError: 'Unhandled',
  invocations: 2,
  requestId: '5b9a7a0e-6a6e-4b6e-9f3b-0d8a5f6c7d21',
  documentText: recordedText,
};

describe('a failed batch', () => {
  it('is read from the document as it was recorded on AWS (DE-1)', () => {
    assert.deepEqual(only(RECORDED.exhausted), recorded);
  });

  it('after reported item failures has no error (DE-4)', () => {
    assert.deepEqual(only(RECORDED.itemFailures), {
      ...recorded,
      functionError: null,
      documentText: RECORDED.itemFailures,
    });
  });

  it('that grew too old has no answer (DE-6)', () => {
    const { executedVersion, functionError, ...rest } = recorded;
    assert.deepEqual(only(RECORDED.tooOld), {
      ...rest,
      condition: 'RecordAgeExceeded',
      invocations: 1,
      documentText: RECORDED.tooOld,
    });
    assert.deepEqual([executedVersion, functionError], ['$LATEST', 'Unhandled']);
  });

  it('comes in the notification of SNS (DE-17)', () => {
    assert.deepEqual(only(RECORDED.notification), recorded);
  });

  it('has the event of an object in S3, as a text or an object (DE-9)', () => {
    const { Records } = JSON.parse(only(RECORDED.payloadText).payload ?? '') as { Records: unknown[] };
    assert.equal(Records.length, 1);
    assert.equal(only(RECORDED.payloadObject).payload, only(RECORDED.payloadText).payload);
    assert.deepEqual(
      { ...only(RECORDED.payloadText), payload: undefined },
      { ...recorded, payload: undefined },
    );
  });

  it('keeps numbers of its event as they are written (EV-4)', () => {
    const payload = '{"Records": [{"at": 1732549200.0, "n": 12345678901234567890}]}';
    const text = recordedText.replace(/\}$/, `,"payload": ${payload}}`);
    assert.equal(only(text).payload, payload);
    assert.equal(only(text).documentText, recordedText);
  });

  it('is read from whatever AWS may vary', () => {
    const varied = changed((document) => {
      document['version'] = '2.0';
      document['region'] = { name: 'new' };
      document.requestContext['condition'] = 'SomethingNew: words';
      document.DDBStreamBatchInfo['approximateArrivalOfFirstRecord'] = '2025-11-25T15:53:01.999Z';
      document.DDBStreamBatchInfo['approximateArrivalOfLastRecord'] = '2025-11-25T16:53:02+01:00';
      document.responseContext = { statusCode: 200 };
    });
    const { condition, firstArrivalMs, lastArrivalMs, executedVersion, functionError } = only(varied);
    assert.deepEqual(
      { condition, firstArrivalMs, lastArrivalMs, executedVersion, functionError },
      {
        condition: 'SomethingNew: words',
        firstArrivalMs: recorded.firstArrivalMs,
        lastArrivalMs: recorded.lastArrivalMs + 1000,
        executedVersion: undefined,
        functionError: undefined,
      },
    );
    assert.equal(only(withMember('responseContext', null)).condition, recorded.condition);
    assert.equal(only(withMember('payload', null)).payload, undefined);
  });

  it('may be of DynamoDB Local, whose numbers and names differ', () => {
    const streamArn = 'arn:aws:dynamodb:ddblocal:000000000000:table/Orders/stream/2025-11-25T15:45:36.123';
    assert.equal(only(withInfo('streamArn', streamArn)).streamArn, streamArn);
    assert.equal(only(withInfo('startSequenceNumber', '111')).startSequenceNumber, '111');
  });

  for (const [name, envelope] of Object.entries(envelopes))
    it(`is found in ${name}`, () => assert.deepEqual(only(JSON.stringify(envelope(recordedText))), recorded));

  for (const [name, surround] of Object.entries(surroundings))
    it(`is found in ${name}, as text around it`, () =>
      assert.deepEqual(only(surround(recordedText)), recorded));

  for (const [name, print] of Object.entries(printings)) {
    it(`is found ${name}`, () => {
      const batch = only(print(recordedText));
      assert.deepEqual({ ...batch, documentText: recordedText }, recorded);
      assert.deepEqual(JSON.parse(batch.documentText), recordedDocument());
    });
  }
});

describe('several failed batches in one text', () => {
  const other = withInfo('endSequenceNumber', '800000000003126276399');

  it('are found in their order, each once', () => {
    const text = [recordedText, JSON.stringify({ Messages: [{ Body: other }] }), recordedText].join('\n');
    const read = readFailedBatches(text);
    assert.ok(read.kind === 'failedBatches');
    assert.deepEqual(
      read.batches.map(({ endSequenceNumber }) => endSequenceNumber),
      ['800000000003126276362', '800000000003126276399'],
    );
    assert.deepEqual(read.refusals, []);
  });

  it('are one with its records where one of two documents has them', () => {
    for (const texts of [
      [RECORDED.exhausted, RECORDED.payloadText],
      [RECORDED.payloadText, RECORDED.exhausted],
    ])
      assert.notEqual(only(texts.join('\n')).payload, undefined);
  });

  it('are thousands without a fuss', () => {
    const lines = Array.from({ length: 5000 }, (_, index) =>
      withInfo('endSequenceNumber', `9${String(index).padStart(20, '0')}`),
    );
    const read = readFailedBatches(lines.join('\n'));
    assert.equal(read.kind === 'failedBatches' && read.batches.length, 5000);
  });
});

describe('a document in any nesting of wrappings', function () {
  this.timeout(60_000);

  const document = fc.constantFrom(recordedText, RECORDED.payloadText, RECORDED.payloadObject);
  const nesting = fc.array(fc.constantFrom(...Object.keys(envelopes)), { maxLength: 4 });
  const around = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '"',
          '\\',
          '\\"',
          '""',
          '\\u0022',
          ':',
          ',',
          '[',
          ']',
          ' ',
          '\n',
          'a',
          '1',
          '> ',
          '{"a":"',
          '{\\"b',
          '{""c',
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join('')),
  );

  it('and any text is found again', () => {
    fc.assert(
      fc.property(
        document,
        nesting,
        fc.constantFrom(...Object.values(surroundings)),
        fc.tuple(around, around),
        (text, names, surround, [before, after]) => {
          const wrapped = names.reduce((body, name) => JSON.stringify(envelopes[name]?.(body)), text);
          assert.deepEqual(only(`${before}\n${surround(wrapped)}\n${after}`), only(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function only(text: string): FailedBatch {
  const read = readFailedBatches(text);
  assert.ok(read.kind === 'failedBatches', read.kind === 'refused' ? read.reason : '');
  assert.equal(read.batches.length, 1);
  return read.batches[0];
}
