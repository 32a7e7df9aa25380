/** What stands in the file beside a failed batch's capture: where it was found, what it is, what is missing. */
import { isJsonObject } from '../../engine/events/json-object';
import type { JsonObject } from '../../engine/events/json-object';
import type { FailedBatch, FoundAt } from '../../failed-batches/failed-batch';
import type { FetchDifference } from '../../failed-batches/fetching/fetched-batch';

/** Of files; captures are never called so, and the captures' view passes over it. */
export const FAILED_BATCH_EXTENSION = '.failed-batch';

export interface FailedBatchFile {
  /** Without its payload, which is in the capture. */
  readonly batch: FailedBatch;
  readonly at: FoundAt;
  /** Epoch milliseconds. */
  readonly savedMs: number;
  readonly recordCount: number;
  readonly filteredOut: number;
  readonly differences: readonly FetchDifference[];
  readonly incomplete?: string;
  readonly capture: {
    /** In the same folder. */
    readonly file: string;
    readonly sizeBytes: number;
    readonly sha256: string;
  };
}

const VERSION = 1;
const INDENT = 2;

const TEXTS = [
  'id',
  'streamArn',
  'shardId',
  'startSequenceNumber',
  'endSequenceNumber',
  'condition',
  'functionArn',
  'requestId',
  'documentText',
] as const;
const NUMBERS = ['batchSize', 'firstArrivalMs', 'lastArrivalMs', 'discardedMs', 'invocations'] as const;
const PLACES: Readonly<Record<FoundAt['kind'], readonly string[]>> = {
  queue: ['queueArn', 'messageId'],
  bucket: ['bucketArn', 'key'],
  text: [],
  stuckTrigger: ['triggerUuid'],
};

export function failedBatchFileText(content: FailedBatchFile): string {
  const stored = { failedBatchVersion: VERSION, ...content, batch: { ...content.batch, payload: undefined } };
  return `${JSON.stringify(stored, undefined, INDENT)}\n`;
}

/** @returns undefined for what we have not written, or not to its end */
export function parseFailedBatchFile(text: string): FailedBatchFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value['failedBatchVersion'] !== VERSION) return undefined;
  const { batch, at, savedMs, capture, recordCount, filteredOut, differences, incomplete } = value;
  const isWhole =
    isBatch(batch) &&
    isPlace(at) &&
    isCapture(capture) &&
    typeof savedMs === 'number' &&
    typeof recordCount === 'number' &&
    typeof filteredOut === 'number' &&
    Array.isArray(differences) &&
    (incomplete === undefined || typeof incomplete === 'string');
  return isWhole ? (value as unknown as FailedBatchFile) : undefined;
}

function isBatch(batch: unknown): boolean {
  return (
    isJsonObject(batch) &&
    TEXTS.every((member) => typeof batch[member] === 'string') &&
    NUMBERS.every((member) => typeof batch[member] === 'number')
  );
}

function isPlace(at: unknown): boolean {
  if (!isJsonObject(at)) return false;
  const { kind } = at;
  if (typeof kind !== 'string' || !Object.hasOwn(PLACES, kind)) return false;
  const members = PLACES[kind as FoundAt['kind']];
  return members.every((member) => typeof at[member] === 'string');
}

/** A name in the same folder and no path out of it: these files may come from somebody else. */
function isCapture(capture: unknown): boolean {
  return (
    isJsonObject(capture) &&
    isFileName(capture) &&
    typeof capture['sizeBytes'] === 'number' &&
    typeof capture['sha256'] === 'string'
  );
}

function isFileName({ file }: JsonObject): boolean {
  return typeof file === 'string' && /^[^/\\]+\.json$/.test(file);
}
