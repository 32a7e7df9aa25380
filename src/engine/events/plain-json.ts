/**
 * Attribute values as people write them: `{"S":"a"}` becomes `"a"`.
 *
 * For looking at, not for sending back: a set and a list look the same, and
 * binary stays the base64 text that it is in an event (EV-6, EV-7).
 */
import type { AttributeMap, StreamRecord } from './dynamodb-event';
import { isJsonObject } from './json-object';

/** DynamoDB nests at most 32 levels; what claims to be deeper is shown as it stands. */
const DEEPEST_LEVEL = 32;

/** The record as it is, but for keys and images, which lose DynamoDB's types. */
export function plainRecord(record: StreamRecord): unknown {
  const { Keys, NewImage, OldImage, ...data } = record.dynamodb;
  return {
    ...record,
    dynamodb: {
      Keys: plainItem(Keys),
      ...(NewImage && { NewImage: plainItem(NewImage) }),
      ...(OldImage && { OldImage: plainItem(OldImage) }),
      ...data,
    },
  };
}

/** @returns an object with the same attribute names in the same order */
export function plainItem(attributes: AttributeMap): Readonly<Record<string, unknown>> {
  return plainMembers(attributes, 0);
}

/**
 * One attribute value as plain JSON. A number stays text if a JavaScript number can't
 * hold it (DynamoDB has 38 digits); a type that we don't know is kept as it is.
 */
export function plainValue(value: unknown): unknown {
  return plainLevel(value, 0);
}

function plainLevel(value: unknown, level: number): unknown {
  if (!isJsonObject(value) || level > DEEPEST_LEVEL) return value;
  const [member, ...more] = Object.entries(value);
  if (member === undefined || more.length > 0) return value;
  const [type, content] = member;
  switch (type) {
    case 'S':
    case 'B':
    case 'BOOL':
    case 'SS':
    case 'BS':
      return content;
    case 'N':
      return plainNumber(content);
    case 'NS':
      return Array.isArray(content) ? content.map(plainNumber) : value;
    case 'NULL':
      return null;
    case 'L':
      return Array.isArray(content) ? content.map((item) => plainLevel(item, level + 1)) : value;
    case 'M':
      return isJsonObject(content) ? plainMembers(content, level + 1) : value;
    default:
      return value;
  }
}

/** `fromEntries` because an attribute may be called `__proto__`. */
function plainMembers(attributes: Readonly<Record<string, unknown>>, level: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, plainLevel(value, level)]),
  );
}

function plainNumber(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}
