/** What people take for the document about a failed batch, and what they are told. */
import { changed, recordedText, withMember } from './changed-document';
import type { RefusedText } from './refused-text';
import { WANTED, AGAIN } from './refused-text';

const kinesisArn = 'arn:aws:kinesis:us-east-1:999900001111:stream/orders';
const record = {
  eventID: '1',
  eventName: 'INSERT',
  eventSource: 'aws:dynamodb',
  dynamodb: { Keys: { pk: { S: recordedText } }, SequenceNumber: '1' },
};
const asynchronous = {
  version: '1.0',
  timestamp: '2025-11-25T15:53:05.123Z',
  requestContext: {
    requestId: '1',
    functionArn: 'f',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: { order: 1 },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorMessage: 'no' },
};
const kinesis = changed((document) => {
  document['KinesisBatchInfo'] = { ...document.DDBStreamBatchInfo, streamArn: kinesisArn };
  Reflect.deleteProperty(document, 'DDBStreamBatchInfo');
});

export const foreignTexts: readonly RefusedText[] = [
  ['no text', '', `There is no text here: ${WANTED}`],
  ['blanks', ' \r\n\t\u00a0\ufeff', `There is no text here: ${WANTED}`],
  [
    'words',
    'the orders trigger is stuck again, please have a look',
    `This text tells of no failed batch: ${WANTED}`,
  ],
  ['a number', '42', `This text tells of no failed batch: ${WANTED}`],
  ['an empty object', '{}', `This is JSON, but it tells of no failed batch: ${WANTED}`],
  ['other JSON', '{"orders": [{"id": 1}]}', `This is JSON, but it tells of no failed batch: ${WANTED}`],
  ['a null byte', '\u0000', `This text tells of no failed batch: ${WANTED}`],
  [
    'HTML',
    '<!DOCTYPE html><html><body>Sign in to the console</body></html>',
    'This is HTML, not the document about a failed batch: copy the text of the message rather than the page.',
  ],
  [
    'XML of S3',
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    'This is XML, perhaps an error of S3, not the document about a failed batch: check the address and the sign-in, and download the object again.',
  ],
  [
    'an address of S3',
    's3://failures/aws/lambda/1/2',
    'This is an address, not the document itself: download what it leads to and open that.',
  ],
  [
    'an ARN',
    'arn:aws:sqs:us-east-1:999900001111:failures',
    `This is an ARN, not the document about a failed batch: ${WANTED}`,
  ],
  [
    'an error of the AWS CLI',
    'An error occurred (ExpiredTokenException) when calling the ReceiveMessage operation: expired',
    `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}`,
  ],
  [
    'an exception',
    'ResourceNotFoundException: Requested resource not found',
    `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}`,
  ],
  [
    'an error of the API',
    '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}',
    `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}`,
  ],
  [
    'the answer of a failed invocation',
    '{"errorType":"Error","errorMessage":"boom","trace":[]}',
    `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}`,
  ],
  [
    'an empty answer of SQS',
    '{"Messages":[]}',
    'This is an answer of SQS without a message: ask the queue again, since one answer alone does not prove it empty.',
  ],
  [
    'a message about something else',
    '{"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":"{\\"order\\":1}"}]}',
    'This is a message of SQS or SNS, but what it carries is no document about a failed batch: open one from the on-failure destination of a trigger.',
  ],
  [
    'a notification about something else',
    '{"Type":"Notification","TopicArn":"arn:aws:sns:us-east-1:999900001111:t","Message":"hello"}',
    'This is a message of SQS or SNS, but what it carries is no document about a failed batch: open one from the on-failure destination of a trigger.',
  ],
  [
    'a confirmation of a subscription',
    '{"Type":"SubscriptionConfirmation","TopicArn":"t","SubscribeURL":"https://sns"}',
    'This is the message by which SNS asks to confirm a subscription: confirm it, and open one of the notifications that come afterwards.',
  ],
  [
    'a notification of S3',
    '{"Records":[{"eventSource":"aws:s3","s3":{"object":{"key":"aws/lambda/1"}}}]}',
    'This is a notification of S3 about an object, not the object: download the object whose key begins with "aws/lambda/" and open that.',
  ],
  [
    'the test event of S3',
    '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"failures"}',
    'This is a notification of S3 about an object, not the object: download the object whose key begins with "aws/lambda/" and open that.',
  ],
  [
    'an event of a stream',
    JSON.stringify({ Records: [record] }),
    `These are records of a stream, not the document about a failed batch: import them as a captured batch to replay them, or ${WANTED}`,
  ],
  [
    'a record of a stream',
    JSON.stringify(record),
    `These are records of a stream, not the document about a failed batch: import them as a captured batch to replay them, or ${WANTED}`,
  ],
  [
    'a record with a document as its data',
    JSON.stringify({
      dynamodb: { NewImage: { text: { S: recordedText } } },
    }),
    `These are records of a stream, not the document about a failed batch: import them as a captured batch to replay them, or ${WANTED}`,
  ],
  [
    'an event of Kinesis',
    '{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]}',
    'These are records of a Kinesis stream: only failed batches of DynamoDB Streams can be opened here.',
  ],
  [
    'a capture',
    '{"captureVersion":1,"streamArn":"arn"}\n{"shardId":"s","record":{"dynamodb":{}}}',
    'This is a captured batch, not the document about a failed one: replay it from the view Captured Batches.',
  ],
  [
    'a trigger',
    '{"UUID":"1","EventSourceArn":"arn","FunctionArn":"arn","LastProcessingResult":"PROBLEM: Function call failed"}',
    `This describes a trigger, not a batch that it gave up: ${WANTED}`,
  ],
  [
    'a document of Kinesis',
    kinesis,
    'This document is about a batch of a Kinesis stream ("KinesisBatchInfo"): only failed batches of DynamoDB Streams can be opened here.',
  ],
  [
    'a document of Kinesis in a queue',
    JSON.stringify({ Messages: [{ Body: kinesis }] }),
    'This document is about a batch of a Kinesis stream ("KinesisBatchInfo"): only failed batches of DynamoDB Streams can be opened here.',
  ],
  [
    'a document of an SQS source',
    kinesis.replace('KinesisBatchInfo', 'SQSBatchInfo'),
    'This document is about a batch of another event source ("SQSBatchInfo"): only failed batches of DynamoDB Streams can be opened here.',
  ],
  [
    'a document of an asynchronous invocation',
    JSON.stringify(asynchronous),
    'This document is about an asynchronous invocation, not about a batch of a stream: its "requestPayload" is the event, with which the function can be invoked again.',
  ],
  [
    'one of an asynchronous invocation over EventBridge',
    JSON.stringify({
      source: 'lambda',
      detail: asynchronous,
    }),
    'This document is about an asynchronous invocation, not about a batch of a stream: its "requestPayload" is the event, with which the function can be invoked again.',
  ],
  [
    'a document without what failed',
    withMember('DDBStreamBatchInfo'),
    `This document of Lambda has no "DDBStreamBatchInfo", so it does not say which records failed: ${AGAIN}`,
  ],
  [
    'only the batch',
    JSON.stringify((JSON.parse(recordedText) as Record<string, unknown>)['DDBStreamBatchInfo']),
    'This is only the part of the document that is called "DDBStreamBatchInfo": copy the whole document, with "requestContext" and "timestamp".',
  ],
  [
    'a document as Node.js prints it',
    recordedText.replace(/"(\w+)":/g, '$1: ').replaceAll('"', "'"),
    'This tells of a failed batch, but not as JSON: copy the message itself, not what a program printed of it.',
  ],
  [
    'a document as Python prints it',
    recordedText.replaceAll('"', "'"),
    'This tells of a failed batch, but not as JSON: copy the message itself, not what a program printed of it.',
  ],
];
