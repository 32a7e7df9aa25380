/** One failed batch into the local handler, and what comes after it went through: the way back to Lambda. */
import * as vscode from 'vscode';
import { commandIds } from '../contributions';
import type { RecordSelection } from '../debug/attribute-reader';
import type { NotificationAction } from '../notifications';
import { showError, showInformation } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { FailedBatchParts } from './failed-batch-parts';
import { hasBreakpointNear } from './replay-entry';
import type { PreparedReplay } from './replay-preparation';
import { NotReplayableError, prepareReplay } from './replay-preparation';

export interface ReplayChoice {
  readonly noDebug: boolean;
  /** All records without it. */
  readonly records?: RecordSelection;
}

export class FailedBatchReplays {
  /** By the capture's file: one that waits for its session to end well. */
  private readonly awaited = new Map<string, vscode.Disposable>();

  constructor(private readonly parts: FailedBatchParts) {}

  /** Ends when the session has begun. @throws an error for people, CancellationError */
  async start(node: FailedBatchNode, choice: ReplayChoice): Promise<void> {
    try {
      const prepared = await prepareReplay(this.parts, node);
      if (prepared !== undefined) await this.startPrepared(node, prepared, choice);
    } catch (error) {
      if (!(error instanceof NotReplayableError)) throw error;
      const { captureFile } = error.captured;
      const open = (): unknown => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(captureFile));
      showError(error, { label: vscode.l10n.t('Open Capture'), run: open }, redrive(node));
    }
  }

  private async startPrepared(
    node: FailedBatchNode,
    { captured, local, configuration }: PreparedReplay,
    { noDebug, records }: ReplayChoice,
  ): Promise<void> {
    const stopOnEntry = configuration['stopOnEntry'] === true || !hasBreakpointNear(local);
    const { captureFile } = captured;
    if (records === undefined) this.awaitPass(node, captureFile);
    await this.parts.startReplay.startFrom(
      { ...configuration, ...(!noDebug && { stopOnEntry }) },
      { folder: local.folder, captureFile, noDebug, ...(records && { records }) },
    );
  }

  /** Until the batch has gone through, or is started again: it may take many a saved fix. */
  private awaitPass(node: FailedBatchNode, captureFile: string): void {
    this.awaited.get(captureFile)?.dispose();
    const { outcomes, clock } = this.parts;
    const beginMs = clock.now();
    const listener = outcomes.onChange(() => {
      const last = outcomes.get(captureFile);
      if (last?.outcome !== 'succeeded' || last.atMs < beginMs) return;
      listener.dispose();
      this.awaited.delete(captureFile);
      sayPassed(node);
    });
    this.awaited.set(captureFile, listener);
  }
}

function sayPassed(node: FailedBatchNode): void {
  const functionName = node.batch.functionArn.replace(/^.*:function:/, '');
  if (node.at.kind === 'stuckTrigger')
    showInformation(
      vscode.l10n.t(
        'The batch went through the local handler. Once the fix is deployed to function {0}, the trigger goes on by itself: it sends the batch again.',
        functionName,
      ),
    );
  else
    showInformation(
      vscode.l10n.t(
        'The failed batch went through the local handler. Once the fix is deployed, it can be redriven to function {0}.',
        functionName,
      ),
      redrive(node),
    );
}

function redrive(node: FailedBatchNode): NotificationAction {
  return {
    label: vscode.l10n.t('Redrive to Lambda…'),
    run: () => vscode.commands.executeCommand(commandIds.redriveFailedBatch, node),
  };
}
