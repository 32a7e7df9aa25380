/** Tells the Replays view and the Debug Console what a mapping does. */
import * as vscode from 'vscode';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { InvokedBatch, MappingEvent, MappingObserver } from '../../engine/ports/mapping-observer';
import { dropText } from '../views/replays/batch-state-text';
import type {
  BatchOrigin,
  BatchVerdict,
  Replay,
  ReplayedBatch,
  ReplaysModel,
} from '../views/replays/replays-model';
import { verdictOf } from '../views/replays/batch-state-text';
import type { WriteLine } from './debug-console';
import { batchName, durationText, outcomeLines, recordCountText } from './debug-console';
import { streamLine } from './stream-lines';

export interface MappingReportSetting {
  readonly replays: ReplaysModel;
  readonly replay: Replay;
  readonly write: WriteLine;
  readonly originOf: (batch: InvokedBatch) => BatchOrigin;
  /** An invocation is about to begin. */
  readonly invocationBegins: (batch: InvokedBatch) => void;
}

interface Row {
  readonly last: EncodedRecord | undefined;
  readonly batch: ReplayedBatch;
}

export class MappingReport implements MappingObserver {
  /** By a batch's first record; the final invocation of a tumbling window, which has none, by its window. */
  private readonly rows = new WeakMap<EncodedRecord, Row>();
  private readonly windowRows = new Map<string, Row>();
  private lastFinished: ReplayedBatch | undefined;
  /** How many batches were discarded, lost or given up. */
  dropped = 0;
  /** The newest verdict that was no success. */
  failure: BatchVerdict | undefined;

  constructor(private readonly setting: MappingReportSetting) {}

  observe(event: MappingEvent): void {
    switch (event.type) {
      case 'batchStarted':
        this.start(event.batch);
        return;
      case 'batchFinished':
        this.finish(event.batch, { result: event.result, outcome: event.outcome });
        return;
      case 'batchBisected':
        this.say(
          vscode.l10n.t(
            '{0} is cut in two, as BisectBatchOnFunctionError has it: {1} and {2} records.',
            this.nameOf(event.batch),
            event.firstHalf,
            event.batch.records.length - event.firstHalf,
          ),
        );
        return;
      case 'retryScheduled':
        this.say(
          vscode.l10n.t(
            '{0} is sent again in {1}.',
            this.nameOf(event.batch),
            durationText(Math.max(0, event.atMs - Date.now())),
          ),
        );
        return;
      case 'recordsDropped':
        this.drop(event);
        return;
      case 'recordsRead':
        this.setting.replays.addProgress(this.setting.replay, event.count, event.count - event.kept);
        return;
      case 'checkpointed':
        return;
      case 'shardStarted':
      case 'shardFinished':
      case 'readRetried':
      case 'recordsLost':
      case 'destinationFailed': {
        const line = streamLine(event, this.setting.replay.isLive);
        if (line !== undefined) this.setting.write(line);
      }
    }
  }

  /** The batch that waits for a decision: itself, or, for the rest of a partly failed one, what it was cut from. */
  rowFor(batch: InvokedBatch): ReplayedBatch | undefined {
    return this.find(batch)?.batch ?? this.lastFinished;
  }

  /** Given up: what is said of this batch is shown at that row. */
  bind(batch: InvokedBatch, row: ReplayedBatch): void {
    this.remember(batch, row);
  }

  private start(batch: InvokedBatch): void {
    const { replays, replay, originOf, invocationBegins } = this.setting;
    invocationBegins(batch);
    const known = this.find(batch);
    if (known !== undefined) replays.startAgain(known.batch);
    else this.remember(batch, replays.startBatch(replay, batch, originOf(batch)));
  }

  private finish(batch: InvokedBatch, verdict: BatchVerdict): void {
    const row = this.find(batch)?.batch;
    if (row === undefined) return;
    this.lastFinished = row;
    if (verdict.outcome.kind !== 'succeeded') this.failure = verdict;
    this.setting.replays.setBatchState(row, { phase: 'finished', ...verdict });
    for (const line of outcomeLines(row, verdict)) this.setting.write(line);
    if (batch.records.length === 0 && verdict.outcome.kind === 'succeeded')
      this.windowRows.delete(windowKey(batch));
  }

  private drop({ batch, reason, document }: Extract<MappingEvent, { type: 'recordsDropped' }>): void {
    const { replays, replay, originOf, write } = this.setting;
    this.dropped += 1;
    // Part of a batch, for example the records that are too old, was never a row of its own.
    const row = this.find(batch)?.batch ?? replays.startBatch(replay, batch, originOf(batch));
    replays.setBatchState(row, { phase: 'discarded', reason, ...verdictOf(row.state) });
    write({ category: 'stderr', text: `✗ ${batchName(row)}: ${dropText(reason)}\n` });
    if (document === undefined) return;
    const told = vscode.l10n.t('Lambda would tell the on-failure destination: {0}', JSON.stringify(document));
    write({ category: 'console', text: `  ${told}\n` });
  }

  private say(sentence: string): void {
    this.setting.write({ category: 'console', text: `${sentence}\n` });
  }

  private nameOf(batch: InvokedBatch): string {
    const row = this.find(batch)?.batch;
    return row === undefined ? recordCountText(batch.records.length) : batchName(row);
  }

  private find(batch: InvokedBatch): Row | undefined {
    const [first] = batch.records;
    if (first === undefined) return this.windowRows.get(windowKey(batch));
    const row = this.rows.get(first);
    return row?.last === batch.records.at(-1) ? row : undefined;
  }

  private remember(batch: InvokedBatch, row: ReplayedBatch): void {
    const [first] = batch.records;
    const remembered: Row = { last: batch.records.at(-1), batch: row };
    if (first === undefined) this.windowRows.set(windowKey(batch), remembered);
    else this.rows.set(first, remembered);
  }
}

function windowKey({ shardId, window }: InvokedBatch): string {
  return `${shardId} ${window?.start ?? ''}`;
}
