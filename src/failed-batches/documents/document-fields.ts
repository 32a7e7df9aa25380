/** Reads members of Lambda's document one by one; the first that is of no use makes the sentence. */
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** Its message is a sentence for people. It never leaves this folder. */
export class UnusableDocument extends Error {}

/** @param problem a clause about the document, for example `has no "version"` */
export function refuse(
  problem: string,
  advice = l10n.t('copy the whole document again as Lambda wrote it.'),
): never {
  throw new UnusableDocument(l10n.t('This document about a failed batch {0}: {1}', problem, advice));
}

function refuseMissing(member: string): never {
  refuse(l10n.t('has no "{0}"', member));
}

export function objectMember(parent: JsonObject, member: string): JsonObject {
  const value = parent[member];
  if (value === undefined) refuseMissing(member);
  if (!isJsonObject(value))
    refuse(l10n.t('has {0} as "{1}", where Lambda writes an object', kindOf(value), member));
  return value;
}

const LONGEST_TEXT = 2048;

export function textMember(parent: JsonObject, member: string): string {
  const value = parent[member];
  if (value === undefined) refuseMissing(member);
  if (typeof value !== 'string')
    refuse(l10n.t('has {0} as "{1}", where Lambda writes a text', kindOf(value), member));
  if (value.trim() === '') refuse(l10n.t('has an empty "{0}"', member));
  if (value.length > LONGEST_TEXT) {
    const { length } = value;
    refuse(l10n.t('has {0} characters in "{1}", where AWS has {2} at most', length, member, LONGEST_TEXT));
  }
  if (/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value))
    refuse(l10n.t('has characters in "{0}" that no text of Lambda has', member));
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
      l10n.t('has {0} as "{1}", where Lambda writes a text', l10n.t('a number'), member),
      l10n.t(
        'something between Lambda and here has rounded it, so copy the document from where Lambda sent it.',
      ),
    );
  }
  const text = textMember(parent, member);
  if (!/^\d+$/.test(text))
    refuse(l10n.t('has {0} as "{1}", which is no sequence number', quoted(text), member));
  if (text.length > 40)
    refuse(l10n.t('has {0} digits in "{1}", where a sequence number has 40 at most', text.length, member));
  return text;
}

export function wholeNumberMember(parent: JsonObject, member: string, least: number, most: number): number {
  const value = parent[member];
  if (value === undefined) refuseMissing(member);
  if (typeof value !== 'number')
    refuse(l10n.t('has {0} as "{1}", where Lambda writes a number', kindOf(value), member));
  if (!Number.isInteger(value)) refuse(l10n.t('has {0} as "{1}", which is no whole number', value, member));
  if (value < least || value > most) {
    const range =
      most === Number.MAX_SAFE_INTEGER
        ? l10n.t('at least {0}', least)
        : l10n.t('{0} to {1}', least, most.toLocaleString('en'));
    refuse(l10n.t('has {0} as "{1}", which can be {2}', value, member, range));
  }
  return value;
}

const isoTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:[.]\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

/** @returns epoch milliseconds */
export function timeMember(parent: JsonObject, member: string): number {
  const text = textMember(parent, member);
  const [, day, time, zone] = isoTime.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined)
    refuse(
      l10n.t('has {0} as "{1}", which is no time such as 2025-11-25T15:53:05.123Z', quoted(text), member),
    );
  const epochMs = Date.parse(text);
  // The parser takes the 30th of February for a day in March.
  const isReal = new Date(Date.parse(`${day}T${time}Z`) || 0).toISOString().startsWith(`${day}T${time}`);
  if (Number.isNaN(epochMs) || !isReal)
    refuse(l10n.t('has {0} as "{1}", which is no real date and time', quoted(text), member));
  return epochMs;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return l10n.t('a list');
  if (typeof value === 'object') return l10n.t('an object');
  if (typeof value === 'string') return l10n.t('a text');
  return typeof value === 'boolean' ? l10n.t('a boolean') : l10n.t('a number');
}
