/**
 * The recordings of this window: begins, resumes and ends them. As many as one likes run side by side; what
 * the window's end, or an error, breaks off can be resumed.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { parseStreamArn } from '../../../engine/events/stream-arn';
import { compileFilterCriteria } from '../../../engine/filtering/filter-criteria';
import type { MappingEvent } from '../../../engine/ports/mapping-observer';
import { isLocalConnection } from '../../../triggers/connections/connection-endpoints';
import type { CaptureEntry } from '../../../captures/library/capture-library';
import type { CaptureRecording } from '../../../captures/recording/capture-recording';
import type { RecordStreamOptions } from '../../../captures/recording/record-stream';
import type { RecordingRequest } from '../../../captures/recording/recording-request';
import { recordCountText } from '../../debug/debug-console';
import type { NotificationAction } from '../../notifications';
import { showInformation } from '../../notifications';
import { capturesFolder, keepCapturesOutOfGit, pollIntervalMs } from '../../settings';
import type { RecordingParts } from './recording-parts';
import type { RecordingsModel, RunningRecording } from './recordings-model';
import type { SessionRecording } from './session-recording';
import type { UnfinishedRecordings } from './unfinished-recordings';
import { everything, unknownRecording } from './unfinished-recordings';

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
    private readonly unfinished: UnfinishedRecordings,
    private readonly report: Report,
  ) {}

  /** @returns when there is a file and the reading has begun. @throws CaptureError */
  async start(folder: vscode.WorkspaceFolder, request: RecordingRequest): Promise<void> {
    const open = await this.parts.start(capturesFolder(folder), request, keepCapturesOutOfGit(folder));
    const unfinished = { request, startedAtMs: Date.now() };
    await this.unfinished.set(open.file, unfinished);
    this.run(folder, request, open);
  }

  /**
   * Records what a debug session reads, from now on; `begin` is where the session begins, for whoever resumes it.
   *
   * @param name of the capture, without extension; made of table and time without it
   * @throws CaptureError
   */
  async recordSession(
    folder: vscode.WorkspaceFolder,
    stream: Pick<RecordingRequest, 'streamArn' | 'connection' | 'begin'>,
    name?: string,
  ): Promise<SessionRecording> {
    const request: RecordingRequest = { ...stream, ...everything };
    const gitignore = keepCapturesOutOfGit(folder);
    const open = await this.parts.start(capturesFolder(folder), request, gitignore, name);
    await this.unfinished.set(open.file, { request, startedAtMs: Date.now() });
    const recording = this.add(folder, request, open);
    const abort = new AbortController();
    const ended = new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
    const sink: Pick<CaptureRecording, 'append'> = {
      append: async (shard, records) => {
        await open.append(shard, records);
        this.model.update(recording, open.progress);
      },
    };
    this.keepTrack(recording, abort, async () => {
      await ended;
      if (abort.signal.reason === CLOSING) await open.stop();
      else await this.finish(open);
    });
    return {
      around: (source) =>
        this.parts.recordWhatIsRead(source, request.begin, () => (abort.signal.aborted ? undefined : sink)),
      end: () => this.end(recording),
    };
  }

  /** Goes on after the last record that was written. @throws CaptureError */
  async resume(folder: vscode.WorkspaceFolder, interrupted: CaptureEntry): Promise<void> {
    const known = this.unfinished.get(interrupted.file);
    const { request, startedAtMs } = known ?? unknownRecording(folder, interrupted);
    const open = await this.parts.resume(interrupted.file, request.streamArn);
    this.run(folder, request, open, startedAtMs);
    if (known === undefined)
      showInformation(
        vscode.l10n.t(
          'With which filter and until when {0} was to be recorded is not known in this workspace: it goes on with every record until you stop it.',
          path.basename(interrupted.file),
        ),
      );
  }

  /** Makes a capture of what an interrupted recording has. @throws CaptureError */
  async keep(folder: vscode.WorkspaceFolder, interrupted: CaptureEntry): Promise<void> {
    const { request } = this.unfinished.get(interrupted.file) ?? unknownRecording(folder, interrupted);
    await this.finish(await this.parts.resume(interrupted.file, request.streamArn));
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

  private async finish(open: CaptureRecording): Promise<void> {
    const { recordCount } = open.progress;
    const file = await open.finish();
    await this.unfinished.forget(open.file);
    tellEnd(file, recordCount);
  }

  /** @param resumedFromMs when the recording that goes on was begun */
  private run(
    folder: vscode.WorkspaceFolder,
    request: RecordingRequest,
    open: CaptureRecording,
    resumedFromMs?: number,
  ): void {
    const recording = this.add(folder, request, open);
    const abort = new AbortController();
    this.keepTrack(recording, abort, () => this.record(recording, open, abort.signal, resumedFromMs));
  }

  private add(
    folder: vscode.WorkspaceFolder,
    request: RecordingRequest,
    open: CaptureRecording,
  ): RunningRecording {
    return this.model.add({
      folder: folder.uri.toString(),
      tableName: parseStreamArn(request.streamArn)?.tableName ?? request.streamArn,
      request,
      file: open.file,
      ...open.progress,
    });
  }

  private keepTrack(recording: RunningRecording, abort: AbortController, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => this.report(error))
      .finally(() => {
        this.runs.delete(recording);
        this.model.remove(recording);
      });
    this.runs.set(recording, { abort, done });
  }

  /** @throws what no retry mends; then the recording can be resumed */
  private async record(
    recording: RunningRecording,
    open: CaptureRecording,
    signal: AbortSignal,
    resumedFromMs: number | undefined,
  ): Promise<void> {
    const { request } = recording;
    try {
      const source = this.parts.catalog.openStream(request.streamArn, request.connection);
      const observer = { observe: (event: MappingEvent) => this.observe(recording, open, event) };
      const options = {
        request,
        pollIntervalMs: pollIntervalMs(
          vscode.Uri.parse(recording.folder),
          isLocalConnection(request.connection),
        ),
        ...filterOf(request),
        ...(resumedFromMs !== undefined && { resumedFromMs }),
      };
      await this.parts.record({ source, clock: this.parts.clock, observer }, open, options, signal);
    } catch (error) {
      await open.stop();
      throw error;
    }
    if (signal.reason === CLOSING) return open.stop();
    this.model.update(recording, { ...open.progress, phase: 'finishing' });
    await this.finish(open);
  }

  private observe(recording: RunningRecording, open: CaptureRecording, event: MappingEvent): void {
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
  const told = vscode.l10n.t('Recorded {0} into {1}.', recordCountText(recordCount), path.basename(file));
  const open = {
    label: vscode.l10n.t('Open'),
    run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file)),
  };
  // No editor shows what is compressed; the view does.
  if (/\.(gz|zst)$/.test(file)) showInformation(told);
  else showInformation(told, open);
}
