/** What a text is that holds no document about a failed batch, and what to do instead: one sentence for people. */
import * as l10n from '@vscode/l10n';
import { NAME } from './document-names';
import type { DocumentSearch } from './document-search';

type Looked = Pick<DocumentSearch, 'names' | 'sawObject' | 'isCutOff'>;

export function foreignText(text: string, looked: Looked): string {
  if (text.trim() === '') return l10n.t('There is no text here: {0}.', whatToOpen());
  return byNames(text, looked) ?? byWords(text, looked);
}

function byNames(text: string, { names, isCutOff }: Looked): string | undefined {
  const has = (...wanted: readonly (keyof typeof NAME)[]) =>
    wanted.every((name) => (names & NAME[name]) !== 0);
  if (has('captureVersion'))
    return l10n.t(
      'This is a captured batch, not the document about a failed one: replay it from the view Captured Batches.',
    );
  if (has('dynamodb'))
    return l10n.t(
      'These are records of a stream, not the document about a failed batch: import them as a captured batch to replay them, or {0}.',
      whatToOpen(),
    );
  if (has('kinesis'))
    return l10n.t(
      'These are records of a Kinesis stream: only failed batches of DynamoDB Streams can be opened here.',
    );
  if (has('subscribeUrl'))
    return l10n.t(
      'This is the message by which SNS asks to confirm a subscription: confirm it, and open one of the notifications that come afterwards.',
    );
  if (has('s3') || text.includes('s3:TestEvent'))
    return l10n.t(
      'This is a notification of S3 about an object, not the object: download the object whose key begins with "aws/lambda/" and open that.',
    );
  if (has('startSequenceNumber', 'shardId'))
    return l10n.t(
      'This is only the part of the document that is called "DDBStreamBatchInfo": copy the whole document, with "requestContext" and "timestamp".',
    );
  if (has('eventSourceMapping'))
    return l10n.t('This describes a trigger, not a batch that it gave up: {0}.', whatToOpen());
  if (has('envelope'))
    return l10n.t(
      'This is a message of SQS or SNS, but what it carries is no document about a failed batch: open one from the on-failure destination of a trigger.',
    );
  if (has('messages') && !isCutOff)
    return l10n.t(
      'This is an answer of SQS without a message: ask the queue again, since one answer alone does not prove it empty.',
    );
  if (has('error')) return someError();
  return undefined;
}

function byWords(text: string, { sawObject, isCutOff }: Looked): string {
  const beginning = text.slice(0, 4000).trim();
  if (/^(?:\ufeff)?<\?xml|<Error>[^]{0,200}<Code>/.test(beginning))
    return l10n.t(
      'This is XML, perhaps an error of S3, not the document about a failed batch: check the address and the sign-in, and download the object again.',
    );
  if (/<(?:!doctype html|html|body|div|table)\b/i.test(beginning))
    return l10n.t(
      'This is HTML, not the document about a failed batch: copy the text of the message rather than the page.',
    );
  if (/^An error occurred \(\w+\)|^\w*(?:Error|Exception)\b/.test(beginning)) return someError();
  if (text.includes('DDBStreamBatchInfo'))
    return l10n.t(
      'This tells of a failed batch, but not as JSON: copy the message itself, not what a program printed of it.',
    );
  if (/^(?:s3|https?):\/\/\S+$/.test(beginning))
    return l10n.t('This is an address, not the document itself: download what it leads to and open that.');
  if (/^arn:\S+$/.test(beginning))
    return l10n.t('This is an ARN, not the document about a failed batch: {0}.', whatToOpen());
  if (isCutOff)
    return l10n.t(
      'This is cut off before it tells of a failed batch: copy it from its first { to its last }.',
    );
  if (sawObject) return l10n.t('This is JSON, but it tells of no failed batch: {0}.', whatToOpen());
  return l10n.t('This text tells of no failed batch: {0}.', whatToOpen());
}

function someError(): string {
  return l10n.t(
    'This is an error that something answered, not the document about a failed batch: repeat what failed, then {0}.',
    whatToOpen(),
  );
}

/** What to do, as the end of a sentence. */
function whatToOpen(): string {
  return l10n.t('open what Lambda sent to the on-failure destination, JSON with "DDBStreamBatchInfo" in it');
}
