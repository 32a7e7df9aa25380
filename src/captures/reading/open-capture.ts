/**
 * Opens a file and recognises what it is. A long capture is left open to be streamed;
 * an event is read whole, and refused without being read if it is too large for that.
 */
import * as l10n from '@vscode/l10n';
import type { LinePosition } from '../files/byte-lines';
import { FILE_START } from '../files/byte-lines';
import { CaptureBytes } from './capture-bytes';
import { CaptureError } from '../capture-error';
import type { CapturedBatch, Refusal } from './capture-format';
import { isCapturedLine, missingHeader, parseCapturedBatch, parseJson } from './capture-format';
import { isUnfinishedName } from '../library/capture-name';
import { decodeUtf8, notText } from './capture-text';
import type { CaptureHeader } from './json-lines-format';
import { parseHeader } from './json-lines-format';

/** Lambda's events have at most 6 MB; this leaves room for what people put together by hand. */
export const LARGEST_EVENT_BYTES = 64 * 1024 * 1024;

/** A header is short: what has no end within this is no JSON Lines capture. */
const LONGEST_HEADER_BYTES = 64 * 1024;

const LINE_FEED = 0x0a;

/** A JSON Lines capture, its records still to be read. */
export interface LongCapture {
  readonly kind: 'jsonLines';
  readonly streamArn: string;
  readonly bytes: CaptureBytes;
  /** Where the line after the header begins. */
  readonly firstLine: LinePosition;
  /** Still being recorded, or broken off: a last line without an end does not count. */
  readonly isUnfinished: boolean;
}

/** An event or an on-failure document. */
export interface ShortCapture extends CapturedBatch {
  readonly bytes: CaptureBytes;
}

export type OpenCapture = LongCapture | ShortCapture;

/** @throws CaptureError. Whoever opens it closes `bytes`. */
export async function openCapture(file: string): Promise<OpenCapture> {
  const bytes = await CaptureBytes.open(file);
  try {
    if (bytes.sizeBytes === 0) throw new CaptureError(file, l10n.t('it is empty'));
    const header = recogniseHeader(file, await bytes.beginning(LONGEST_HEADER_BYTES));
    if (header === undefined) return { ...(await readWhole(bytes)), bytes };
    return { kind: 'jsonLines', ...header, bytes, isUnfinished: isUnfinishedName(file) };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

type FoundHeader = CaptureHeader & { readonly firstLine: LinePosition };

/** @returns undefined if the file is to be read as one JSON value */
function recogniseHeader(file: string, beginning: Buffer): FoundHeader | undefined {
  const line = firstLine(beginning);
  if (line === undefined) return undefined;
  const header = parseHeader(line.text, line.after.line - 1);
  if (header !== undefined) {
    return 'refused' in header ? refuse(file, header) : { ...header, firstLine: line.after };
  }
  const value = parseJson(line.text);
  if ('parsed' in value && isCapturedLine(value.parsed)) {
    throw new CaptureError(file, missingHeader(), { line: line.after.line - 1 });
  }
  return undefined;
}

/** The first line that is not blank, as far as it is whole within the beginning of the file. */
function firstLine(beginning: Buffer): { readonly text: string; readonly after: LinePosition } | undefined {
  let { offset, line } = FILE_START;
  while (offset < beginning.length) {
    const end = beginning.indexOf(LINE_FEED, offset);
    if (end === -1 && beginning.length >= LONGEST_HEADER_BYTES) return undefined;
    const next = end === -1 ? beginning.length : end + 1;
    const text = new TextDecoder().decode(beginning.subarray(offset, next)).trim();
    offset = next;
    line += 1;
    if (text !== '') return { text, after: { offset, line } };
  }
  return undefined;
}

async function readWhole(bytes: CaptureBytes): Promise<CapturedBatch> {
  const { file } = bytes;
  const content = await readContent(bytes);
  const reason = notText(content);
  if (reason !== undefined) throw new CaptureError(file, reason);
  const decoded = decodeUtf8(content);
  if (decoded.text === undefined) {
    throw new CaptureError(
      file,
      decoded.reason === 'cutOff' ? l10n.t('the file is cut off') : l10n.t('it is not UTF-8 text'),
    );
  }
  if (decoded.text.trim() === '') throw new CaptureError(file, l10n.t('it is empty'));
  const batch = parseCapturedBatch(decoded.text);
  return 'refused' in batch ? refuse(file, batch) : batch;
}

/** Stops at the limit, however much a small file unpacks to. */
async function readContent(bytes: CaptureBytes): Promise<Buffer> {
  const { file, sizeBytes } = bytes;
  if (sizeBytes > LARGEST_EVENT_BYTES) throw new CaptureError(file, tooLarge(sizeBytes));
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes.chunks()) {
    parts.push(chunk);
    length += chunk.length;
    if (length > LARGEST_EVENT_BYTES) throw new CaptureError(file, tooLargeUnpacked());
  }
  return Buffer.concat(parts);
}

const MB = 1024 * 1024;

function tooLarge(sizeBytes: number): string {
  return l10n.t(
    'it has {0} MB, and an event of more than {1} MB is not read; a long capture must be JSON Lines',
    Math.ceil(sizeBytes / MB).toLocaleString('en'),
    LARGEST_EVENT_BYTES / MB,
  );
}

function tooLargeUnpacked(): string {
  return l10n.t(
    'it has more than that when it is unpacked, and an event of more than {0} MB is not read; a long capture must be JSON Lines',
    LARGEST_EVENT_BYTES / MB,
  );
}

function refuse(file: string, { refused, line }: Refusal): never {
  throw new CaptureError(file, refused, line === undefined ? {} : { line });
}
