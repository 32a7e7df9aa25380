/**
 * The lines of a long capture. The first is the header, `{"captureVersion":1,"streamArn":"…"}`,
 * each other one a record with its shard, `{"shardId":"…","record":{…}}`. A shard's first line
 * names its parent as well, `{"shardId":"…","parentShardId":"…","record":{…}}`, if it has one. A
 * version that we don't know is refused, not guessed. Members that we don't know are passed over.
 */
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

/** @returns undefined if the line is no header at all, whatever its version */
export function parseHeader(line: string, lineNumber: number): CaptureHeader | Refusal | undefined {
  const value = parsedLine(line);
  if (!isJsonObject(value) || !('captureVersion' in value)) return undefined;
  const { captureVersion, streamArn } = value;
  const refuse = (what: string): Refusal => ({ refused: `line ${lineNumber} ${what}`, line: lineNumber });
  if (captureVersion !== CAPTURE_VERSION) {
    const version = typeof captureVersion === 'number' ? String(captureVersion) : 'that is not a number';
    return refuse(`has a captureVersion ${version}, and only version ${CAPTURE_VERSION} is known here`);
  }
  if (typeof streamArn !== 'string' || streamArn === '') return refuse('has no "streamArn"');
  return { streamArn };
}

/** @returns what is wrong as a clause about the line, for example `is cut off` */
export function parseRecordLine(line: string): ParsedLine | { readonly wrong: string } {
  const value = parsedLine(line);
  if (value === undefined) return { wrong: syntaxError(line) };
  if (!isJsonObject(value)) return { wrong: 'is not an object {"shardId":"…","record":{…}}' };
  const { shardId, parentShardId, record } = value;
  if (typeof shardId !== 'string' || shardId === '') return { wrong: 'has no "shardId"' };
  if (record === undefined) return { wrong: 'has no "record"' };
  const checked = checkStreamRecord(record);
  if (!checked.valid) return { wrong: `has a record that ${checked.reason}` };
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

function syntaxError(line: string): string {
  const found = findJsonSyntaxError(line);
  if (found?.cutOff === true) return 'is cut off';
  return `is not JSON${found ? ` (column ${found.column})` : ''}`;
}
