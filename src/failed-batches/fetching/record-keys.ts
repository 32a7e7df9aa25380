/**
 * Keys of items as people have them at hand, one or several: attribute values as in a record's `Keys`, plain JSON, an
 * item or a record around them, or values in the order of the table's key, a line each.
 */
import * as l10n from '@vscode/l10n';
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
      const { length } = entries.entries;
      return { problem: length === 1 ? key : l10n.t('Key {0} of {1}: {2}', index + 1, length, key) };
    }
    keys.set(JSON.stringify(key), key);
  }
  if (keys.size === 0) return { problem: enterKey(attributes) };
  if (keys.size > most)
    return { problem: l10n.t('At most {0} records are lost, and these are {1} keys.', most, keys.size) };
  return { keys: [...keys.values()] };
}

/** For example `"customer" / "order"`. */
export function keyForm(attributes: readonly KeyAttribute[]): string {
  return l10n.t('a value for {0}', attributes.map(({ name }) => `"${name}"`).join(' / '));
}

function enterKey(attributes: readonly KeyAttribute[]): string {
  return l10n.t('Enter {0}.', keyForm(attributes));
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
      return { problem: l10n.t('This is neither JSON nor plain values of a key.') };
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
  if (typeof entry !== 'string') return l10n.t('It is no key: enter {0}.', keyForm(attributes));
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
  if (values.length !== attributes.length) return enterKey(attributes);
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
  if (value === undefined || value === '') return l10n.t('It has no value for "{0}".', name);
  switch (type) {
    case 'S':
      return l10n.t('The value for "{0}" must be a text.', name);
    case 'N':
      return l10n.t('The value for "{0}" must be a number such as 42 or 1.5.', name);
    case 'B':
      return l10n.t('The value for "{0}" must be bytes in base64.', name);
  }
}
