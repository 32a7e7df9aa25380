/** Whether a failed batch was given up by a certain trigger. A queue may take the documents of many. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import { isSameFunction } from '../../triggers/options/same-function';
import type { Trigger } from '../../triggers/trigger';
import type { FailedBatch } from '../failed-batch';

/** A trigger that was re-pointed to its table's next stream is the same; one to another table is not. */
export function isOfTrigger(
  { functionArn, streamArn }: Pick<FailedBatch, 'functionArn' | 'streamArn'>,
  trigger: Pick<Trigger, 'functionArn' | 'streamArn'>,
): boolean {
  return (
    isSameFunction(withoutLatest(trigger.functionArn), withoutLatest(functionArn)) &&
    tableKey(streamArn) === tableKey(trigger.streamArn)
  );
}

/** Whether documents of an unqualified function say `$LATEST` is recorded for the version only (DE-3). */
function withoutLatest(functionArn: string): string {
  return functionArn.replace(/:\$LATEST$/, '');
}

function tableKey(streamArn: string): string {
  const stream = parseStreamArn(streamArn);
  if (stream === undefined) return streamArn;
  return [stream.partition, stream.region, stream.accountId, stream.tableName].join(':');
}
