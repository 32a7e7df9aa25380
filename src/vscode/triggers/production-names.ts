/** The names in a change that may look like production: tables and functions. */
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { functionLabel, tableOf } from './trigger-label';

export function namesOf(trigger: Trigger, change: TriggerDocument = {}): readonly string[] {
  const { streamArn, functionArn } = trigger;
  return [
    ...new Set([...namesIn({ EventSourceArn: streamArn, FunctionName: functionArn }), ...namesIn(change)]),
  ];
}

export function namesIn({ EventSourceArn, FunctionName }: TriggerDocument): readonly string[] {
  return [
    ...(EventSourceArn === undefined ? [] : [tableOf(EventSourceArn)]),
    ...(FunctionName === undefined ? [] : [functionLabel(FunctionName)]),
  ];
}
