/** Documents about failed batches that are cut off, damaged or changed, and what people are told of them. */
import { RECORDED } from '../../../support/failed-batches/recorded-documents';
import { changed, recordedText, rewritten, withInfo, withMember, withRequest } from './changed-document';
import type { RefusedText } from './refused-text';
import { AGAIN, DOCUMENT } from './refused-text';

const kinesisArn = 'arn:aws:kinesis:us-east-1:999900001111:stream/orders';

export const malformedDocuments: readonly RefusedText[] = [
  [
    'a document cut off in a name',
    recordedText.slice(0, recordedText.indexOf('shardId') + 3),
    `${DOCUMENT} is cut off after "DDBStreamBatchInfo": copy it from its first { to its last }.`,
  ],
  [
    'a document cut off in a number',
    recordedText.slice(0, recordedText.indexOf('126276362')),
    `${DOCUMENT} is cut off after "startSequenceNumber": copy it from its first { to its last }.`,
  ],
  [
    'a document without its last brace',
    recordedText.slice(0, -1),
    `${DOCUMENT} is cut off after "streamArn": copy it from its first { to its last }.`,
  ],
  [
    'an object of S3 cut off in its payload',
    RECORDED.payloadText.slice(0, -200),
    `${DOCUMENT} is cut off after "payload": copy it from its first { to its last }.`,
  ],
  [
    'an object of S3 cut off in an object as payload',
    RECORDED.payloadObject.slice(0, -200),
    `${DOCUMENT} is cut off after "BOOL": copy it from its first { to its last }.`,
  ],
  [
    'a notification cut off within its message',
    RECORDED.notification.slice(0, 500),
    `${DOCUMENT} is cut off after "version": copy it from its first { to its last }.`,
  ],
  [
    'JSON that is cut off',
    '{"Messages":[{"Body":"{\\"reque',
    'This is cut off before it tells of a failed batch: copy it from its first { to its last }.',
  ],
  [
    'a document with a comma too many',
    rewritten('"version":"1.0",', '"version":"1.0",,'),
    `${DOCUMENT} is damaged after "version": copy it again, from its first { to its last }.`,
  ],
  [
    'a document with a word in it',
    rewritten('"batchSize":1', '"batchSize":one'),
    `${DOCUMENT} is damaged after "batchSize": copy it again, from its first { to its last }.`,
  ],
  [
    'a document with half a number',
    rewritten('"batchSize":1', '"batchSize":1.'),
    `${DOCUMENT} holds something that is not JSON: ${AGAIN}`,
  ],
  [
    'a document twice, both damaged',
    `${recordedText.slice(0, 300)}\n${withInfo('shardId')}`,
    'Document 1 of 2: This document about a failed batch is damaged after "functionError": copy it again, from its first { to its last }.',
  ],
  ['no request', withMember('requestContext'), `${DOCUMENT} has no "requestContext": ${AGAIN}`],
  [
    'a text as request',
    withMember('requestContext', 'none'),
    `${DOCUMENT} has a text as "requestContext", where Lambda writes an object: ${AGAIN}`,
  ],
  [
    'a list as batch',
    withMember('DDBStreamBatchInfo', []),
    `${DOCUMENT} has a list as "DDBStreamBatchInfo", where Lambda writes an object: ${AGAIN}`,
  ],
  [
    'null as batch',
    withMember('DDBStreamBatchInfo', null),
    `${DOCUMENT} has null as "DDBStreamBatchInfo", where Lambda writes an object: ${AGAIN}`,
  ],
  [
    'a text as response',
    withMember('responseContext', 'Unhandled'),
    `${DOCUMENT} has a "responseContext" that is no object: ${AGAIN}`,
  ],
  [
    'a number as error',
    changed((document) => (document.responseContext['functionError'] = 1)),
    `${DOCUMENT} has a number as "functionError", where Lambda writes a text: ${AGAIN}`,
  ],
  ['no request id', withRequest('requestId'), `${DOCUMENT} has no "requestId": ${AGAIN}`],
  ['an empty condition', withRequest('condition', ' '), `${DOCUMENT} has an empty "condition": ${AGAIN}`],
  [
    'a line break in the condition',
    withRequest('condition', 'Retry\nAttempts'),
    `${DOCUMENT} has characters in "condition" that no text of Lambda has: ${AGAIN}`,
  ],
  [
    'a lone surrogate in the condition',
    withRequest('condition', 'Retry\ud800'),
    `${DOCUMENT} has characters in "condition" that no text of Lambda has: ${AGAIN}`,
  ],
  [
    'a condition of 10,000 characters',
    withRequest('condition', 'x'.repeat(10_000)),
    `${DOCUMENT} has 10000 characters in "condition", where AWS has 2048 at most: ${AGAIN}`,
  ],
  [
    'a name as function',
    withRequest('functionArn', 'orders'),
    `${DOCUMENT} has "orders" as "functionArn", which is no ARN of a Lambda function: ${AGAIN}`,
  ],
  [
    'a text as number of invocations',
    withRequest('approximateInvokeCount', '2'),
    `${DOCUMENT} has a text as "approximateInvokeCount", where Lambda writes a number: ${AGAIN}`,
  ],
  [
    'fewer than no invocations',
    withRequest('approximateInvokeCount', -1),
    `${DOCUMENT} has -1 as "approximateInvokeCount", which can be at least 0: ${AGAIN}`,
  ],
  ['no shard', withInfo('shardId'), `${DOCUMENT} has no "shardId": ${AGAIN}`],
  [
    'a number as shard',
    withInfo('shardId', 7),
    `${DOCUMENT} has a number as "shardId", where Lambda writes a text: ${AGAIN}`,
  ],
  [
    'a shard of Kinesis',
    withInfo('shardId', 'shard-000000000000'),
    `${DOCUMENT} has "shard-000000000000" as "shardId", which is no shard of a stream of DynamoDB: ${AGAIN}`,
  ],
  [
    'a path as shard',
    withInfo('shardId', '../../etc/passwd'),
    `${DOCUMENT} has "../../etc/passwd" as "shardId", which is no shard of a stream of DynamoDB: ${AGAIN}`,
  ],
  [
    'no sequence number',
    withInfo('startSequenceNumber'),
    `${DOCUMENT} has no "startSequenceNumber": ${AGAIN}`,
  ],
  [
    'a number as sequence number',
    rewritten('"startSequenceNumber":"800000000003126276362"', '"startSequenceNumber":800000000003126276362'),
    `${DOCUMENT} has a number as "startSequenceNumber", where Lambda writes a text: something between Lambda and here has rounded it, so copy the document from where Lambda sent it.`,
  ],
  [
    'a sequence number of letters',
    withInfo('endSequenceNumber', '80000000000312627636x'),
    `${DOCUMENT} has "80000000000312627636x" as "endSequenceNumber", which is no sequence number: ${AGAIN}`,
  ],
  [
    'a negative sequence number',
    withInfo('startSequenceNumber', '-1'),
    `${DOCUMENT} has "-1" as "startSequenceNumber", which is no sequence number: ${AGAIN}`,
  ],
  [
    'digits that are not ours',
    withInfo('startSequenceNumber', '٣٤٥'),
    `${DOCUMENT} has "٣٤٥" as "startSequenceNumber", which is no sequence number: ${AGAIN}`,
  ],
  [
    'a sequence number of 10,000 digits',
    withInfo('endSequenceNumber', '9'.repeat(10_000)),
    `${DOCUMENT} has 10000 characters in "endSequenceNumber", where AWS has 2048 at most: ${AGAIN}`,
  ],
  [
    'a sequence number of 41 digits',
    withInfo('endSequenceNumber', '9'.repeat(41)),
    `${DOCUMENT} has 41 digits in "endSequenceNumber", where a sequence number has 40 at most: ${AGAIN}`,
  ],
  [
    'a range from its end',
    withInfo('startSequenceNumber', '800000000003126276363'),
    `${DOCUMENT} has a "startSequenceNumber" that is above its "endSequenceNumber": ${AGAIN}`,
  ],
  [
    'no records',
    withInfo('batchSize', 0),
    `${DOCUMENT} has 0 as "batchSize", which can be 1 to 10,000: ${AGAIN}`,
  ],
  [
    'fewer than no records',
    withInfo('batchSize', -3),
    `${DOCUMENT} has -3 as "batchSize", which can be 1 to 10,000: ${AGAIN}`,
  ],
  [
    'half a record',
    withInfo('batchSize', 1.5),
    `${DOCUMENT} has 1.5 as "batchSize", which is no whole number: ${AGAIN}`,
  ],
  [
    'a thousand million records',
    withInfo('batchSize', 1e9),
    `${DOCUMENT} has 1000000000 as "batchSize", which can be 1 to 10,000: ${AGAIN}`,
  ],
  [
    'more records than numbers',
    rewritten('"batchSize":1', '"batchSize":1e999'),
    `${DOCUMENT} has Infinity as "batchSize", which is no whole number: ${AGAIN}`,
  ],
  [
    'a text as number of records',
    withInfo('batchSize', '1'),
    `${DOCUMENT} has a text as "batchSize", where Lambda writes a number: ${AGAIN}`,
  ],
  ['no time', withMember('timestamp'), `${DOCUMENT} has no "timestamp": ${AGAIN}`],
  [
    'a time in words',
    withMember('timestamp', 'yesterday'),
    `${DOCUMENT} has "yesterday" as "timestamp", which is no time such as 2025-11-25T15:53:05.123Z: ${AGAIN}`,
  ],
  [
    'a time in seconds',
    withMember('timestamp', 1764085985),
    `${DOCUMENT} has a number as "timestamp", where Lambda writes a text: ${AGAIN}`,
  ],
  [
    'the 30th of February',
    withInfo('approximateArrivalOfFirstRecord', '2025-02-30T15:53:01Z'),
    `${DOCUMENT} has "2025-02-30T15:53:01Z" as "approximateArrivalOfFirstRecord", which is no real date and time: ${AGAIN}`,
  ],
  [
    'the 25th hour',
    withInfo('approximateArrivalOfLastRecord', '2025-11-25T25:53:01Z'),
    `${DOCUMENT} has "2025-11-25T25:53:01Z" as "approximateArrivalOfLastRecord", which is no real date and time: ${AGAIN}`,
  ],
  [
    'a time without a zone',
    withInfo('approximateArrivalOfLastRecord', '2025-11-25T15:53:01'),
    `${DOCUMENT} has "2025-11-25T15:53:01" as "approximateArrivalOfLastRecord", which is no time such as 2025-11-25T15:53:05.123Z: ${AGAIN}`,
  ],
  [
    'a stream of Kinesis',
    withInfo('streamArn', kinesisArn),
    `${DOCUMENT} names the Kinesis stream "arn:aws:kinesis:us-east-1:999900001111:stream/orders": only failed batches of DynamoDB Streams can be opened here.`,
  ],
  [
    'a table as stream',
    withInfo('streamArn', 'arn:aws:dynamodb:us-east-1:999900001111:table/Recorded'),
    `${DOCUMENT} names the table "arn:aws:dynamodb:us-east-1:999900001111:table/Recorded" as its "streamArn", where Lambda writes the table's stream: ${AGAIN}`,
  ],
  [
    'a queue as stream',
    withInfo('streamArn', 'arn:aws:sqs:us-east-1:999900001111:failures'),
    `${DOCUMENT} has "arn:aws:sqs:us-east-1:999900001111:failures" as "streamArn", which is no ARN of a stream of DynamoDB: ${AGAIN}`,
  ],
  [
    'no stream',
    withInfo('streamArn', null),
    `${DOCUMENT} has null as "streamArn", where Lambda writes a text: ${AGAIN}`,
  ],
];
