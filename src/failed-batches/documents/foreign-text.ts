/** What a text is that holds no document about a failed batch, and what to do instead: one sentence for people. */
import { NAME } from './document-names';
import type { DocumentSearch } from './document-search';

type Looked = Pick<DocumentSearch, 'names' | 'sawObject' | 'isCutOff'>;

const WANTED = 'open what Lambda sent to the on-failure destination, JSON with "DDBStreamBatchInfo" in it';

export function foreignText(text: string, looked: Looked): string {
  if (text.trim() === '') return `There is no text here: ${WANTED}.`;
  return byNames(text, looked) ?? byWords(text, looked);
}

function byNames(text: string, { names, isCutOff }: Looked): string | undefined {
  const has = (...wanted: readonly (keyof typeof NAME)[]) =>
    wanted.every((name) => (names & NAME[name]) !== 0);
  if (has('captureVersion'))
    return 'This is a captured batch, not the document about a failed one: replay it from the view Captured Batches.';
  if (has('dynamodb'))
    return `These are records of a stream, not the document about a failed batch: import them as a captured batch to replay them, or ${WANTED}.`;
  if (has('kinesis'))
    return 'These are records of a Kinesis stream: only failed batches of DynamoDB Streams can be opened here.';
  if (has('subscribeUrl'))
    return 'This is the message by which SNS asks to confirm a subscription: confirm it, and open one of the notifications that come afterwards.';
  if (has('s3') || text.includes('s3:TestEvent'))
    return 'This is a notification of S3 about an object, not the object: download the object whose key begins with "aws/lambda/" and open that.';
  if (has('startSequenceNumber', 'shardId'))
    return 'This is only the part of the document that is called "DDBStreamBatchInfo": copy the whole document, with "requestContext" and "timestamp".';
  if (has('eventSourceMapping')) return `This describes a trigger, not a batch that it gave up: ${WANTED}.`;
  if (has('envelope'))
    return 'This is a message of SQS or SNS, but what it carries is no document about a failed batch: open one from the on-failure destination of a trigger.';
  if (has('messages') && !isCutOff)
    return 'This is an answer of SQS without a message: ask the queue again, since one answer alone does not prove it empty.';
  if (has('error'))
    return `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}.`;
  return undefined;
}

function byWords(text: string, { sawObject, isCutOff }: Looked): string {
  const beginning = text.slice(0, 4000).trim();
  if (/^(?:\ufeff)?<\?xml|<Error>[^]{0,200}<Code>/.test(beginning))
    return `This is XML, perhaps an error of S3, not the document about a failed batch: check the address and the sign-in, and download the object again.`;
  if (/<(?:!doctype html|html|body|div|table)\b/i.test(beginning))
    return 'This is HTML, not the document about a failed batch: copy the text of the message rather than the page.';
  if (/^An error occurred \(\w+\)|^\w*(?:Error|Exception)\b/.test(beginning))
    return `This is an error that something answered, not the document about a failed batch: repeat what failed, then ${WANTED}.`;
  if (text.includes('DDBStreamBatchInfo'))
    return 'This tells of a failed batch, but not as JSON: copy the message itself, not what a program printed of it.';
  if (/^(?:s3|https?):\/\/\S+$/.test(beginning))
    return 'This is an address, not the document itself: download what it leads to and open that.';
  if (/^arn:\S+$/.test(beginning)) return `This is an ARN, not the document about a failed batch: ${WANTED}.`;
  if (isCutOff)
    return `This is cut off before it tells of a failed batch: copy it from its first { to its last }.`;
  if (sawObject) return `This is JSON, but it tells of no failed batch: ${WANTED}.`;
  return `This text tells of no failed batch: ${WANTED}.`;
}
