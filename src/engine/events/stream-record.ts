/**
 * Whether something that was parsed is a record of a DynamoDB Streams event, and if
 * not, why not. Shapes: reference sections 1.5 and 1.6. Only what the replay relies
 * on is checked; members that we don't know stay in the record.
 */
import type { StreamRecord } from './dynamodb-event';
import type { JsonObject } from './json-object';
import { isDeeperThan, isJsonObject } from './json-object';

export type CheckedRecord =
  | { readonly valid: true; readonly record: StreamRecord }
  /** `reason`: a clause about the record, for example `has no dynamodb.Keys`. */
  | { readonly valid: false; readonly reason: string };

/** In levels of JSON. An attribute nests at most 32 levels, each of which is two of JSON; the rest is allowance. */
export const DEEPEST_NESTING = 100;

export const EVENT_NAMES = ['INSERT', 'MODIFY', 'REMOVE'];

export function checkStreamRecord(value: unknown): CheckedRecord {
  if (!isJsonObject(value)) return { valid: false, reason: `is ${kindOf(value)}, not an object` };
  if (isDeeperThan(value, DEEPEST_NESTING))
    return { valid: false, reason: 'is nested deeper than DynamoDB allows' };
  const reason = wrongSource(value) ?? wrongEventName(value) ?? wrongText(value) ?? wrongChange(value);
  if (reason !== undefined) return { valid: false, reason };
  return { valid: true, record: value as unknown as StreamRecord };
}

/** SNS alone writes `EventSource`. The value is quoted only if it looks like a service's name. */
function wrongSource(record: JsonObject): string | undefined {
  const source = record['eventSource'] ?? record['EventSource'];
  if (source === 'aws:dynamodb') return undefined;
  if (source === undefined) return 'has no eventSource; a DynamoDB Streams record says "aws:dynamodb"';
  if (source === 'aws:kinesis')
    return 'is a Kinesis record (eventSource aws:kinesis), not one of DynamoDB Streams';
  const named =
    typeof source === 'string' && /^aws:[a-z0-9:-]{1,40}$/i.test(source) ? source : kindOf(source);
  return `has the eventSource ${named}, not aws:dynamodb`;
}

function wrongEventName(record: JsonObject): string | undefined {
  const name = record['eventName'];
  if (name === undefined) return 'has no eventName';
  if (typeof name === 'string' && EVENT_NAMES.includes(name)) return undefined;
  return 'has an eventName that is not INSERT, MODIFY or REMOVE';
}

function wrongText(record: JsonObject): string | undefined {
  for (const member of ['eventID', 'eventVersion', 'awsRegion', 'eventSourceARN']) {
    const value = record[member];
    if (value !== undefined && typeof value !== 'string')
      return `has ${kindOf(value)} as ${member}, not a text`;
  }
  const identity = record['userIdentity'];
  return identity === undefined || identity === null || isJsonObject(identity)
    ? undefined
    : `has ${kindOf(identity)} as userIdentity, not an object`;
}

function wrongChange(record: JsonObject): string | undefined {
  const change = record['dynamodb'];
  if (change === undefined) return 'has no dynamodb member';
  if (!isJsonObject(change)) return `has ${kindOf(change)} as dynamodb, not an object`;
  return wrongSequenceNumber(change) ?? wrongTime(change) ?? wrongImages(change);
}

function wrongSequenceNumber({ SequenceNumber: value }: JsonObject): string | undefined {
  if (value === undefined) return 'has no dynamodb.SequenceNumber';
  if (typeof value === 'string' && /^\d+$/.test(value)) return undefined;
  return 'has a dynamodb.SequenceNumber that is not a text of digits';
}

/** The AWS CLI and the SDKs' JSON have an ISO text there, which no handler of Lambda's ever sees. */
function wrongTime({ ApproximateCreationDateTime: value }: JsonObject): string | undefined {
  if (value === undefined || typeof value === 'number') return undefined;
  return `has ${kindOf(value)} as dynamodb.ApproximateCreationDateTime, where Lambda has seconds since 1970 as a number`;
}

function wrongImages(change: JsonObject): string | undefined {
  if (change['Keys'] === undefined) return 'has no dynamodb.Keys';
  for (const member of ['Keys', 'NewImage', 'OldImage']) {
    const image = change[member];
    if (image === undefined) continue;
    if (!isJsonObject(image)) return `has ${kindOf(image)} as dynamodb.${member}, not an object`;
    if (!Object.values(image).every(isJsonObject)) {
      return `has plain values in dynamodb.${member}, where each must be an attribute value such as {"S":"text"}`;
    }
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
