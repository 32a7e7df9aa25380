/** The question before a queue is looked into whose messages are counted. */
import * as vscode from 'vscode';
import { destinationName } from '../../../failed-batches/finding/destination-kind';
import type { QueueState } from '../../../failed-batches/ports/failure-queue';
import { confirm } from '../../notifications';
import { queueText } from './destination-items';
import type { DestinationNode } from './failed-batches-node';

export function agreeToLook({ destinationArn }: DestinationNode, state: QueueState): Promise<boolean> {
  const { maxReceiveCount = 0, deadLetterTargetArn = '' } = state.redrivePolicy ?? {};
  return confirm(
    vscode.l10n.t('Look into the queue "{0}"?', destinationName(destinationArn)),
    vscode.l10n.t(
      'To see its messages they are received and given back at once. Each look counts: what has been received {0} times the queue moves to {1}. {2}. You are asked once for as long as this window is open.',
      maxReceiveCount,
      deadLetterTargetArn,
      queueText(state),
    ),
    vscode.l10n.t('Look'),
  );
}
