/** Reads members of Lambda's document one by one; the first that is of no use makes the sentence. */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** Its message is a sentence for people. It never leaves this folder. */
export class UnusableDocument extends Error {}

const COPY_AGAIN = 'copy the whole document again as Lambda wrote it.';

/** @param problem a clause about the document, for example `has no "version"` */
export function refuse(problem: string, advice = COPY_AGAIN): never {
  throw new UnusableDocument(`This document about a failed batch ${problem}: ${advice}`);
}

export function objectMember(parent: JsonObject, member: string): JsonObject {
  const value = parent[member];
  if (value === undefined) refuse(`has no "${member}"`);
  if (!isJsonObject(value)) refuse(`has ${kindOf(value)} as "${member}", where Lambda writes an object`);
  return value;
}

const LONGEST_TEXT = 2048;

export function textMember(parent: JsonObject, member: string): string {
  const value = parent[member];
  if (value === undefined) refuse(`has no "${member}"`);
  if (typeof value !== 'string') refuse(`has ${kindOf(value)} as "${member}", where Lambda writes a text`);
  if (value.trim() === '') refuse(`has an empty "${member}"`);
  if (value.length > LONGEST_TEXT)
    refuse(`has ${value.length} characters in "${member}", where AWS has ${LONGEST_TEXT} at most`);
  if (/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value))
    refuse(`has characters in "${member}" that no text of Lambda has`);
  return value;
}

/** As it is quoted in a sentence. */
export function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 79)}…"` : `"${text}"`;
}

/** Digits, 1 to 40 of them (reference section 1.4). */
export function sequenceNumberMember(parent: JsonObject, member: string): string {
  if (typeof parent[member] === 'number') {
    refuse(
      `has a number as "${member}", where Lambda writes a text`,
      'something between Lambda and here has rounded it, so copy the document from where Lambda sent it.',
    );
  }
  const text = textMember(parent, member);
  if (!/^\d+$/.test(text)) refuse(`has ${quoted(text)} as "${member}", which is no sequence number`);
  if (text.length > 40)
    refuse(`has ${text.length} digits in "${member}", where a sequence number has 40 at most`);
  return text;
}

export function wholeNumberMember(parent: JsonObject, member: string, least: number, most: number): number {
  const value = parent[member];
  if (value === undefined) refuse(`has no "${member}"`);
  if (typeof value !== 'number') refuse(`has ${kindOf(value)} as "${member}", where Lambda writes a number`);
  if (!Number.isInteger(value)) refuse(`has ${value} as "${member}", which is no whole number`);
  if (value < least || value > most) {
    const range =
      most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most.toLocaleString('en')}`;
    refuse(`has ${value} as "${member}", which can be ${range}`);
  }
  return value;
}

const isoTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:[.]\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

/** @returns epoch milliseconds */
export function timeMember(parent: JsonObject, member: string): number {
  const text = textMember(parent, member);
  const [, day, time, zone] = isoTime.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined)
    refuse(`has ${quoted(text)} as "${member}", which is no time such as 2025-11-25T15:53:05.123Z`);
  const epochMs = Date.parse(text);
  // The parser takes the 30th of February for a day in March.
  const isReal = new Date(Date.parse(`${day}T${time}Z`) || 0).toISOString().startsWith(`${day}T${time}`);
  if (Number.isNaN(epochMs) || !isReal)
    refuse(`has ${quoted(text)} as "${member}", which is no real date and time`);
  return epochMs;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
