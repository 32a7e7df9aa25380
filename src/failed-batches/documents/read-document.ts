/**
 * One of Lambda's documents about a failed batch as a failed batch (reference section 3.7). What AWS may vary is let
 * pass: a missing `responseContext` (DE-6), unknown members and conditions, the order of members (DE-11).
 */
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { FailedBatch } from '../failed-batch';
import { failedBatchId } from '../failed-batch-id';
import { misplacedMember } from './misplaced-member';
import {
  objectMember,
  quoted,
  refuse,
  sequenceNumberMember,
  textMember,
  timeMember,
  UnusableDocument,
  wholeNumberMember,
} from './document-fields';
import type { Finding } from './document-search';

/** Of a mapping with a DynamoDB source, by the service model of Lambda. */
const LARGEST_BATCH = 10_000;

/** @returns a sentence for people instead, if it can't be used */
export function readDocument({ json, payload }: Finding & { kind: 'document' }): FailedBatch | string {
  try {
    const withoutPayload =
      payload === undefined ? json : `${json.slice(0, payload.start)}null${json.slice(payload.end)}`;
    const misplaced = misplacedMember(withoutPayload);
    if (misplaced !== undefined) refuse(misplaced);
    return batchOf(parsed(withoutPayload), payload && json.slice(payload.start, payload.end));
  } catch (error) {
    if (error instanceof UnusableDocument) return error.message;
    throw error;
  }
}

function parsed(json: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json);
    if (isJsonObject(value)) return value;
  } catch {
    // The place that a parser names would be one in the middle of the text that was pasted.
  }
  return refuse(l10n.t('holds something that is not JSON'));
}

function batchOf(document: JsonObject, payload: string | undefined): FailedBatch {
  const request = objectMember(document, 'requestContext');
  const info = objectMember(document, 'DDBStreamBatchInfo');
  const event = eventOf(payload);
  const batch = {
    streamArn: streamArnOf(info),
    shardId: shardIdOf(info),
    startSequenceNumber: sequenceNumberMember(info, 'startSequenceNumber'),
    endSequenceNumber: sequenceNumberMember(info, 'endSequenceNumber'),
    requestId: textMember(request, 'requestId'),
  };
  if (compareSequenceNumbers(batch.startSequenceNumber, batch.endSequenceNumber) > 0)
    refuse(l10n.t('has a "startSequenceNumber" that is above its "endSequenceNumber"'));
  return {
    id: failedBatchId(batch),
    ...batch,
    batchSize: wholeNumberMember(info, 'batchSize', 1, LARGEST_BATCH),
    firstArrivalMs: arrivalOf(info, 'approximateArrivalOfFirstRecord'),
    lastArrivalMs: arrivalOf(info, 'approximateArrivalOfLastRecord'),
    discardedMs: timeMember(document, 'timestamp'),
    condition: textMember(request, 'condition'),
    functionArn: functionArnOf(request),
    ...answerOf(document['responseContext']),
    invocations: wholeNumberMember(request, 'approximateInvokeCount', 0, Number.MAX_SAFE_INTEGER),
    ...(event !== undefined && { payload: event }),
    documentText: JSON.stringify({ ...document, payload: undefined }),
  };
}

function streamArnOf(info: JsonObject): string {
  const arn = textMember(info, 'streamArn');
  if (parseStreamArn(arn) !== undefined) return arn;
  if (/^arn:[^:]*:kinesis:/.test(arn)) {
    return refuse(
      l10n.t('names the Kinesis stream {0}', quoted(arn)),
      l10n.t('only failed batches of DynamoDB Streams can be opened here.'),
    );
  }
  if (/^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/[^/]+$/.test(arn))
    return refuse(
      l10n.t('names the table {0} as its "streamArn", where Lambda writes the table\'s stream', quoted(arn)),
    );
  return refuse(l10n.t('has {0} as "streamArn", which is no ARN of a stream of DynamoDB', quoted(arn)));
}

/** DynamoDB Local and emulators follow SH-6 but loosely. */
function shardIdOf(info: JsonObject): string {
  const shardId = textMember(info, 'shardId');
  return /^shardId-[A-Za-z0-9_-]{1,57}$/.test(shardId)
    ? shardId
    : refuse(l10n.t('has {0} as "shardId", which is no shard of a stream of DynamoDB', quoted(shardId)));
}

function functionArnOf(request: JsonObject): string {
  const arn = textMember(request, 'functionArn');
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/.test(arn)
    ? arn
    : refuse(l10n.t('has {0} as "functionArn", which is no ARN of a Lambda function', quoted(arn)));
}

/** Whole seconds (DE-2), also where something wrote milliseconds. */
function arrivalOf(info: JsonObject, member: string): number {
  return Math.floor(timeMember(info, member) / 1000) * 1000;
}

function answerOf(answer: unknown): Pick<FailedBatch, 'executedVersion' | 'functionError'> {
  if (answer === undefined || answer === null) return {};
  if (!isJsonObject(answer)) return refuse(l10n.t('has a "responseContext" that is no object'));
  const { executedVersion, functionError } = answer;
  return {
    ...(executedVersion !== undefined &&
      executedVersion !== null && { executedVersion: textMember(answer, 'executedVersion') }),
    ...(functionError !== undefined && {
      functionError: functionError === null ? null : textMember(answer, 'functionError'),
    }),
  };
}

/** A text or an object (DE-9); numbers stay as they are written. */
function eventOf(payload: string | undefined): string | undefined {
  if (payload === undefined || payload === 'null' || payload === '""') return undefined;
  const event = payload.startsWith('"') ? textOf(payload) : payload;
  if (isEvent(event)) return event;
  return refuse(
    l10n.t('has a "payload" that is no event with "Records"'),
    l10n.t('take that member out, and the records are read from the stream.'),
  );
}

function textOf(string: string): string {
  try {
    return String(JSON.parse(string));
  } catch {
    return '';
  }
}

function isEvent(json: string): boolean {
  try {
    const event: unknown = JSON.parse(json);
    return isJsonObject(event) && Array.isArray(event['Records']);
  } catch {
    return false;
  }
}
