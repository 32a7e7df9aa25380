/** The on-failure document as Lambda writes it: reference section 3.7 (DE-1 to DE-7, DE-16). */
import type { ModelOptions, WorldRecord } from './trace';

export interface Discarded {
  readonly records: readonly WorldRecord[];
  readonly condition: string | undefined;
  readonly counted: number;
  readonly functionError: 'Unhandled' | null;
  readonly nowMs: number;
}

/** The order of members is part of it; the request id can be any UUID. */
export function expectedDocument(discarded: Discarded, options: ModelOptions): unknown {
  const { records, condition, functionError, nowMs } = discarded;
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) throw new Error('No document without records.');
  return {
    requestContext: {
      requestId: 'any',
      functionArn: options.functionArn,
      condition,
      approximateInvokeCount: Math.max(1, discarded.counted),
    },
    ...(condition === 'RecordAgeExceeded'
      ? {}
      : { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError } }),
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    DDBStreamBatchInfo: {
      shardId: first.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: isoSeconds(first.createdMs),
      approximateArrivalOfLastRecord: isoSeconds(last.createdMs),
      batchSize: records.length,
      streamArn: options.streamArn,
    },
  };
}

const uuid = /"requestId":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/;

/** @returns the difference, if there is one */
export function sameDocument(actual: unknown, expected: unknown): string | undefined {
  const text = JSON.stringify(actual) as string | undefined;
  const comparable = text?.replace(uuid, '"requestId":"any"');
  const wanted = JSON.stringify(expected) as string | undefined;
  return comparable === wanted ? undefined : `${text ?? 'none'} instead of ${wanted ?? 'none'}`;
}

/** Whole seconds and `Z` (DE-2). */
export function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}
