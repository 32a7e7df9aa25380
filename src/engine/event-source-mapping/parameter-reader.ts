/** Reads single parameters of a mapping's JSON: the value, nothing, or a problem in a sentence that has its place. */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { MappingParameter } from './mapping-parameter-names';
import type { WholeNumberLimits } from './whole-number-limits';
import { isWithin, limitsInWords } from './whole-number-limits';

/** Of a value in a sentence. */
const LONGEST_QUOTATION = 60;

/** A sentence about a value, and where the value stands. */
export interface LocatedSentence {
  /** Names of members and places in lists, from the outermost; empty for the whole. */
  readonly path: readonly (string | number)[];
  readonly sentence: string;
  /** Within a text that has a grammar of its own, a filter pattern; both counted from 1. */
  readonly position?: { readonly line: number; readonly column: number };
}

export class ParameterReader {
  readonly problems: LocatedSentence[] = [];
  readonly warnings: string[] = [];

  constructor(private readonly raw: JsonObject) {}

  /** @param problem a sentence; nothing happens without one */
  refuse(problem: string | undefined, ...path: readonly (string | number)[]): void {
    if (problem !== undefined) this.problems.push({ path, sentence: problem });
  }

  refuseAll(problems: readonly LocatedSentence[]): void {
    this.problems.push(...problems);
  }

  warn(warning: string): void {
    this.warnings.push(warning);
  }

  /** Whether it is what GetEventSourceMapping answers, and not what CreateEventSourceMapping is sent. */
  get isAnswer(): boolean {
    return this.given('UUID');
  }

  get names(): readonly string[] {
    return Object.keys(this.raw);
  }

  given(name: MappingParameter): boolean {
    return this.value(name) !== undefined;
  }

  isNull(name: MappingParameter): boolean {
    return this.raw[name] === null;
  }

  text(name: MappingParameter): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    this.wrong(name, value, 'a text');
    return undefined;
  }

  flag(name: MappingParameter): boolean | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'boolean') return value;
    this.wrong(name, value, 'true or false');
    return undefined;
  }

  list(name: MappingParameter): readonly unknown[] | undefined {
    const value = this.value(name);
    if (value === undefined || Array.isArray(value)) return value;
    this.wrong(name, value, 'a list');
    return undefined;
  }

  object(name: MappingParameter): JsonObject | undefined {
    const value = this.value(name);
    if (value === undefined || isJsonObject(value)) return value;
    this.wrong(name, value, 'an object');
    return undefined;
  }

  /** @param sentence AWS's own for a value out of range */
  wholeNumber(name: MappingParameter, limits: WholeNumberLimits, sentence?: string): number | undefined {
    const value = this.value(name);
    if (value === undefined || isWithin(value, limits)) return value;
    if (sentence !== undefined && typeof value === 'number') {
      this.refuse(`${sentence}: it is ${quotation(value)}.`, name);
      return undefined;
    }
    this.wrong(name, value, limitsInWords(limits));
    return undefined;
  }

  private value(name: MappingParameter): unknown {
    return this.raw[name] ?? undefined;
  }

  private wrong(name: MappingParameter, value: unknown, right: string): void {
    this.refuse(`${name} is ${quotation(value)}: it must be ${right}.`, name);
  }
}

/** A value of a configuration as JSON, short enough for a sentence. */
export function quotation(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_QUOTATION ? text : `${text.slice(0, LONGEST_QUOTATION)}…`;
}
