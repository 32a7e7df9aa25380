/** Members by which objects in a text are told apart, as bits of one number. */
export const NAME = {
  requestContext: 1,
  responseContext: 2,
  batchInfo: 4,
  otherBatchInfo: 8,
  requestPayload: 0x10,
  payload: 0x20,
  dynamodb: 0x40,
  captureVersion: 0x80,
  startSequenceNumber: 0x100,
  shardId: 0x200,
  eventSourceMapping: 0x400,
  error: 0x800,
  subscribeUrl: 0x1000,
  envelope: 0x2000,
  s3: 0x4000,
  kinesis: 0x8000,
  messages: 0x10000,
} as const;

const bits = new Map<string, number>([
  ['requestContext', NAME.requestContext],
  ['responseContext', NAME.responseContext],
  ['DDBStreamBatchInfo', NAME.batchInfo],
  ['requestPayload', NAME.requestPayload],
  ['payload', NAME.payload],
  ['dynamodb', NAME.dynamodb],
  ['captureVersion', NAME.captureVersion],
  ['startSequenceNumber', NAME.startSequenceNumber],
  ['shardId', NAME.shardId],
  ['Messages', NAME.messages],
  ['EventSourceArn', NAME.eventSourceMapping],
  ['EventSourceMappings', NAME.eventSourceMapping],
  ['__type', NAME.error],
  ['errorMessage', NAME.error],
  ['Error', NAME.error],
  ['SubscribeURL', NAME.subscribeUrl],
  ['ReceiptHandle', NAME.envelope],
  ['receiptHandle', NAME.envelope],
  ['TopicArn', NAME.envelope],
  ['s3', NAME.s3],
  ['kinesis', NAME.kinesis],
]);

/** @returns 0 for a name that tells nothing */
export function bitOf(name: string): number {
  return bits.get(name) ?? (/^[A-Za-z0-9]{1,40}BatchInfo$/.test(name) ? NAME.otherBatchInfo : 0);
}
