/**
 * An item with its attributes, and the members of its sets, in one order: DynamoDB keeps none, so two images of an item
 * may come in different ones, and a comparison would show changes that nobody made.
 */
import type { AttributeMap } from './dynamodb-event';
import { isJsonObject } from './json-object';

/** DynamoDB nests at most 32 levels; what claims to be deeper is left as it stands. */
const DEEPEST_LEVEL = 32;

/** @returns the same values; those of a type that we don't know as they are */
export function orderedItem(attributes: AttributeMap): AttributeMap {
  return orderedMembers(attributes, 0) as AttributeMap;
}

function orderedMembers(attributes: Readonly<Record<string, unknown>>, level: number): object {
  const names = Object.keys(attributes).sort();
  // `fromEntries` because an attribute may be called `__proto__`.
  return Object.fromEntries(names.map((name) => [name, orderedValue(attributes[name], level)]));
}

function orderedValue(value: unknown, level: number): unknown {
  if (!isJsonObject(value) || level > DEEPEST_LEVEL) return value;
  const { M: map, L: list } = value;
  if (isJsonObject(map)) return { M: orderedMembers(map, level + 1) };
  if (Array.isArray(list)) return { L: list.map((item) => orderedValue(item, level + 1)) };
  for (const type of ['SS', 'NS', 'BS']) {
    const members = value[type];
    if (Array.isArray(members)) return { [type]: [...(members as readonly unknown[])].sort() };
  }
  return value;
}
