/**
 * Whether a record matches the fields of a pattern. Values that lie in an array of objects must
 * come from the same element of it (rule 10).
 */
import type { FieldPattern, PatternBranch } from './field-pattern';
import type { ArrayElement } from './record-path';
import { onlyValueAt, plainValueAt, severalValues, valuesAt } from './record-path';

/** The elements that the fields so far are bound to, by array. */
type BoundElements = ReadonlyMap<readonly unknown[], number>;

const unbound: BoundElements = new Map();

/** @param record parsed JSON */
export function matchesBranch(record: unknown, branch: PatternBranch): boolean {
  let isPlain = true;
  for (const field of branch) {
    const plain = plainValueAt(record, field.path);
    // A value outside of arrays binds no element, so one that is asked for is enough.
    if (plain !== undefined && field.accepts(plain)) continue;
    const value = onlyValueAt(record, field.path);
    if (value === severalValues) isPlain = false;
    else if (value === undefined ? !field.acceptsAbsence : !field.accepts(value)) return false;
  }
  return isPlain || matchesInArrays(record, branch);
}

/**
 * `exists: false` asks for elements that agree with those bound by the fields before it in the
 * order of the paths, not with those bound after it; Lambda's matcher does the same.
 */
function matchesInArrays(record: unknown, branch: PatternBranch): boolean {
  const fields = branch.map((field) => candidates(record, field));
  if (fields.some(({ accepted, field }) => accepted.length === 0 && !field.acceptsAbsence)) return false;
  const failed = new FailedBindings(fields);
  const matchesFrom = (at: number, bound: BoundElements): boolean => {
    const current = fields[at];
    if (current === undefined) return true;
    if (failed.has(at, bound)) return false;
    const { field, present, accepted } = current;
    const isAbsent = field.acceptsAbsence && !present.some((element) => bind(bound, element) !== undefined);
    if (isAbsent && matchesFrom(at + 1, bound)) return true;
    const isMatch = accepted.some((element) => {
      const more = bind(bound, element);
      return more !== undefined && matchesFrom(at + 1, more);
    });
    if (!isMatch) failed.add(at, bound);
    return isMatch;
  };
  return matchesFrom(0, unbound);
}

/**
 * What need not be tried again. Only the arrays that later fields lie in count, so that lists beside
 * each other are not tried in all their combinations.
 */
class FailedBindings {
  private readonly keys = new Set<string>();
  private readonly arrayNumbers = new Map<readonly unknown[], number>();
  /** For each field the arrays that it and those after it lie in. */
  private readonly arraysFrom: readonly ReadonlySet<readonly unknown[]>[];

  constructor(fields: readonly Candidates[]) {
    const later = new Set<readonly unknown[]>();
    this.arraysFrom = fields
      .slice()
      .reverse()
      .map(({ present }) => {
        for (const element of present) {
          for (let current = element; current; current = current.outer) later.add(current.array);
        }
        return new Set(later);
      })
      .reverse();
    for (const array of later) this.arrayNumbers.set(array, this.arrayNumbers.size);
  }

  has(at: number, bound: BoundElements): boolean {
    return this.keys.has(this.key(at, bound));
  }

  add(at: number, bound: BoundElements): void {
    this.keys.add(this.key(at, bound));
  }

  private key(at: number, bound: BoundElements): string {
    let key = String(at);
    for (const [array, index] of bound) {
      if (this.arraysFrom[at]?.has(array)) key += ` ${this.arrayNumbers.get(array) ?? ''}:${index}`;
    }
    return key;
  }
}

interface Candidates {
  readonly field: FieldPattern;
  /** The elements in which the field is there at all, each once; undefined is outside of arrays. */
  readonly present: readonly (ArrayElement | undefined)[];
  /** Those in which it has a value that is asked for. */
  readonly accepted: readonly (ArrayElement | undefined)[];
}

function candidates(record: unknown, field: FieldPattern): Candidates {
  const values = valuesAt(record, field.path);
  const accepted = values.filter(({ value }) => field.accepts(value));
  return { field, present: elementsOf(values), accepted: elementsOf(accepted) };
}

function elementsOf(values: readonly { readonly element: ArrayElement | undefined }[]) {
  return Array.from(new Set(values.map(({ element }) => element)));
}

/** @returns undefined if the element is not one of those bound already */
function bind(bound: BoundElements, element: ArrayElement | undefined): BoundElements | undefined {
  let more: Map<readonly unknown[], number> | undefined;
  for (let current = element; current !== undefined; current = current.outer) {
    const index = bound.get(current.array);
    if (index === undefined) more = (more ?? new Map(bound)).set(current.array, current.index);
    else if (index !== current.index) return undefined;
  }
  return more ?? bound;
}
