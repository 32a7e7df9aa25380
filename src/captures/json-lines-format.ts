/**
 * The lines of a long capture. The first is the header, `{"captureVersion":1,"streamArn":"…"}`,
 * each other one a record with its shard, `{"shardId":"…","record":{…}}`. A version that we
 * don't know is refused, not guessed. Members that we don't know are passed over.
 */
import type { SourcedRecord } from '../engine/ports/record-sequence';
import { serializeRecord } from '../engine/events/dynamodb-event';
import { isJsonObject } from '../engine/events/json-object';
import { checkStreamRecord } from '../engine/events/stream-record';
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

export function parseRecordLine(line: string, lineNumber: number): SourcedRecord | Refusal {
  const refuse = (what: string): Refusal => ({ refused: `line ${lineNumber} ${what}`, line: lineNumber });
  const value = parsedLine(line);
  if (value === undefined) return refuse(syntaxError(line));
  if (!isJsonObject(value)) return refuse('is not an object {"shardId":"…","record":{…}}');
  const { shardId, record } = value;
  if (typeof shardId !== 'string' || shardId === '') return refuse('has no "shardId"');
  if (record === undefined) return refuse('has no "record"');
  const checked = checkStreamRecord(record);
  if (!checked.valid) return refuse(`has a record that ${checked.reason}`);
  return { shardId, record: checked.record };
}

/** With the line's end. */
export function headerLine(streamArn: string): string {
  return `${JSON.stringify({ captureVersion: CAPTURE_VERSION, streamArn })}\n`;
}

/** With the line's end. */
export function recordLine({ shardId, record }: SourcedRecord): string {
  return `{"shardId":${JSON.stringify(shardId)},"record":${serializeRecord(record)}}\n`;
}

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
