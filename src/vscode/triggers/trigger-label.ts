/** What a trigger is called in sentences and lists: its table and its function. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** For example `Orders → project-order:live`. */
export function triggerLabel(trigger: Pick<Trigger, 'streamArn' | 'functionArn'>): string {
  return labelOf(trigger.streamArn, trigger.functionArn);
}

export function documentLabel({ EventSourceArn = '', FunctionName = '' }: TriggerDocument): string {
  return labelOf(EventSourceArn, FunctionName);
}

/**
 * `name`, or `name:qualifier`.
 *
 * @param functionName a name, a partial ARN or an ARN, each perhaps with a qualifier
 */
export function functionLabel(functionName: string): string {
  const marker = functionName.lastIndexOf('function:');
  return marker < 0 ? functionName : functionName.slice(marker + 'function:'.length);
}

/** The ARN itself if it is no stream's. */
export function tableOf(streamArn: string): string {
  return parseStreamArn(streamArn)?.tableName ?? streamArn;
}

function labelOf(streamArn: string, functionName: string): string {
  return `${tableOf(streamArn)} → ${functionLabel(functionName)}`;
}
