/**
 * Drops records for good: the on-failure destination is told, then the position moves past them
 * (CK-6), whether it could be told or not (DE-13).
 */
import { buildEvent } from '../events/event-bytes';
import { failureDocument } from '../failures/discarded-batch';
import type { DiscardCondition, FailureDocument } from '../failures/failure-document';
import type { StopSignal } from '../ports/stop-signal';
import { unlessStopped } from '../stopping/unless-stopped';
import type { BatchPart } from './batch-part';
import type { BatchSetting } from './batch-setting';
import type { InvocationContext } from './invocation-context';

/**
 * @param count how many of the part's first records; 0 is a tumbling window's final invocation
 * @returns when they are done with, or the signal aborted before the destination was told: then the next run
 *   discards, and tells, again
 */
export async function discardRecords(
  context: InvocationContext,
  setting: BatchSetting,
  part: BatchPart,
  count: number,
  condition: DiscardCondition,
  stop: StopSignal,
): Promise<void> {
  const records = part.records.slice(0, count);
  const batch = setting.batchOf(records);
  const document = documentOf(context, setting.shardId, { ...part, records }, condition);
  if (document !== undefined) {
    try {
      const sent = context.destination?.send(document, buildEvent(batch.records)) ?? Promise.resolve();
      if ((await unlessStopped(sent, stop)) === 'stopped') return;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.observer.observe({ type: 'destinationFailed', document, message });
    }
  }
  context.observer.observe({
    type: 'recordsDropped',
    batch,
    reason: condition,
    ...(document !== undefined && { document }),
  });
  setting.finish(records);
}

/** @returns undefined without records: a window's final invocation has none to tell of (TW-7) */
function documentOf(
  { mapping, clock, newUuid }: InvocationContext,
  shardId: string,
  { records, countedFailures, lastResult }: BatchPart,
  condition: DiscardCondition,
): FailureDocument | undefined {
  const [first, ...others] = records;
  if (first === undefined) return undefined;
  const lastOutcome = lastResult?.outcome === 'notInvoked' ? undefined : lastResult?.outcome;
  return failureDocument(
    {
      shardId,
      records: [first, ...others],
      condition,
      invocations: countedFailures,
      ...(lastOutcome !== undefined && { lastOutcome }),
    },
    mapping,
    clock.now(),
    newUuid(),
  );
}
