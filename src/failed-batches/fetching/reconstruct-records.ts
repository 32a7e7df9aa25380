/**
 * Stand-ins for records that the stream has trimmed: the items as they are in the table now. They are marked by their
 * event ids and numbers, say nothing of what was before, and keep the batch's order.
 */
import { encodeRecord, type EncodedRecord } from '../../engine/events/encoded-record';
import type { AttributeMap, StreamRecord } from '../../engine/events/dynamodb-event';
import { parseStreamArn } from '../../engine/events/stream-arn';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import type { StreamViewType } from '../../triggers/ports/table-catalog';
import type { FailedBatch } from '../failed-batch';
import type { FetchDifference, FetchedBatch } from './fetched-batch';

/** Begins `eventID`. Those of the service are hexadecimal digits. */
const RECONSTRUCTED_ID = 'reconstructed-';

/** Longer than a number of DynamoDB Local (21 digits), and with zeros in front, which AWS never writes (section 1.4). */
const DIGITS = 40;

export interface PresentItem {
  readonly key: AttributeMap;
  /** Undefined for an item that does not exist. */
  readonly item: AttributeMap | undefined;
}

type Trimmed = Extract<FetchDifference, { readonly kind: 'trimmed' }>;

export function isReconstructedRecord({ eventID }: Pick<StreamRecord, 'eventID'>): boolean {
  return eventID?.startsWith(RECONSTRUCTED_ID) === true;
}

/** @returns undefined if nothing of the batch is trimmed */
export function firstHole({ differences }: Pick<FetchedBatch, 'differences'>): Trimmed | undefined {
  return differences.find((difference) => difference.kind === 'trimmed');
}

/** How many records may stand in for those that a hole has lost. */
export function mostReconstructed(batch: Pick<FailedBatch, 'endSequenceNumber'>, hole: Trimmed): number {
  const numbersFree = lastNumber(batch, hole) - BigInt(hole.after ?? '0');
  return Number(numbersFree < BigInt(hole.lostAtMost) ? numbersFree : BigInt(hole.lostAtMost));
}

/**
 * Puts them into the first hole, in the order that is given.
 *
 * @param items not more than `mostReconstructed`
 * @param viewType the function gets no image that the stream would not have given it
 */
export function withReconstructed(
  batch: Pick<FailedBatch, 'streamArn' | 'endSequenceNumber' | 'firstArrivalMs'>,
  fetched: FetchedBatch,
  items: readonly PresentItem[],
  viewType: StreamViewType | undefined,
): FetchedBatch {
  const hole = firstHole(fetched);
  if (hole === undefined) return fetched;
  const first = lastNumber(batch, hole) - BigInt(items.length - 1);
  const made = items.map((item, index) => recordOf(batch, item, first + BigInt(index), viewType));
  const isBefore = ({ sequenceNumber }: EncodedRecord): boolean =>
    hole.after !== undefined && compareSequenceNumbers(sequenceNumber, hole.after) <= 0;
  const records = [
    ...fetched.records.filter(isBefore),
    ...made,
    ...fetched.records.filter((record) => !isBefore(record)),
  ];
  const difference = {
    kind: 'reconstructed',
    sequenceNumbers: made.map(({ sequenceNumber }) => sequenceNumber),
  } as const;
  return { ...fetched, records, differences: [...fetched.differences, difference] };
}

function lastNumber(
  { endSequenceNumber }: Pick<FailedBatch, 'endSequenceNumber'>,
  { until }: Trimmed,
): bigint {
  return until === undefined ? BigInt(endSequenceNumber) : BigInt(until) - 1n;
}

function recordOf(
  { streamArn, firstArrivalMs }: Pick<FailedBatch, 'streamArn' | 'firstArrivalMs'>,
  { key, item }: PresentItem,
  number: bigint,
  viewType: StreamViewType | undefined,
): EncodedRecord {
  const region = parseStreamArn(streamArn)?.region;
  const hasImage = viewType !== 'KEYS_ONLY' && viewType !== 'OLD_IMAGE';
  const digits = String(number).padStart(DIGITS, '0');
  const record: StreamRecord = {
    eventID: `${RECONSTRUCTED_ID}${digits}`,
    // Whether it was made or changed, nobody knows any more; that it is gone is to be seen.
    eventName: item === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    ...(region !== undefined && { awsRegion: region }),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(firstArrivalMs / 1000),
      Keys: key,
      ...(item !== undefined && hasImage && { NewImage: item }),
      SequenceNumber: digits,
      ...(viewType !== undefined && { StreamViewType: viewType }),
    },
    eventSourceARN: streamArn,
  };
  return encodeRecord(record);
}
