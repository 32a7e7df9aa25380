/** Whether two images of an item say the same: sets have no order, numbers have several spellings. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import { isJsonObject } from '../../engine/events/json-object';
import { canonicalNumber } from '../../triggers/streams/key-values';

export function isSameItem(a: AttributeMap, b: AttributeMap): boolean {
  return JSON.stringify(canonicalValue({ M: a })) === JSON.stringify(canonicalValue({ M: b }));
}

/** An attribute value as nested arrays, the same for values that DynamoDB calls equal; what is unusual stays as it is. */
export function canonicalValue(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const [member, ...more] = Object.entries(value);
  if (member === undefined || more.length > 0) return Object.entries(value).sort(byName);
  const [type, content] = member;
  switch (type) {
    case 'N':
      return [type, numberText(content)];
    case 'NS':
      return [type, Array.isArray(content) ? content.map(numberText).sort() : content];
    case 'SS':
    case 'BS':
      return [type, Array.isArray(content) ? [...(content as readonly unknown[])].sort() : content];
    case 'L':
      return [type, Array.isArray(content) ? content.map(canonicalValue) : content];
    case 'M':
      return [type, isJsonObject(content) ? canonicalMembers(content) : content];
    default:
      return [type, content];
  }
}

function canonicalMembers(members: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(members)
    .sort(byName)
    .map(([name, value]) => [name, canonicalValue(value)]);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function numberText(text: unknown): unknown {
  return typeof text === 'string' ? (canonicalNumber(text) ?? text) : text;
}
