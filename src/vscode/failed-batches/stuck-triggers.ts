/** Which trigger a command on a stuck one is for: a row of "Failed Batches", or whatever names a trigger elsewhere. */
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { chosenTrigger } from '../commands/triggers/trigger-argument';
import type { StuckTriggerNode } from '../views/failed-batches/failed-batches-node';
import { tableOf } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';

/** @returns it as Lambda has it now; undefined when the user has gone away; @throws TriggerGoneError, ServiceError */
export function chosenStuckTrigger(
  parts: FailedBatchParts,
  argument: unknown,
  placeholder: string,
): Promise<ChosenTrigger | undefined> {
  if (!isStuckTrigger(argument)) return chosenTrigger(parts, argument, placeholder);
  const { connection, trigger } = argument;
  const row = { kind: 'trigger', connection, tableName: tableOf(trigger.streamArn), trigger };
  return chosenTrigger(parts, row, placeholder);
}

function isStuckTrigger(argument: unknown): argument is StuckTriggerNode {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'kind' in argument &&
    argument.kind === 'stuckTrigger' &&
    'trigger' in argument
  );
}
