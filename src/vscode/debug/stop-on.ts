/**
 * `stopOn`: the records at which a session stops; all others run through. A record is chosen by its sequence
 * number, by the item's key, or by a filter pattern in Lambda's grammar.
 */
import type { AttributeValue, StreamRecord } from '../../engine/events/dynamodb-event';
import { isJsonObject } from '../../engine/events/json-object';
import { plainValue } from '../../engine/events/plain-json';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import { isSequenceNumber } from '../typed-position';

export type StopOn =
  | { readonly kind: 'sequenceNumber'; readonly sequenceNumber: string }
  /** Attribute names with a plain value, or with an attribute value such as `{"S": "a"}`. */
  | { readonly kind: 'key'; readonly key: Readonly<Record<string, unknown>> }
  | { readonly kind: 'pattern'; readonly pattern: string };

/**
 * @param value digits, `{"sequenceNumber": digits}`, `{"key": {…}}` or `{"pattern": object or text}`
 * @returns undefined if it is none of these
 */
export function parseStopOn(value: unknown): StopOn | undefined {
  if (typeof value === 'string') return bySequenceNumber(value);
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return undefined;
  const { sequenceNumber, key, pattern } = value;
  if (typeof sequenceNumber === 'string') return bySequenceNumber(sequenceNumber);
  if (isJsonObject(key) && Object.keys(key).length > 0) return { kind: 'key', key };
  if (isJsonObject(pattern)) return { kind: 'pattern', pattern: JSON.stringify(pattern) };
  return typeof pattern === 'string' ? { kind: 'pattern', pattern } : undefined;
}

/** For a sentence: which record it is. */
export function stopOnText(stopOn: StopOn): string {
  switch (stopOn.kind) {
    case 'sequenceNumber':
      return stopOn.sequenceNumber;
    case 'key':
      return JSON.stringify(stopOn.key);
    case 'pattern':
      return stopOn.pattern;
  }
}

/** @param matchesPattern Lambda's answer for a pattern that has been checked */
export function stopOnMatcher(
  stopOn: StopOn,
  matchesPattern: (pattern: string) => (record: StreamRecord) => boolean,
): (record: StreamRecord) => boolean {
  switch (stopOn.kind) {
    case 'sequenceNumber':
      return ({ dynamodb }) => compareSequenceNumbers(dynamodb.SequenceNumber, stopOn.sequenceNumber) === 0;
    case 'key': {
      const attributes = Object.entries(stopOn.key);
      return ({ dynamodb }) =>
        attributes.every(([name, expected]) => isSameValue(dynamodb.Keys[name], expected));
    }
    case 'pattern':
      return matchesPattern(stopOn.pattern);
  }
}

function bySequenceNumber(text: string): StopOn | undefined {
  return isSequenceNumber(text) ? { kind: 'sequenceNumber', sequenceNumber: text } : undefined;
}

/** A key attribute is a text, a number or binary, so a member of each name and type says it all. */
function isSameValue(actual: AttributeValue | undefined, expected: unknown): boolean {
  if (actual === undefined) return false;
  if (!isJsonObject(expected)) return plainValue(actual) === expected;
  return Object.entries(expected).every(([type, content]) => actual[type] === content);
}
