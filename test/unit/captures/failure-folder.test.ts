import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { CapturedStreamSource } from '../../../src/captures/reading/captured-stream-source';
import { FailureFolder } from '../../../src/captures/library/failure-folder';
import { readStreamArn } from '../../../src/captures/reading/stream-of-capture';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import type { FailureDocument } from '../../../src/engine/failures/failure-document';
import { readSource } from './read-source';
import { orderRecords, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const document: FailureDocument = {
  requestContext: {
    requestId: '3a1b2c3d-0000-4000-8000-000000000000',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 2,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2025-11-25T15:53:05.123Z',
  DDBStreamBatchInfo: {
    shardId: 'shardId-00000001573689847184-864758bb',
    startSequenceNumber: '100',
    endSequenceNumber: '101',
    approximateArrivalOfFirstRecord: '2025-11-25T15:40:00Z',
    approximateArrivalOfLastRecord: '2025-11-25T15:40:01Z',
    batchSize: 2,
    streamArn: STREAM_ARN,
  },
};
const event = serializeEvent(orderRecords(2));
const payload = new TextEncoder().encode(event);
const NAME = 'Orders-failed-2025-11-25T15-53-05Z-shardId-00000001573689847184-864758bb';

describe('a folder of discarded batches', () => {
  const temporary = temporaryFolder();
  const folder = (): string => path.join(temporary.path, 'failed');

  it('keeps each as Lambda leaves it in S3: the document with the event as a text', async () => {
    const file = await new FailureFolder(folder()).keep(document, payload);
    assert.equal(file, path.join(folder(), `${NAME}.json`));
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { ...document, payload: event });
  });

  it('never replaces one', async () => {
    const failures = new FailureFolder(folder());
    await Promise.all([failures.send(document, payload), failures.send(document, payload)]);
    assert.deepEqual(
      (await readdir(folder())).sort(),
      ['.gitignore', `${NAME}-2.json`, `${NAME}.json`].sort(),
    );
  });

  it('holds captures that can be replayed, record for record', async () => {
    const file = await new FailureFolder(folder()).keep(document, payload);
    const summary = await readCaptureSummary(file);
    assert.deepEqual([summary.kind, summary.recordCount], ['failureDocument', 2]);
    const source = await CapturedStreamSource.open(file);
    const { records } = await readSource(source);
    await source.close();
    assert.deepEqual(
      records.map(({ shardId, encoded }) => ({ shardId, record: encoded.record })),
      orderRecords(2).map((record) => ({ shardId: document.DDBStreamBatchInfo.shardId, record })),
    );
    assert.equal(await readStreamArn(file), STREAM_ARN);
  });
});
