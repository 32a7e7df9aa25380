/**
 * The forms of a captured batch, recognised by their keys:
 *
 * - a Lambda event, `{"Records":[…]}`, as `sam local invoke -e` and the Lambda console take it;
 * - the document that Lambda leaves in S3 about a discarded batch (reference section 3.7),
 *   which carries the event as its `payload`, a text or an object (DE-9);
 * - JSON Lines, ours for long captures: see `json-lines-format.ts`.
 */
import * as l10n from '@vscode/l10n';
import { checkStreamRecord } from '../../engine/events/stream-record';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import { findJsonSyntaxError } from './json-syntax-error';

export type CaptureKind = 'event' | 'failureDocument' | 'jsonLines';

/** An event does not say which shard its records came from; a batch never spans two (PR-11). */
const SHARD_OF_EVENT = 'event';

export interface CapturedBatch {
  readonly kind: 'event' | 'failureDocument';
  readonly streamArn?: string;
  readonly shardId: string;
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
}

export interface Refusal {
  /** A clause about the file. */
  readonly refused: string;
  readonly line?: number;
}

/** Reads a file that is one JSON value. */
export function parseCapturedBatch(json: string): CapturedBatch | Refusal {
  const value = parseJson(json);
  if ('refused' in value) return value;
  const document = value.parsed;
  if (!isJsonObject(document))
    return { refused: l10n.t('it holds a JSON value that is not an object, so no {"Records":[…]}') };
  if ('Records' in document) return eventBatch(document['Records']);
  if (isJsonObject(document['DDBStreamBatchInfo']))
    return failureBatch(document, document['DDBStreamBatchInfo']);
  return { refused: otherDocument(document) };
}

/** Parses without quoting the text in the message, and with a position for each error. */
export function parseJson(json: string): { readonly parsed: unknown } | Refusal {
  try {
    return { parsed: JSON.parse(json) };
  } catch (error) {
    const found = findJsonSyntaxError(json);
    if (found === undefined) return { refused: l10n.t('it is not JSON ({0})', String(error)) };
    const { line, column, cutOff } = found;
    if (cutOff) return { refused: l10n.t('the file is cut off in line {0}', line), line };
    return { refused: l10n.t('line {0}, column {1} is not JSON', line, column), line };
  }
}

function eventBatch(records: unknown): CapturedBatch | Refusal {
  if (!Array.isArray(records)) return { refused: l10n.t('its "Records" is not an array') };
  const checked: StreamRecord[] = [];
  for (const [index, value] of records.entries()) {
    const result = checkStreamRecord(value);
    if (!result.valid)
      return { refused: l10n.t('its record {0} of {1} {2}', index + 1, records.length, result.reason) };
    checked.push(result.record);
  }
  const [first, ...rest] = checked;
  if (first === undefined) return { refused: l10n.t('its "Records" is empty') };
  const streamArn = first.eventSourceARN;
  return {
    kind: 'event',
    ...(streamArn !== undefined && { streamArn }),
    shardId: SHARD_OF_EVENT,
    records: [first, ...rest],
  };
}

function failureBatch(document: JsonObject, info: JsonObject): CapturedBatch | Refusal {
  const payload = document['payload'];
  if (payload === undefined) {
    return {
      refused: l10n.t(
        "it is Lambda's on-failure document as sent to SQS or SNS, and the records are not in it: only the document that Lambda writes to S3 carries them",
      ),
    };
  }
  const value = typeof payload === 'string' ? parseJson(payload) : { parsed: payload };
  if ('refused' in value) return { refused: l10n.t('the payload of this on-failure document is not JSON') };
  const event = value.parsed;
  if (!isJsonObject(event))
    return { refused: l10n.t('the payload of this on-failure document is not an event') };
  const batch = eventBatch(event['Records']);
  if ('refused' in batch)
    return { refused: l10n.t('in the payload of this on-failure document, {0}', batch.refused) };
  const { shardId, streamArn } = info;
  return {
    ...batch,
    kind: 'failureDocument',
    ...(typeof streamArn === 'string' && { streamArn }),
    shardId: typeof shardId === 'string' && shardId !== '' ? shardId : SHARD_OF_EVENT,
  };
}

/** What people are likely to have taken instead. */
function otherDocument(document: JsonObject): string {
  if ('KinesisBatchInfo' in document)
    return l10n.t('it is an on-failure document of a Kinesis stream, not of DynamoDB Streams');
  if (document['Type'] === 'Notification' && 'TopicArn' in document) {
    return l10n.t(
      'it is an SNS notification; what Lambda tells SNS about a failed batch does not hold the records',
    );
  }
  if ('captureVersion' in document)
    return l10n.t("a capture's header must be the whole first line, with a record on each line after it");
  if (isCapturedLine(document)) return missingHeader();
  if (isJsonObject(document['dynamodb']))
    return l10n.t('it is a single record; an event has it inside {"Records":[…]}');
  return l10n.t('it is not a DynamoDB Streams event: it has no "Records"');
}

/** A clause about a file of record lines. */
export function missingHeader(): string {
  return l10n.t(
    'its first line is not the header {"captureVersion":1,"streamArn":"…"} that a JSON Lines capture begins with',
  );
}

export function isCapturedLine(value: unknown): boolean {
  return isJsonObject(value) && 'shardId' in value && 'record' in value;
}
