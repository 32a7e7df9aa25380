/** Fetches the records of failed batches and saves them. */
import * as vscode from 'vscode';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { FoundBatch } from '../../failed-batches/failed-batch';
import { incompleteText } from '../../failed-batches/fetching/difference-sentences';
import { fetchBatch } from '../../failed-batches/fetching/fetch-batch';
import type { FetchedBatch } from '../../failed-batches/fetching/fetched-batch';
import { presentFilters, type PresentFilters } from '../../failed-batches/fetching/present-filters';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import type { ReadingEvent } from '../../triggers/streams/bounded-reading';
import { chooseFolder } from '../commands/choose-folder';
import { commandIds } from '../contributions';
import type { NotificationAction } from '../notifications';
import { showError, showInformation, withProgress } from '../notifications';
import { pollIntervalMs } from '../settings';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { AllRecordsLost } from './all-records-lost';
import { tableOf } from './batch-names';
import type { BatchCapturing, CapturedFailure, CapturingProgress } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';

export type CapturingParts = Omit<FailedBatchParts, 'capturing' | 'failures'>;

interface UnderWay {
  readonly capturing: Promise<CapturedFailure>;
  /** Absent where its own notification cancels it. */
  readonly stop: AbortSignal | undefined;
}

export class FailureCapturing implements BatchCapturing {
  /** By folder and batch: two clicks on one batch are one capture. */
  private readonly underWay = new Map<string, UnderWay>();

  /** @param saved hears of each batch that was saved now */
  constructor(
    readonly parts: CapturingParts,
    private readonly saved: (found: FoundBatch) => void = () => undefined,
  ) {}

  async capture(node: FailedBatchNode, folder?: vscode.WorkspaceFolder): Promise<CapturedFailure> {
    const target = folder ?? (await chooseFolder());
    if (target === undefined) throw new vscode.CancellationError();
    const title = vscode.l10n.t('Reading a failed batch of table "{0}"', tableOf(node.batch));
    const capture = (): Promise<CapturedFailure> =>
      withProgress(title, (stop, say) => this.captureAnew(node, target, { stop, say }, showIncomplete));
    try {
      return await this.once(node, target, capture, undefined);
    } catch (error) {
      if (!(error instanceof AllRecordsLost)) throw error;
      showError(error, reconstructAction(node));
      // It is said: whoever reports this error has nothing to add.
      throw new AllRecordsLost(error.message, error.fetched, { cause: new vscode.CancellationError() });
    }
  }

  captureQuietly(
    node: FailedBatchNode,
    folder: vscode.WorkspaceFolder,
    progress: CapturingProgress,
  ): Promise<CapturedFailure> {
    const capture = (): Promise<CapturedFailure> => this.captureAnew(node, folder, progress, () => undefined);
    return this.once(node, folder, capture, progress.stop);
  }

  /** @param stop of a quiet one; what is under way may have another, or a notification of its own */
  private async once(
    node: FailedBatchNode,
    folder: vscode.WorkspaceFolder,
    capture: () => Promise<CapturedFailure>,
    stop: AbortSignal | undefined,
  ): Promise<CapturedFailure> {
    const key = `${folder.uri.toString()}#${node.batch.id}`;
    const begun = this.underWay.get(key);
    if (begun === undefined) {
      const capturing = capture().finally(() => this.underWay.delete(key));
      this.underWay.set(key, { capturing, stop });
      return capturing;
    }
    try {
      return await begun.capturing;
    } catch (error) {
      // Of another work: that was cancelled, and this one was not.
      const isOurs = begun.stop === stop || stop?.aborted === true;
      if (isOurs || !(error instanceof vscode.CancellationError)) throw error;
      return this.once(node, folder, capture, stop);
    }
  }

  private async captureAnew(
    node: FailedBatchNode,
    folder: vscode.WorkspaceFolder,
    progress: CapturingProgress,
    tell: (node: FailedBatchNode, incomplete: string, fetched: FetchedBatch) => void,
  ): Promise<CapturedFailure> {
    const store = this.parts.storeOf(folder);
    const before = await store.find(node.batch.id);
    if (before !== undefined) return { ...before, folder };
    const fetched = await this.fetch(node, folder, progress);
    const incomplete = incompleteText(node.batch, fetched);
    if (fetched.records.length === 0) throw new AllRecordsLost(incomplete, fetched);
    const { batch, at } = node;
    const saved = await store.save({ batch, at }, fetched);
    this.saved({ batch, at });
    if (incomplete !== undefined) tell(node, incomplete, fetched);
    return { ...saved, folder };
  }

  /** @throws StreamSourceError; the signal's reason */
  private async fetch(
    { batch, trigger, connection }: FailedBatchNode,
    folder: vscode.WorkspaceFolder,
    { stop, say }: CapturingProgress,
  ): Promise<FetchedBatch> {
    const { aws, clock, log } = this.parts;
    // A document's own records are those that were sent: no filter is to be asked for.
    const filters: PresentFilters =
      batch.payload === undefined
        ? await presentFilters(aws.triggers, connection, batch, trigger, stop)
        : { known: false };
    if (!filters.known && filters.error !== undefined) log.warn(filters.error.message);
    const observe = (event: ReadingEvent): void => {
      if (event.type === 'progress') say(vscode.l10n.t('{0} records', event.records));
      if (event.type !== 'readRetried') return;
      log.warn(event.message);
      const seconds = Math.ceil((event.retryAtMs - clock.now()) / 1000);
      if (seconds > 0) say(vscode.l10n.t('{0} Again in {1} s.', event.message, seconds));
    };
    const source = aws.streams.openStream(batch.streamArn, connection);
    const pause = pollIntervalMs(folder.uri, isLocalConnection(connection));
    const fetched = await fetchBatch(batch, { source, clock, filters, pollIntervalMs: pause, observe }, stop);
    if (fetched !== 'stopped') return fetched;
    stop.throwIfAborted();
    throw new StreamSourceError('failed', vscode.l10n.t('Reading the stream was stopped.'));
  }
}

function showIncomplete(node: FailedBatchNode, incomplete: string, { differences }: FetchedBatch): void {
  const hasLost = differences.some(({ kind }) => kind === 'trimmed');
  showInformation(incomplete, ...(hasLost ? [reconstructAction(node)] : []));
}

function reconstructAction(node: FailedBatchNode): NotificationAction {
  return {
    label: vscode.l10n.t('Reconstruct Lost Records…'),
    run: () => vscode.commands.executeCommand(commandIds.reconstructRecords, node),
  };
}
