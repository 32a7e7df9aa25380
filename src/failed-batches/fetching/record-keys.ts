/**
 * Keys of items as people have them at hand, one or several: attribute values as in a record's `Keys`, plain JSON, an
 * item or a record around them, or values in the order of the table's key, a line each.
 */
import type { AttributeMap, AttributeValue } from '../../engine/events/dynamodb-event';
import { isJsonObject, type JsonObject } from '../../engine/events/json-object';
import { isKeyValue, type KeyAttribute } from '../../triggers/streams/key-values';

export type RecordKeys =
  | { readonly keys: readonly AttributeMap[] }
  /** A sentence about the text. */
  | { readonly problem: string };

/** Between the values of one key, as lists of records show it. */
const SEPARATOR = / \/ |\t/;

/**
 * @param attributes of the table's key, the partition key first
 * @param most how many keys there may be
 */
export function readRecordKeys(text: string, attributes: readonly KeyAttribute[], most: number): RecordKeys {
  const entries = entriesOf(text.trim());
  if ('problem' in entries) return entries;
  const keys = new Map<string, AttributeMap>();
  for (const [index, entry] of entries.entries.entries()) {
    const key = keyOf(entry, attributes);
    if (typeof key === 'string') {
      const place = entries.entries.length === 1 ? '' : `Key ${index + 1} of ${entries.entries.length}: `;
      return { problem: `${place}${key}` };
    }
    keys.set(JSON.stringify(key), key);
  }
  if (keys.size === 0) return { problem: `Enter ${keyForm(attributes)}.` };
  if (keys.size > most)
    return { problem: `At most ${most} records are lost, and these are ${keys.size} keys.` };
  return { keys: [...keys.values()] };
}

/** For example `"customer" / "order"`. */
export function keyForm(attributes: readonly KeyAttribute[]): string {
  return `a value for ${attributes.map(({ name }) => `"${name}"`).join(' / ')}`;
}

function entriesOf(text: string): { readonly entries: readonly unknown[] } | { readonly problem: string } {
  if (!/^[[{]/.test(text)) return { entries: text.split(/\r?\n/).flatMap(lineEntry) };
  try {
    const value: unknown = JSON.parse(text);
    return { entries: Array.isArray(value) ? value : [value] };
  } catch {
    // One JSON object a line.
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    try {
      return { entries: lines.map((line): unknown => JSON.parse(line)) };
    } catch {
      return { problem: 'This is neither JSON nor plain values of a key.' };
    }
  }
}

function lineEntry(line: string): readonly string[] {
  return line.trim() === '' ? [] : [line.trim()];
}

/** @returns a sentence about what is wrong */
function keyOf(entry: unknown, attributes: readonly KeyAttribute[]): AttributeMap | string {
  if (isJsonObject(entry)) return keyOfObject(innermost(entry), attributes);
  if (Array.isArray(entry)) return keyOfValues(entry, attributes);
  if (typeof entry === 'number') return keyOfValues([entry], attributes);
  if (typeof entry !== 'string') return `It is no key: enter ${keyForm(attributes)}.`;
  // A text that holds the separator is one value where the key has one attribute.
  return keyOfValues(attributes.length > 1 ? entry.split(SEPARATOR) : [entry], attributes);
}

/** The keys of a record, of a record's `dynamodb`, or the object itself. */
function innermost(entry: JsonObject): JsonObject {
  const change = isJsonObject(entry['dynamodb']) ? entry['dynamodb'] : entry;
  return isJsonObject(change['Keys']) ? change['Keys'] : change;
}

function keyOfObject(object: JsonObject, attributes: readonly KeyAttribute[]): AttributeMap | string {
  return keyOfValues(
    attributes.map(({ name }) => (Object.hasOwn(object, name) ? object[name] : undefined)),
    attributes,
  );
}

function keyOfValues(values: readonly unknown[], attributes: readonly KeyAttribute[]): AttributeMap | string {
  if (values.length !== attributes.length) return `Enter ${keyForm(attributes)}.`;
  const members: [string, AttributeValue][] = [];
  for (const [index, attribute] of attributes.entries()) {
    const value = textOf(values[index], attribute);
    if (value === undefined || !isKeyValue(attribute, value)) return wrongValue(attribute, values[index]);
    members.push([attribute.name, { [attribute.type]: value }]);
  }
  return Object.fromEntries(members);
}

function textOf(value: unknown, { type }: KeyAttribute): string | undefined {
  const plain = isJsonObject(value) ? value[type] : value;
  if (typeof plain === 'number') return type === 'N' ? String(plain) : undefined;
  return typeof plain === 'string' ? plain.trim() : undefined;
}

function wrongValue({ name, type }: KeyAttribute, value: unknown): string {
  if (value === undefined || value === '') return `It has no value for "${name}".`;
  const wanted = { S: 'a text', N: 'a number such as 42 or 1.5', B: 'bytes in base64' }[type];
  return `The value for "${name}" must be ${wanted}.`;
}
