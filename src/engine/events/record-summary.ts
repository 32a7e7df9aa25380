/**
 * A record in a few words, for lists and logs of outcomes: which item, what happened, when.
 * Only keys are shown, never an image.
 */
import type { StreamRecord } from './dynamodb-event';
import { plainValue } from './plain-json';

const LONGEST_KEY_VALUE = 60;

/** DynamoDB's own service identity on what its time to live removed (RE-5). */
const TIME_TO_LIVE_PRINCIPAL = 'dynamodb.amazonaws.com';

export interface KeyRange {
  readonly first: string;
  readonly last: string;
}

/** The key's values in the order of the record, for example `ORDER#1001 / v0`. One line. */
export function keyText(record: StreamRecord): string {
  return Object.values(record.dynamodb.Keys)
    .map((value) => shorten(oneLine(text(plainValue(value)))))
    .join(' / ');
}

/** @returns undefined without records */
export function keyRange(records: readonly StreamRecord[]): KeyRange | undefined {
  const [first] = records;
  const last = records.at(-1);
  return first && last && { first: keyText(first), last: keyText(last) };
}

/** For example `MODIFY ORDER#1001 / v0`, and `REMOVE (time to live) SESSION#7`. */
export function recordText(record: StreamRecord): string {
  const cause = isTimeToLiveRemoval(record) ? ' (time to live)' : '';
  return `${record.eventName}${cause} ${keyText(record)}`;
}

/** Whether DynamoDB itself removed the item because its time to live was over. */
export function isTimeToLiveRemoval(record: StreamRecord): boolean {
  return record.eventName === 'REMOVE' && record.userIdentity?.principalId === TIME_TO_LIVE_PRINCIPAL;
}

/** When the change was made, in milliseconds since 1970; DynamoDB rounds to the second (RE-7). */
export function recordTimeMs(record: StreamRecord): number | undefined {
  const seconds = record.dynamodb.ApproximateCreationDateTime;
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]/gu, '\u{FFFD}');
}

/** By characters, not by UTF-16 units, so that no character is cut in two. */
function shorten(value: string): string {
  if (value.length <= LONGEST_KEY_VALUE) return value;
  const characters = Array.from(value);
  if (characters.length <= LONGEST_KEY_VALUE) return value;
  return `${characters.slice(0, LONGEST_KEY_VALUE - 1).join('')}…`;
}
