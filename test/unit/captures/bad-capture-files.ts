/** What people open instead of a capture, and what happens to captures, with the reason that is given. */
import { headerLine } from '../../../src/captures/reading/json-lines-format';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { recordLine } from './capture-lines';
import { orderRecord, orderRecords, STREAM_ARN } from './sample-records';

export interface BadFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly reason: string | RegExp;
  readonly line?: number;
}

const PRIVATE = 'Jane Private, 1 Secret Lane';
const record = orderRecord(0);
// JSON leaves out what is undefined.
const withoutNumber = { ...record.dynamodb, SequenceNumber: undefined };
const withoutKeys = { ...record.dynamodb, Keys: undefined };
const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
const event = (...records: unknown[]): string => json({ Records: records });
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const lines = (count: number): string[] => [
  headerLine(STREAM_ARN),
  ...orderRecords(count).map((one) => recordLine({ shardId: 'shardId-1', record: one })),
];
const failureInfo = { shardId: 'shardId-1', streamArn: STREAM_ARN, batchSize: 1 };

export const badFiles: readonly BadFile[] = [
  { name: 'nothing at all', content: '', reason: 'it is empty' },
  { name: 'white space', content: '\ufeff \r\n\n', reason: 'it is empty' },
  { name: 'no JSON', content: `Dear ${PRIVATE}`, reason: 'line 1, column 1 is not JSON', line: 1 },
  {
    name: 'JSON with a comma too many',
    content: `{\n  "note": "${PRIVATE}",\n  "Records": [],\n}\n`,
    reason: 'line 4, column 1 is not JSON',
    line: 4,
  },
  {
    name: 'an event cut off',
    content: event(record).slice(0, -12),
    reason: /^the file is cut off in line \d+$/,
  },
  {
    name: 'an array',
    content: '[1]',
    reason: 'it holds a JSON value that is not an object, so no {"Records":[…]}',
  },
  { name: 'null', content: 'null', reason: /not an object/ },
  { name: 'an empty event', content: event(), reason: 'its "Records" is empty' },
  {
    name: 'an event whose Records is an object',
    content: json({ Records: {} }),
    reason: 'its "Records" is not an array',
  },
  {
    name: 'a Kinesis event',
    content: event({ eventSource: 'aws:kinesis', kinesis: { data: PRIVATE } }),
    reason: 'its record 1 of 1 is a Kinesis record (eventSource aws:kinesis), not one of DynamoDB Streams',
  },
  {
    name: 'an S3 event',
    content: event({ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: {} }),
    reason: 'its record 1 of 1 has the eventSource aws:s3, not aws:dynamodb',
  },
  {
    name: 'an SNS event',
    content: event({ EventSource: 'aws:sns', Sns: { Message: PRIVATE } }),
    reason: 'its record 1 of 1 has the eventSource aws:sns, not aws:dynamodb',
  },
  {
    name: 'an API Gateway event',
    content: json({ resource: '/', requestContext: { stage: 'prod' }, body: PRIVATE }),
    reason: 'it is not a DynamoDB Streams event: it has no "Records"',
  },
  { name: 'a record on its own', content: json(record), reason: /^it is a single record; / },
  {
    name: 'a text as record',
    content: event(record, PRIVATE),
    reason: 'its record 2 of 2 is a text, not an object',
  },
  {
    name: 'a record without dynamodb',
    content: event({ ...record, dynamodb: undefined }),
    reason: 'its record 1 of 1 has no dynamodb member',
  },
  {
    name: 'a record without sequence number',
    content: event({ ...record, dynamodb: withoutNumber }),
    reason: 'its record 1 of 1 has no dynamodb.SequenceNumber',
  },
  {
    name: 'a record without keys',
    content: event({ ...record, dynamodb: withoutKeys }),
    reason: 'its record 1 of 1 has no dynamodb.Keys',
  },
  {
    name: 'a record as the AWS CLI prints it',
    content: event({
      ...record,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: '2025-11-25T15:45:36Z' },
    }),
    reason:
      /^its record 1 of 1 has a text as dynamodb\.ApproximateCreationDateTime, where Lambda has seconds/,
  },
  {
    name: 'a record with plain values',
    content: event({ ...record, dynamodb: { ...record.dynamodb, NewImage: { customer: PRIVATE } } }),
    reason: /^its record 1 of 1 has plain values in dynamodb\.NewImage/,
  },
  {
    name: 'a record nested without end',
    content: event(record).replace('"S": "v0"', `"L": ${'['.repeat(200_000)}${']'.repeat(200_000)}`),
    reason: 'its record 1 of 1 is nested deeper than DynamoDB allows',
  },
  {
    name: 'an on-failure document without payload',
    content: json({ requestContext: {}, DDBStreamBatchInfo: failureInfo }),
    reason: /on-failure document as sent to SQS or SNS, and the records are not in it/,
  },
  {
    name: 'an on-failure document whose payload is cut off',
    content: json({ DDBStreamBatchInfo: failureInfo, payload: serializeEvent([record]).slice(0, 80) }),
    reason: 'the payload of this on-failure document is not JSON',
  },
  {
    name: 'an on-failure document of Kinesis',
    content: json({ requestContext: {}, KinesisBatchInfo: {} }),
    reason: /of a Kinesis stream/,
  },
  {
    name: 'an SNS notification',
    content: json({ Type: 'Notification', TopicArn: 'arn', Message: '{}' }),
    reason: /^it is an SNS notification/,
  },
  {
    name: 'an image',
    content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    reason: 'it is a binary file, not JSON',
  },
  {
    name: 'Latin-1 text',
    content: Buffer.from('{"Records":["\u00fc"]}', 'latin1'),
    reason: 'it is not UTF-8 text',
  },
  {
    name: 'UTF-16, as PowerShell redirects',
    content: Buffer.from(`\ufeff${serializeEvent([record])}`, 'utf16le'),
    reason: 'it is UTF-16 text (PowerShell writes that); save it as UTF-8',
  },
  { name: 'a header only', content: headerLine(STREAM_ARN), reason: 'it has a header and no record' },
  {
    name: 'no header',
    content: lines(3).slice(1).join(''),
    reason: /^its first line is not the header/,
    line: 1,
  },
  {
    name: 'an unknown version',
    content: line({ captureVersion: 2, streamArn: STREAM_ARN }) + lines(1).slice(1).join(''),
    reason: 'line 1 has a captureVersion 2, and only version 1 is known here',
    line: 1,
  },
  {
    name: 'a version that is a text',
    content: line({ captureVersion: '1', streamArn: STREAM_ARN }),
    reason: /^line 1 has a captureVersion that is not a number/,
    line: 1,
  },
  {
    name: 'a header without stream',
    content: line({ captureVersion: 1 }),
    reason: 'line 1 has no "streamArn"',
    line: 1,
  },
  {
    name: 'a header over several lines',
    content: json({ captureVersion: 1, streamArn: STREAM_ARN }),
    reason: /^a capture's header must be the whole first line/,
  },
  { name: 'line 7 cut off', content: lines(6).join('').slice(0, -40), reason: 'line 7 is cut off', line: 7 },
  {
    name: 'line 3 cut off in the middle of a file',
    content: lines(4)
      .map((one, index) => (index === 2 ? `${one.slice(0, 30)}\n` : one))
      .join(''),
    reason: 'line 3 is cut off',
    line: 3,
  },
  {
    name: 'line 3 not JSON',
    content: `${lines(1).join('')}{"shardId": ${PRIVATE}}\n`,
    reason: 'line 3 is not JSON (column 13)',
    line: 3,
  },
  {
    name: 'line 2 without shard',
    content: headerLine(STREAM_ARN) + line({ record }),
    reason: 'line 2 has no "shardId"',
    line: 2,
  },
  {
    name: 'line 2 without record',
    content: headerLine(STREAM_ARN) + line({ shardId: 's' }),
    reason: 'line 2 has no "record"',
    line: 2,
  },
  {
    name: 'line 4 with a Kinesis record',
    content: lines(2).join('') + line({ shardId: 's', record: { eventSource: 'aws:kinesis' } }),
    reason: /^line 4 has a record that is a Kinesis record/,
    line: 4,
  },
  {
    name: 'a line of 9 MB',
    content: `${lines(1).join('')}{"shardId":"${'x'.repeat(9 * 1024 * 1024)}"}\n`,
    reason: 'line 3 is longer than 8 MB',
    line: 3,
  },
];
