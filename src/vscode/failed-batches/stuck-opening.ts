/** A stuck trigger as a failed batch: its probable records are found, chosen, added to the view and captured. */
import * as vscode from 'vscode';
import type { StuckPosition } from '../../failed-batches/stuck/stuck-position';
import { stuckBatch } from '../../failed-batches/stuck/stuck-batch';
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { pick } from '../commands/stepwise-questions';
import { triggerLabel } from '../triggers/trigger-label';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { CapturedFailure } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';
import type { SearchedPositions } from './stuck-search';
import { searchStuckPositions } from './stuck-search';
import { choiceText, positionItem, uncertaintyText } from './stuck-texts';

export interface OpenedStuckBatch {
  readonly node: FailedBatchNode;
  readonly position: StuckPosition;
  readonly captured: CapturedFailure;
  /** Sentences: what is probable, and why no more than that. */
  readonly uncertainty: string;
}

/**
 * @returns undefined when the user has gone away
 * @throws an error for people if no record is there; StreamSourceError; what capturing throws; CancellationError
 */
export async function openStuckBatch(
  parts: FailedBatchParts,
  chosen: ChosenTrigger,
): Promise<OpenedStuckBatch | undefined> {
  const { connection, trigger } = chosen;
  const found = await searchStuckPositions(parts, chosen);
  const position = await choosePosition(chosen, found);
  if (position === undefined) return undefined;
  const { batch, at } = stuckBatch(trigger, position, found.basis, parts.clock.now());
  const node: FailedBatchNode = { kind: 'awsFailedBatch', connection, trigger, batch, at };
  await parts.failures.add([node]);
  const captured = await parts.capturing.capture(node);
  return { node, position, captured, uncertainty: uncertaintyText(trigger, position, found) };
}

async function choosePosition(
  { trigger }: ChosenTrigger,
  found: SearchedPositions,
): Promise<StuckPosition | undefined> {
  const [first, ...others] = found.positions;
  if (first === undefined)
    throw new Error(
      vscode.l10n.t(
        'The stream of trigger {0} has no record that passes its filters: there is nothing at which it could be stuck.',
        triggerLabel(trigger),
      ),
    );
  if (others.length === 0) return first;
  const items = found.positions.map((position) => ({ ...positionItem(position), position }));
  const title = vscode.l10n.t('Stuck Batch of {0}', triggerLabel(trigger));
  const asked = await pick({ title, step: 1, totalSteps: 1 }, { placeholder: choiceText(found), items });
  return asked === undefined || asked === 'back' ? undefined : asked.answer.position;
}
