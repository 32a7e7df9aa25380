/**
 * Where a pattern's field lies in a record. Keys and dots are the same (rule 5), so a path is looked
 * for under every way to cut it; arrays on the way are looked through (rule 8).
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { LeafValue } from './value-test';

export class RecordPath {
  /** Key by key, as if there were no dots within keys. */
  readonly plainKeys: readonly PathKey[];
  private everyKeys: readonly (readonly PathKey[])[] | undefined;

  /** @param text keys joined by dots */
  constructor(readonly text: string) {
    this.plainKeys = text.split('.').map((key) => pathKey(key, 1));
  }

  /** For each place in the path the keys that may come next: `a`, `a.b`… */
  get keys(): readonly (readonly PathKey[])[] {
    this.everyKeys ??= this.plainKeys.map((_, from) =>
      this.plainKeys.slice(from).map((__, more) => {
        const keys = this.plainKeys.slice(from, from + more + 1);
        return pathKey(keys.map(({ text }) => text).join('.'), keys.length);
      }),
    );
    return this.everyKeys;
  }
}

interface PathKey {
  readonly text: string;
  /** How many places of the path it takes. */
  readonly places: number;
  /** Whether each object has it without being told, as `constructor`. */
  readonly isInherited: boolean;
}

function pathKey(text: string, places: number): PathKey {
  return { text, places, isInherited: text in Object.prototype };
}

/** @returns undefined if there is no such member; JSON has no undefined */
function memberOf(node: JsonObject, { text, isInherited }: PathKey): unknown {
  return isInherited && !Object.hasOwn(node, text) ? undefined : node[text];
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

/**
 * The quick look: only the way along the single keys.
 *
 * @returns undefined if there is no value on it, and at an array
 */
export function plainValueAt(record: unknown, path: RecordPath): LeafValue | undefined {
  let node = record;
  for (const key of path.plainKeys) {
    if (!isJsonObject(node)) return undefined;
    node = memberOf(node, key);
  }
  return typeof node === 'object' && node !== null ? undefined : (node as LeafValue | undefined);
}

/**
 * The thorough look, without building anything.
 *
 * @returns undefined if there is no value under any way to cut the path
 */
export function onlyValueAt(record: unknown, path: RecordPath): LeafValue | undefined | typeof severalValues {
  let node = record;
  let at = 0;
  while (isJsonObject(node)) {
    let inner: unknown;
    let places = 0;
    for (const key of path.keys[at] ?? []) {
      const member = memberOf(node, key);
      if (member === undefined) continue;
      if (places > 0) return severalValues;
      inner = member;
      places = key.places;
    }
    if (places === 0) return undefined;
    node = inner;
    at += places;
  }
  if (Array.isArray(node)) return severalValues;
  return at === path.plainKeys.length ? (node as LeafValue) : undefined;
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
    if (at === path.plainKeys.length) values.push({ value: node as LeafValue, element });
  } else {
    for (const key of path.keys[at] ?? []) {
      const member = memberOf(node, key);
      if (member !== undefined) collect(member, path, at + key.places, element, values);
    }
  }
}
