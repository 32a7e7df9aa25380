/**
 * What the user has answered about a recording, as choices and typed texts, and what that means as a
 * request. No editor API here.
 */
import type { StartingPosition } from '../../../engine/event-source-mapping/event-source-mapping';
import { compareSequenceNumbers } from '../../../engine/events/sequence-number';
import type { FoundStream } from '../../../engine/streams/stream-connection';
import type { Compression } from '../../../captures/files/compressed-members';
import type { RecordingEnd } from '../../../captures/recording/recording-request';
import type { Translate } from '../../debug/attribute-reader';
import { isSequenceNumber } from '../../typed-position';
import { parseTime } from '../time-text';

export type BeginChoice = StartingPosition['type'];
export type EndChoice = RecordingEnd['type'] | 'NOW';

export interface RecordingAnswers {
  /** A table's name or a stream's ARN, as it was typed or chosen. */
  readonly stream: string;
  readonly found: FoundStream;
  readonly begin: BeginChoice;
  /** The time or the sequence number; empty if `begin` needs none. */
  readonly beginText: string;
  readonly end: EndChoice;
  /** The time, sequence number, count or megabytes; empty if `end` needs none. */
  readonly endText: string;
  /** Empty for every record. */
  readonly filterPattern: string;
  readonly compression: Compression;
}

const SAVED_BY_THE_STREAM_MS = 24 * 60 * 60 * 1000;
const MEGABYTE = 1024 * 1024;

/** @returns a sentence about what is wrong with the text, or undefined */
export function problemOfBegin(
  begin: BeginChoice | undefined,
  text: string,
  now: Date,
  t: Translate,
): string | undefined {
  if (begin === 'SEQUENCE_NUMBER') return problemOfSequenceNumber(text, t);
  const timeMs = parseTime(text, now);
  if (timeMs === undefined) return notATime(t);
  if (timeMs > now.getTime()) return t('That time is still to come: a recording begins in the past, or now.');
  if (timeMs < now.getTime() - SAVED_BY_THE_STREAM_MS)
    return t(
      'A stream keeps its records for 24 hours: choose a later time, or everything still in the stream.',
    );
  return undefined;
}

/** @returns a sentence about what is wrong with the text, or undefined */
export function problemOfEnd(
  answers: Partial<RecordingAnswers>,
  text: string,
  now: Date,
  t: Translate,
): string | undefined {
  switch (answers.end) {
    case 'RECORDS':
    case 'BYTES':
      return wholeNumber(text) === undefined ? t('Enter a whole number of 1 or more.') : undefined;
    case 'SEQUENCE_NUMBER':
      return problemOfSequenceNumber(text, t) ?? endsBeforeNumber(answers, text, t);
    default: {
      const timeMs = parseTime(text, now);
      if (timeMs === undefined) return notATime(t);
      const beginMs = answers.begin === 'TIME' ? parseTime(answers.beginText ?? '', now) : undefined;
      return timeMs < (beginMs ?? (answers.begin === 'LATEST' ? now.getTime() : 0))
        ? t('The recording would end before it begins: enter a later time.')
        : undefined;
    }
  }
}

export function beginOf(answers: RecordingAnswers, now: Date): StartingPosition {
  switch (answers.begin) {
    case 'SEQUENCE_NUMBER':
      return { type: 'SEQUENCE_NUMBER', sequenceNumber: answers.beginText };
    case 'TIME':
      return { type: 'TIME', epochMs: parseTime(answers.beginText, now) ?? now.getTime() };
    default:
      return { type: answers.begin };
  }
}

export function endOf(answers: RecordingAnswers, now: Date): RecordingEnd {
  switch (answers.end) {
    case 'NOW':
      return { type: 'TIME', epochMs: now.getTime() };
    case 'TIME':
      return { type: 'TIME', epochMs: parseTime(answers.endText, now) ?? now.getTime() };
    case 'SEQUENCE_NUMBER':
      return { type: 'SEQUENCE_NUMBER', sequenceNumber: answers.endText };
    case 'RECORDS':
      return { type: 'RECORDS', count: wholeNumber(answers.endText) ?? 1 };
    case 'BYTES':
      return { type: 'BYTES', bytes: (wholeNumber(answers.endText) ?? 1) * MEGABYTE };
    case 'STOPPED':
      return { type: 'STOPPED' };
  }
}

function endsBeforeNumber(
  answers: Partial<RecordingAnswers>,
  text: string,
  t: Translate,
): string | undefined {
  if (answers.begin !== 'SEQUENCE_NUMBER' || answers.beginText === undefined) return undefined;
  return compareSequenceNumbers(text, answers.beginText) < 0
    ? t('The recording would end before it begins: enter a higher sequence number.')
    : undefined;
}

/** @returns a sentence about what is wrong with the text, or undefined */
export function problemOfSequenceNumber(text: string, t: Translate): string | undefined {
  return isSequenceNumber(text) ? undefined : t('A sequence number has only digits, at most 40 of them.');
}

function notATime(t: Translate): string {
  return t('Enter a time such as 14:30, -10m or 2026-11-23 14:30, or with a zone: 2026-11-23T14:30:00Z.');
}

/** @returns undefined if the text is none, or too large to be counted */
function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/[,_ ]/g, '');
  return /^[1-9]\d{0,11}$/.test(digits) ? Number(digits) : undefined;
}
