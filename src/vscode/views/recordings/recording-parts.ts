/** What recording a stream needs of the other rooms; the composition root provides it. */
import type { ReadPorts } from '../../../engine/pollers/shard-reader';
import type { Clock } from '../../../engine/ports/clock';
import type { StopSignal } from '../../../engine/ports/stop-signal';
import type { StreamCatalog } from '../../../engine/streams/stream-connection';
import type { RecordSink, RecordStreamOptions } from '../../../captures/record-stream';
import type { RecordingCompression, RecordingRequest } from '../../../captures/recording-request';

/** A capture that is being written. */
export interface OpenRecording extends RecordSink {
  /** Absolute path. */
  readonly file: string;
  /** Makes it a capture like any other. @returns its path; undefined if there was no record to keep */
  finish(): Promise<string | undefined>;
  /** Leaves it to be resumed. */
  stop(): Promise<void>;
}

export interface InterruptedRecording {
  readonly file: string;
  readonly recordCount: number;
  /** On disk. */
  readonly sizeBytes: number;
  readonly request: RecordingRequest;
  /** When it was begun, in epoch milliseconds. */
  readonly startedAtMs: number;
}

export interface RecordingParts {
  readonly catalog: StreamCatalog;
  readonly clock: Clock;
  /** What this VS Code can write. */
  readonly compressions: readonly RecordingCompression[];
  /** @throws CaptureError */
  start(folder: string, request: RecordingRequest, keepOutOfGit: boolean): Promise<OpenRecording>;
  /** @throws CaptureError */
  resume(interrupted: InterruptedRecording): Promise<OpenRecording>;
  /** What is left of recordings that were not ended, and that no window is writing. */
  interrupted(folder: string): Promise<readonly InterruptedRecording[]>;
  /** As `recordStream` in captures/. */
  record(
    ports: ReadPorts,
    sink: RecordSink,
    options: RecordStreamOptions,
    stop: StopSignal,
  ): Promise<'ended' | 'stopped'>;
}
