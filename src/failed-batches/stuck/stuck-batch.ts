/** The records at which a trigger is probably stuck, as a failed batch. Its document, which nobody has sent, says that. */
import { isoMilliseconds, isoSeconds } from '../../engine/events/iso-time';
import type { Trigger } from '../../triggers/trigger';
import type { FailedBatch, FoundBatch } from '../failed-batch';
import { failedBatchId } from '../failed-batch-id';
import type { StuckPositions } from './find-stuck-positions';
import type { StuckPosition } from './stuck-position';

/** In the place of Lambda's own conditions (DE-5). */
export const STUCK_CONDITION = 'Stuck';

export function stuckBatch(
  { uuid, streamArn, functionArn }: Pick<Trigger, 'uuid' | 'streamArn' | 'functionArn'>,
  { shard: { shardId }, records, alsoPossible }: StuckPosition,
  basis: StuckPositions['basis'],
  nowMs: number,
): FoundBatch {
  const [first] = records;
  const last = records.at(-1) ?? first;
  const place = {
    streamArn,
    shardId,
    startSequenceNumber: first.sequenceNumber,
    endSequenceNumber: last.sequenceNumber,
    // The same batch of the same trigger is the same failed batch whenever it is opened.
    requestId: `stuck-${uuid}`,
  };
  const batch: Omit<FailedBatch, 'documentText'> = {
    id: failedBatchId(place),
    ...place,
    batchSize: records.length,
    firstArrivalMs: wholeSecondsMs(first.approximateCreationMs ?? nowMs),
    lastArrivalMs: wholeSecondsMs(last.approximateCreationMs ?? nowMs),
    discardedMs: nowMs,
    condition: STUCK_CONDITION,
    functionArn,
    // How often it was tried nobody tells; once is what Lambda writes at least (DE-7).
    invocations: 1,
  };
  const probable = { basis, beginsAtMostRecordsLater: alsoPossible };
  const documentText = JSON.stringify(documentOf(batch, probable), null, 2);
  return { batch: { ...batch, documentText }, at: { kind: 'stuckTrigger', triggerUuid: uuid } };
}

/** Names and order of DE-1, so that it is read back as any other. */
function documentOf(batch: Omit<FailedBatch, 'documentText'>, probablePosition: object): object {
  const { requestId, functionArn, condition, invocations } = batch;
  const { shardId, startSequenceNumber, endSequenceNumber, batchSize, streamArn } = batch;
  return {
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invocations },
    version: '1.0',
    timestamp: isoMilliseconds(batch.discardedMs),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber,
      endSequenceNumber,
      approximateArrivalOfFirstRecord: isoSeconds(batch.firstArrivalMs),
      approximateArrivalOfLastRecord: isoSeconds(batch.lastArrivalMs),
      batchSize,
      streamArn,
    },
    probablePosition,
  };
}

function wholeSecondsMs(epochMs: number): number {
  return Math.floor(epochMs / 1000) * 1000;
}
