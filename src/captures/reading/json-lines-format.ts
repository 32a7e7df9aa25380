/**
 * The lines of a long capture. The first is the header, `{"captureVersion":1,"streamArn":"…"}`,
 * each other one a record with its shard, `{"shardId":"…","record":{…}}`. A shard's first line
 * names its parent as well, `{"shardId":"…","parentShardId":"…","record":{…}}`, if it has one. A
 * version that we don't know is refused, not guessed. Members that we don't know are passed over.
 */
import * as l10n from '@vscode/l10n';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import { isJsonObject } from '../../engine/events/json-object';
import { checkStreamRecord } from '../../engine/events/stream-record';
import type { Refusal } from './capture-format';
import { findJsonSyntaxError } from './json-syntax-error';

const CAPTURE_VERSION = 1;

/**
 * The longest line in bytes. Two images of 400 KB, DynamoDB's limit for an item, stay
 * below it even with every character escaped.
 */
export const LONGEST_LINE_BYTES = 8 * 1024 * 1024;

export interface CaptureHeader {
  readonly streamArn: string;
}

export interface CapturedShard {
  readonly shardId: string;
  readonly parentShardId?: string;
}

export interface ParsedLine extends CapturedShard {
  readonly record: StreamRecord;
}

/** What is wrong with a line, as a clause that names it, for example `line 7 is cut off`. */
export type LineProblem = (line: number) => string;

/** @returns undefined if the line is no header at all, whatever its version */
export function parseHeader(line: string, lineNumber: number): CaptureHeader | Refusal | undefined {
  const value = parsedLine(line);
  if (!isJsonObject(value) || !('captureVersion' in value)) return undefined;
  const { captureVersion, streamArn } = value;
  if (captureVersion !== CAPTURE_VERSION)
    return { refused: otherVersion(captureVersion, lineNumber), line: lineNumber };
  if (typeof streamArn !== 'string' || streamArn === '')
    return { refused: l10n.t('line {0} has no "streamArn"', lineNumber), line: lineNumber };
  return { streamArn };
}

export function parseRecordLine(line: string): ParsedLine | { readonly wrong: LineProblem } {
  const value = parsedLine(line);
  if (value === undefined) return { wrong: syntaxError(line) };
  if (!isJsonObject(value)) return { wrong: notAnObject };
  const { shardId, parentShardId, record } = value;
  if (typeof shardId !== 'string' || shardId === '') return { wrong: withoutShardId };
  if (record === undefined) return { wrong: withoutRecord };
  const checked = checkStreamRecord(record);
  if (!checked.valid) return { wrong: badRecord(checked.reason) };
  const hasParent = typeof parentShardId === 'string' && parentShardId !== '';
  return { shardId, ...(hasParent && { parentShardId }), record: checked.record };
}

/** With the line's end. */
export function headerLine(streamArn: string): string {
  return `${JSON.stringify({ captureVersion: CAPTURE_VERSION, streamArn })}\n`;
}

/** What comes before the record in a line of the shard; `RECORD_END` comes after it. */
export function recordStart({ shardId, parentShardId }: CapturedShard): string {
  const parent = parentShardId === undefined ? '' : `,"parentShardId":${JSON.stringify(parentShardId)}`;
  return `{"shardId":${JSON.stringify(shardId)}${parent},"record":`;
}

export const RECORD_END = '}\n';

/** @returns undefined if it is not JSON */
function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The caller says where, with findJsonSyntaxError.
    return undefined;
  }
}

function syntaxError(text: string): LineProblem {
  const found = findJsonSyntaxError(text);
  if (found === undefined) return (line) => l10n.t('line {0} is not JSON', line);
  if (found.cutOff) return cutOff;
  return (line) => l10n.t('line {0} is not JSON (column {1})', line, found.column);
}

export function cutOff(line: number): string {
  return l10n.t('line {0} is cut off', line);
}

/** @param reason a clause about the record */
export function badRecord(reason: string): LineProblem {
  return (line) => l10n.t('line {0} has a record that {1}', line, reason);
}

function notAnObject(line: number): string {
  return l10n.t('line {0} is not an object {"shardId":"…","record":{…}}', line);
}

function withoutShardId(line: number): string {
  return l10n.t('line {0} has no "shardId"', line);
}

function withoutRecord(line: number): string {
  return l10n.t('line {0} has no "record"', line);
}

function otherVersion(version: unknown, line: number): string {
  return typeof version === 'number'
    ? l10n.t(
        'line {0} has a captureVersion {1}, and only version {2} is known here',
        line,
        version,
        CAPTURE_VERSION,
      )
    : l10n.t(
        'line {0} has a captureVersion that is not a number, and only version {1} is known here',
        line,
        CAPTURE_VERSION,
      );
}
