/**
 * The recordings of this window: begins, resumes and ends them. As many as one likes run side by side; what
 * the window's end, or an error, breaks off can be resumed.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { MappingEvent } from '../../../engine/ports/mapping-observer';
import { parseStreamArn } from '../../../engine/events/stream-arn';
import { compileFilterCriteria } from '../../../engine/filtering/filter-criteria';
import type { RecordStreamOptions } from '../../../captures/record-stream';
import type { RecordingRequest } from '../../../captures/recording-request';
import { recordCountText } from '../../debug/debug-console';
import type { NotificationAction } from '../../notifications';
import { showInformation } from '../../notifications';
import { capturesFolder, keepCapturesOutOfGit } from '../../settings';
import type { InterruptedRecording, OpenRecording, RecordingParts } from './recording-parts';
import type { RecordingsModel, RunningRecording } from './recordings-model';

/** Between two reads of a shard: Lambda's base rate (PR-1), and what a local endpoint bears. */
const POLL_INTERVAL_MS = 250;
const LOCAL_POLL_INTERVAL_MS = 25;

/** Why a recording stops: somebody has enough of it, or the window closes on it. */
const ENOUGH = Symbol('enough');
const CLOSING = Symbol('closing');

interface Run {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

type Report = (error: unknown, ...actions: readonly NotificationAction[]) => void;

export class StreamRecordings {
  private readonly runs = new Map<RunningRecording, Run>();

  constructor(
    private readonly parts: RecordingParts,
    private readonly model: RecordingsModel,
    private readonly report: Report,
  ) {}

  /** @returns when the file is there and the reading has begun. @throws CaptureError */
  async start(folder: vscode.WorkspaceFolder, request: RecordingRequest): Promise<void> {
    const recording = await this.parts.start(capturesFolder(folder), request, keepCapturesOutOfGit(folder));
    this.run(folder, request, recording);
  }

  /** Goes on after the last record that was written. @throws CaptureError */
  async resume(folder: vscode.WorkspaceFolder, interrupted: InterruptedRecording): Promise<void> {
    const recording = await this.parts.resume(interrupted);
    this.run(folder, interrupted.request, recording, interrupted.startedAtMs);
  }

  /** Makes a capture of what an interrupted recording has. @throws CaptureError */
  async keep(interrupted: InterruptedRecording): Promise<void> {
    const file = await (await this.parts.resume(interrupted)).finish();
    tellEnd(file, interrupted.recordCount);
  }

  /** Recordings of the folder that no window is writing. @throws CaptureError */
  async interrupted(folder: vscode.WorkspaceFolder): Promise<readonly InterruptedRecording[]> {
    const running = new Set(this.model.running.map(({ file }) => file));
    const found = await this.parts.interrupted(capturesFolder(folder));
    return found.filter(({ file }) => !running.has(file));
  }

  /** @returns when it has become a capture */
  async end(recording: RunningRecording): Promise<void> {
    const run = this.runs.get(recording);
    run?.abort.abort(ENOUGH);
    await run?.done;
  }

  /** The window closes: what is written stays to be resumed. */
  async stop(): Promise<void> {
    for (const { abort } of this.runs.values()) abort.abort(CLOSING);
    await Promise.all([...this.runs.values()].map(({ done }) => done));
  }

  private run(
    folder: vscode.WorkspaceFolder,
    request: RecordingRequest,
    open: OpenRecording,
    resumedFromMs?: number,
  ): void {
    const recording = this.model.add({
      folder: folder.uri.toString(),
      tableName: parseStreamArn(request.streamArn)?.tableName ?? request.streamArn,
      request,
      file: open.file,
      ...open.progress,
    });
    const abort = new AbortController();
    const done = this.record(recording, open, abort.signal, resumedFromMs)
      .catch((error: unknown) => this.report(error, this.resumeAction(folder, open.file)))
      .finally(() => {
        this.runs.delete(recording);
        this.model.remove(recording);
      });
    this.runs.set(recording, { abort, done });
  }

  /** @throws what no retry mends; then the recording can be resumed */
  private async record(
    recording: RunningRecording,
    open: OpenRecording,
    signal: AbortSignal,
    resumedFromMs: number | undefined,
  ): Promise<void> {
    const { request } = recording;
    const { catalog, clock } = this.parts;
    const source = catalog.openStream(request.streamArn, request.connection);
    const observer = { observe: (event: MappingEvent) => this.observe(recording, open, event) };
    const options = {
      request,
      pollIntervalMs: request.connection.endpointUrl !== undefined ? LOCAL_POLL_INTERVAL_MS : POLL_INTERVAL_MS,
      ...filterOf(request),
      ...(resumedFromMs !== undefined && { resumedFromMs }),
    };
    try {
      await this.parts.record({ source, clock, observer }, open, options, signal);
    } catch (error) {
      await open.stop();
      throw error;
    }
    if (signal.reason === CLOSING) return open.stop();
    this.model.update(recording, { ...open.progress, phase: 'finishing' });
    tellEnd(await open.finish(), open.progress.recordCount);
  }

  private observe(recording: RunningRecording, open: OpenRecording, event: MappingEvent): void {
    switch (event.type) {
      case 'recordsRead':
        if (event.kept > 0 || recording.obstacle !== undefined)
          this.model.update(recording, { ...open.progress, obstacle: undefined });
        return;
      case 'readRetried':
        if (event.kind === 'throttled')
          this.model.update(recording, { obstacle: vscode.l10n.t('throttled, tries again') });
        if (event.kind === 'unavailable')
          this.model.update(recording, { obstacle: vscode.l10n.t('not reachable, tries again') });
        return;
      case 'recordsLost':
        this.report(
          new Error(
            vscode.l10n.t(
              'The stream of {0} had dropped records of shard {1} before they were recorded: a stream keeps them for 24 hours.',
              recording.tableName,
              event.shardId,
            ),
          ),
        );
        return;
      default:
        return;
    }
  }

  private resumeAction(folder: vscode.WorkspaceFolder, file: string): NotificationAction {
    return {
      label: vscode.l10n.t('Resume'),
      run: async () => {
        const interrupted = (await this.interrupted(folder)).find((found) => found.file === file);
        if (interrupted) await this.resume(folder, interrupted);
      },
    };
  }
}

/** Without filters no record is parsed. @throws an error for people if a pattern is bad */
function filterOf({ filterPatterns }: RecordingRequest): Pick<RecordStreamOptions, 'keeps'> {
  if (filterPatterns.length === 0) return {};
  const compiled = compileFilterCriteria(filterPatterns);
  if (!compiled.valid) throw new Error(compiled.reason);
  return { keeps: ({ record }) => compiled.criteria.matches(record) };
}

function tellEnd(file: string | undefined, recordCount: number): void {
  if (file === undefined) {
    showInformation(vscode.l10n.t('The recording ended without a record, so nothing was kept.'));
    return;
  }
  const open = {
    label: vscode.l10n.t('Open'),
    run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file)),
  };
  showInformation(
    vscode.l10n.t('Recorded {0} into {1}.', recordCountText(recordCount), path.basename(file)),
    open,
  );
}
