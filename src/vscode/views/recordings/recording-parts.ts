/** What recording a stream needs of the other rooms; the composition root provides it. */
import type { StartingPosition } from '../../../engine/event-source-mapping/event-source-mapping';
import type { ReadPorts } from '../../../engine/pollers/shard-reader';
import type { Clock } from '../../../engine/ports/clock';
import type { StreamSource } from '../../../engine/ports/stream-source';
import type { StopSignal } from '../../../engine/ports/stop-signal';
import type { StreamCatalog } from '../../../engine/streams/stream-connection';
import type { Compression } from '../../../captures/files/compressed-members';
import type { CaptureRecording } from '../../../captures/recording/capture-recording';
import type { RecordingRequest } from '../../../captures/recording/recording-request';
import type { RecordSink, RecordStreamOptions } from '../../../captures/recording/record-stream';

export interface RecordingParts {
  readonly catalog: StreamCatalog;
  readonly clock: Clock;
  /** What this VS Code can write. */
  readonly compressions: readonly Compression[];
  /** @throws CaptureError */
  start(
    folder: string,
    stream: Pick<RecordingRequest, 'streamArn' | 'compression'>,
    keepOutOfGit: boolean,
    /** Of the capture to be, without extension; made of table and time without it. */
    name?: string,
  ): Promise<CaptureRecording>;
  /** @throws CaptureError, also while another window writes it */
  resume(file: string, streamArn: string): Promise<CaptureRecording>;
  /** As `recordingSource` in captures/. */
  recordWhatIsRead(
    source: StreamSource,
    begin: StartingPosition,
    recording: () => Pick<RecordSink, 'append'> | undefined,
  ): StreamSource;
  /** As `recordStream` in captures/. */
  record(
    ports: ReadPorts,
    sink: RecordSink,
    options: RecordStreamOptions,
    stop: StopSignal,
  ): Promise<'ended' | 'stopped'>;
}
