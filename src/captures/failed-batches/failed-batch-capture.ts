/** The capture of a failed batch: its document as it was found, with the event that Lambda would have put into S3 (DE-9). */
import { createHash } from 'node:crypto';
import { buildEvent } from '../../engine/events/event-bytes';
import { isoMilliseconds, isoSeconds } from '../../engine/events/iso-time';
import { isJsonObject } from '../../engine/events/json-object';
import type { JsonObject } from '../../engine/events/json-object';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { FailedBatch } from '../../failed-batches/failed-batch';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import { captureName } from '../library/capture-name';

const INDENT = 2;
/** Table, time, numbers and hash together stay within the longest name of a file. */
const LONGEST_TABLE = 100;
const DIGITS_SHOWN = 8;
const HASH_CHARACTERS = 10;

export function captureText(batch: FailedBatch, fetched: FetchedBatch): string {
  const payload = fetched.eventText ?? new TextDecoder().decode(buildEvent(fetched.records));
  const document = documentMembers(batch);
  return `${JSON.stringify({ ...document, payload }, undefined, INDENT)}\n`;
}

/** For example `Orders-failed-2025-11-25T15-53-05Z-00012345-00012399-1f0e9a77c3`: the numbers' last digits tell ranges apart. */
export function failedBatchName(batch: FailedBatch): string {
  const table = parseStreamArn(batch.streamArn)?.tableName.slice(0, LONGEST_TABLE) ?? 'batch';
  const range = [batch.startSequenceNumber, batch.endSequenceNumber].map((digits) =>
    digits.slice(-DIGITS_SHOWN),
  );
  return [captureName(`${table}-failed`, batch.discardedMs), ...range, idHash(batch.id)].join('-');
}

/** Ends the name of every file of this batch. */
export function idHash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, HASH_CHARACTERS);
}

/** Documents have what replaying reads; without one (a stuck trigger) it is written as Lambda would. */
function documentMembers(batch: FailedBatch): JsonObject {
  const found = parsedObject(batch.documentText);
  if (found !== undefined && isJsonObject(found['DDBStreamBatchInfo'])) return found;
  return {
    requestContext: {
      requestId: batch.requestId,
      functionArn: batch.functionArn,
      condition: batch.condition,
      approximateInvokeCount: batch.invocations,
    },
    version: '1.0',
    timestamp: isoMilliseconds(batch.discardedMs),
    DDBStreamBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: batch.startSequenceNumber,
      endSequenceNumber: batch.endSequenceNumber,
      approximateArrivalOfFirstRecord: isoSeconds(batch.firstArrivalMs),
      approximateArrivalOfLastRecord: isoSeconds(batch.lastArrivalMs),
      batchSize: batch.batchSize,
      streamArn: batch.streamArn,
    },
  };
}

function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
