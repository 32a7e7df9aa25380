/** Feeds captures to the handler, one file after the other. */
import * as vscode from 'vscode';
import type { CheckpointStore } from '../../engine/ports/checkpoint-store';
import type { InvocationResult } from '../../engine/ports/function-invoker';
import type { InvokedBatch } from '../../engine/ports/mapping-observer';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import type { RecordSelection } from './attribute-reader';
import { CountedSource } from './counted-source';
import { findCaptures } from './find-captures';
import type { MappingReport } from './mapping-report';
import type { CapturedRecords } from './record-source';
import type { StreamPlace } from './replay-parts';
import type { SessionTools } from './session-tools';
import { runSource, sessionMapping } from './session-mapping';

/** Where no capture says where its stream was. */
const fallbackStream: StreamPlace = { region: 'us-east-1', accountId: '000000000000' };

export interface ReplayOutcomeStore {
  set(captureFile: string, outcome: InvocationResult['outcome']): void;
}

/** @throws an error for people when there is nothing to replay */
export async function capturesToReplay(
  { captures }: CapturedRecords,
  folder: vscode.WorkspaceFolder,
): Promise<readonly string[]> {
  const files = await findCaptures(captures, folder);
  if (files.length > 0) return files;
  throw new Error(
    vscode.l10n.t(
      'No captured batch was found for "captures": {0}. Name files that exist, or open the sample to see one.',
      captures.join(', '),
    ),
  );
}

/** Region and account of the first capture that can be read and says them. */
export async function streamOfCaptures(
  files: readonly string[],
  streamOf: (file: string) => Promise<StreamPlace | undefined>,
): Promise<StreamPlace> {
  for (const file of files) {
    try {
      const stream = await streamOf(file);
      if (stream !== undefined) return stream;
    } catch (error) {
      // A bad capture is reported when its turn comes.
      if (!isCaptureError(error)) throw error;
    }
  }
  return fallbackStream;
}

export interface CaptureRun {
  readonly tools: SessionTools;
  readonly source: CapturedRecords;
  readonly outcomes: ReplayOutcomeStore;
  readonly place: StreamPlace;
  readonly deployed: EventSourceMapping | undefined;
}

/**
 * One bad file does not hold back the others.
 *
 * @returns whether everything went through
 * @throws the first bad file's error if nothing could be replayed
 */
export async function replayCaptures(run: CaptureRun, files: readonly string[]): Promise<boolean> {
  const { stop, write, replay } = run.tools;
  const unreadable: Error[] = [];
  let hasDropped = false;
  for (const file of files) {
    if (stop.aborted) break;
    try {
      const { dropped } = await replayCapture(run, file);
      hasDropped ||= dropped > 0;
    } catch (error) {
      if (!isCaptureError(error)) throw error;
      unreadable.push(error);
      if (files.length > 1) write({ category: 'stderr', text: `✗ ${error.message}\n` });
    }
  }
  // Said in the Debug Console already; where nothing could be replayed it is the session's end as well.
  if (unreadable[0] !== undefined && replay.batches.length === 0) throw unreadable[0];
  return !hasDropped && unreadable.length === 0;
}

async function replayCapture(run: CaptureRun, file: string): Promise<MappingReport> {
  const { parts, configuration, stop } = run.tools;
  const { records } = run.source;
  const capture = await parts.openCapture(file, records);
  const source = new CountedSource(capture);
  try {
    const report = await runSource(run.tools, {
      source,
      mapping: sessionMapping(
        configuration,
        {
          uuid: parts.newUuid(),
          functionArn: parts.functionArn(run.place, configuration.functionName),
          eventSourceArn: capture.streamArn,
          startingPosition: { type: 'TRIM_HORIZON' },
        },
        run.deployed,
      ),
      checkpoints: nothingKept,
      recordAgeFrom: 'reading',
      pollIntervalMs: 0,
      originOf: (batch) => ({ kind: 'capture', file, selection: selectionOf(batch, source, records) }),
    });
    if (!stop.aborted) rememberOutcome(run, file, report);
    return report;
  } finally {
    await capture.close();
  }
}

/** Some of its records say nothing about the capture. */
function rememberOutcome({ source, outcomes }: CaptureRun, file: string, report: MappingReport): void {
  if (source.records !== undefined) return;
  const { result } = report.failure ?? {};
  const failed = result === undefined || result.outcome === 'succeeded' ? 'functionError' : result.outcome;
  if (report.dropped === 0) outcomes.set(file, 'succeeded');
  else outcomes.set(file, failed === 'notInvoked' ? 'functionError' : failed);
}

/** What to replay of the capture to feed this batch again. */
function selectionOf(
  { shardId, records: [first, ...others] }: InvokedBatch,
  source: CountedSource,
  selected: RecordSelection | undefined,
): RecordSelection {
  // A selection over a whole file does not say where in its shard a batch stands: it is repeated as a whole.
  if (selected !== undefined && selected.shardId === undefined) return selected;
  const from = first && source.placeOf(first);
  const to = source.placeOf(others.at(-1) ?? first);
  // The end of a tumbling window has no records: what comes of it depends on the whole shard.
  if (from === undefined || to === undefined) return selected ?? { from: 0, shardId };
  return { shardId, from: (selected?.from ?? 0) + from, count: to - from + 1 };
}

/** A capture is replayed from its beginning each time. */
const nothingKept: CheckpointStore = {
  load: () => Promise.resolve(new Map()),
  save: () => undefined,
  flush: () => Promise.resolve(),
};

/** The captures room's own class is not known here, its name is. */
function isCaptureError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CaptureError';
}
