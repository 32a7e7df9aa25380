/**
 * Where a pattern's field lies in a record. Keys and dots are the same (rule 5), so a path is looked
 * for under every way to cut it; arrays on the way are looked through (rule 8).
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { LeafValue } from './value-test';

export interface RecordPath {
  /** Keys joined by dots. */
  readonly text: string;
  /** For each place in the path the keys that may come next: `a`, `a.b`… */
  readonly keys: readonly (readonly PathKey[])[];
}

interface PathKey {
  readonly text: string;
  /** How many places of the path it takes. */
  readonly segments: number;
}

/** An element of an array of the record that a value lies in, and the array around that one. */
export interface ArrayElement {
  readonly array: readonly unknown[];
  readonly index: number;
  readonly outer: ArrayElement | undefined;
}

export interface LocatedValue {
  readonly value: LeafValue;
  /** Undefined outside of arrays. A plain value is no element in this sense, objects and arrays are. */
  readonly element: ArrayElement | undefined;
}

/** Told when the path meets an array or can be cut in two ways: `valuesAt` has all the values. */
export const severalValues = Symbol('several values');

export function recordPath(text: string): RecordPath {
  const segments = text.split('.');
  const keys = segments.map((_, from) =>
    segments
      .slice(from)
      .map((_, more) => ({ text: segments.slice(from, from + more + 1).join('.'), segments: more + 1 })),
  );
  return { text, keys };
}

/** The usual case, one value or none, without building anything. @returns undefined if there is none */
export function onlyValueAt(record: unknown, path: RecordPath): LeafValue | undefined | typeof severalValues {
  let node = record;
  let at = 0;
  while (isJsonObject(node)) {
    const keys = path.keys[at];
    const key = keys && onlyKeyIn(node, keys);
    if (key === undefined || key === severalValues) return key;
    node = node[key.text];
    at += key.segments;
  }
  if (Array.isArray(node)) return severalValues;
  return at === path.keys.length ? (node as LeafValue) : undefined;
}

function onlyKeyIn(node: JsonObject, keys: readonly PathKey[]): PathKey | undefined | typeof severalValues {
  let found: PathKey | undefined;
  for (const key of keys) {
    if (!Object.hasOwn(node, key.text)) continue;
    if (found !== undefined) return severalValues;
    found = key;
  }
  return found;
}

/** Every value that the path leads to, in the order of the record. */
export function valuesAt(record: unknown, path: RecordPath): readonly LocatedValue[] {
  const values: LocatedValue[] = [];
  collect(record, path, 0, undefined, values);
  return values;
}

function collect(
  node: unknown,
  path: RecordPath,
  at: number,
  element: ArrayElement | undefined,
  values: LocatedValue[],
): void {
  if (Array.isArray(node)) {
    const array: readonly unknown[] = node;
    array.forEach((inner, index) => {
      const isContainer = typeof inner === 'object' && inner !== null;
      collect(inner, path, at, isContainer ? { array, index, outer: element } : element, values);
    });
  } else if (!isJsonObject(node)) {
    if (at === path.keys.length) values.push({ value: node as LeafValue, element });
  } else {
    for (const key of path.keys[at] ?? []) {
      if (Object.hasOwn(node, key.text)) collect(node[key.text], path, at + key.segments, element, values);
    }
  }
}
