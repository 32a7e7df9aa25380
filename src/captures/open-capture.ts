/**
 * Opens a file and recognises what it is. A long capture is left open to be streamed;
 * an event is read whole, and refused without being read if it is too large for that.
 */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { SourcedRecord } from '../engine/ports/record-sequence';
import type { ByteLine } from './byte-lines';
import { byteLines } from './byte-lines';
import { CaptureError, captureErrorOf } from './capture-error';
import type { CapturedBatch, CaptureKind, Refusal } from './capture-format';
import { isCapturedLine, MISSING_HEADER, parseCapturedBatch, parseJson } from './capture-format';
import { decodeUtf8, notText } from './capture-text';
import { parseHeader, parseRecordLine } from './json-lines-format';

/** Lambda's events have at most 6 MB; this leaves room for what people put together by hand. */
export const LARGEST_EVENT_BYTES = 64 * 1024 * 1024;

/** A header is short: what has no end within this is no JSON Lines capture. */
const LONGEST_HEADER_BYTES = 64 * 1024;

export interface OpenCapture {
  readonly kind: CaptureKind;
  readonly streamArn?: string;
  readonly sizeBytes: number;
  /** Can be called once. @throws CaptureError at the first bad line, after the records before it */
  records(): AsyncIterable<CapturedRecord>;
  close(): Promise<void>;
}

export interface CapturedRecord extends SourcedRecord {
  /** JSON Lines only: offset in the file of the byte after this record's line. */
  readonly endOffset?: number;
}

/** @throws CaptureError; the signal's reason. Whoever opens it closes it. */
export async function openCapture(file: string, signal?: AbortSignal): Promise<OpenCapture> {
  signal?.throwIfAborted();
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new CaptureError(file, 'it is empty');
    const beginning = await readBytes(handle, Math.min(size, LONGEST_HEADER_BYTES));
    const header = recogniseHeader(file, beginning);
    if (header === undefined) return { ...(await readWhole(handle, file, size)), sizeBytes: size };
    return {
      kind: 'jsonLines',
      streamArn: header.streamArn,
      sizeBytes: size,
      records: () => recordLines(handle, file, signal),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    signal?.throwIfAborted();
    throw captureErrorOf(error, file);
  }
}

/** What is no ordinary file is not opened: a pipe would wait for a writer for ever. */
async function openFile(file: string): Promise<FileHandle> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new CaptureError(file, 'it is a folder');
    if (!found.isFile()) throw new CaptureError(file, 'it is not an ordinary file');
    return await open(file, 'r');
  } catch (error) {
    throw captureErrorOf(error, file);
  }
}

/** @returns undefined if the file is to be read as one JSON value */
function recogniseHeader(file: string, beginning: Buffer): { readonly streamArn: string } | undefined {
  const line = firstLine(beginning);
  if (line === undefined) return undefined;
  const header = parseHeader(line.text, line.number);
  if (header !== undefined) return 'refused' in header ? refuse(file, header) : header;
  const value = parseJson(line.text);
  if ('parsed' in value && isCapturedLine(value.parsed)) {
    throw new CaptureError(file, MISSING_HEADER, { line: line.number });
  }
  return undefined;
}

/** The first line that is not blank, as far as it is whole within the beginning of the file. */
function firstLine(beginning: Buffer): { readonly text: string; readonly number: number } | undefined {
  const lines = new TextDecoder().decode(beginning).split('\n');
  const index = lines.findIndex((line) => line.trim() !== '');
  const text = lines[index]?.trim();
  const whole = index < lines.length - 1 || beginning.length < LONGEST_HEADER_BYTES;
  return text === undefined || !whole ? undefined : { text, number: index + 1 };
}

async function readWhole(
  handle: FileHandle,
  file: string,
  size: number,
): Promise<Omit<OpenCapture, 'sizeBytes'>> {
  if (size > LARGEST_EVENT_BYTES) {
    const megabytes = Math.ceil(size / (1024 * 1024)).toLocaleString('en');
    const most = LARGEST_EVENT_BYTES / (1024 * 1024);
    throw new CaptureError(
      file,
      `it has ${megabytes} MB, and an event of more than ${most} MB is not read; a long capture must be JSON Lines`,
    );
  }
  const bytes = await readBytes(handle, size);
  const reason = notText(bytes);
  if (reason !== undefined) throw new CaptureError(file, reason);
  const decoded = decodeUtf8(bytes);
  if (decoded.text === undefined) {
    throw new CaptureError(
      file,
      decoded.reason === 'cutOff' ? 'the file is cut off' : 'it is not UTF-8 text',
    );
  }
  if (decoded.text.trim() === '') throw new CaptureError(file, 'it is empty');
  const batch = parseCapturedBatch(decoded.text);
  if ('refused' in batch) return refuse(file, batch);
  await handle.close();
  return {
    kind: batch.kind,
    ...(batch.streamArn !== undefined && { streamArn: batch.streamArn }),
    records: () => recordsOf(batch),
    close: () => Promise.resolve(),
  };
}

// The port wants an asynchronous iterable, though these records are here already.
// eslint-disable-next-line @typescript-eslint/require-await
async function* recordsOf(batch: CapturedBatch): AsyncGenerator<CapturedRecord> {
  for (const record of batch.records) yield { shardId: batch.shardId, record };
}

async function* recordLines(
  handle: FileHandle,
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<CapturedRecord> {
  let lines = 0;
  try {
    for await (const line of byteLines(handle, file, signal)) {
      const text = lineText(file, line);
      if (text === '') continue;
      lines += 1;
      if (lines === 1) continue; // the header
      const record = parseRecordLine(text, line.number);
      if ('refused' in record) refuse(file, record);
      else yield { ...record, endOffset: line.endOffset };
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw captureErrorOf(error, file);
  }
  if (lines < 2) throw new CaptureError(file, 'it has a header and no record');
}

function lineText(file: string, { number, bytes }: ByteLine): string {
  const decoded = decodeUtf8(bytes);
  if (decoded.text !== undefined) return decoded.text.trim();
  const what = decoded.reason === 'cutOff' ? 'is cut off' : 'is not UTF-8 text';
  throw new CaptureError(file, `line ${number} ${what}`, { line: number });
}

function refuse(file: string, { refused, line }: Refusal): never {
  throw new CaptureError(file, refused, line === undefined ? {} : { line });
}

/** As many bytes as there are, at most `length`: the file may have become shorter. */
async function readBytes(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
