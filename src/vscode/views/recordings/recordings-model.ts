/** The recordings of this window that are under way, and what is known of each. No editor API here. */
import type { RecordingRequest } from '../../../captures/recording/recording-request';

export interface RunningRecording {
  readonly id: string;
  /** The workspace folder's URI as text. */
  readonly folder: string;
  readonly tableName: string;
  readonly request: RecordingRequest;
  /** Absolute path. */
  readonly file: string;
  phase: 'recording' | 'finishing';
  recordCount: number;
  /** On disk. */
  sizeBytes: number;
  /** Why nothing is read at this moment, for example a throttle. */
  obstacle: string | undefined;
}

export class RecordingsModel {
  private readonly all: RunningRecording[] = [];
  private readonly listeners = new Set<(recording: RunningRecording) => void>();
  private started = 0;

  /** In the order of their starts. */
  get running(): readonly RunningRecording[] {
    return this.all;
  }

  /** Told of each change; one that is no longer `running` has ended. */
  onChange(listener: (recording: RunningRecording) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  add(recording: Omit<RunningRecording, 'id' | 'phase' | 'obstacle'>): RunningRecording {
    this.started += 1;
    const added: RunningRecording = {
      ...recording,
      id: `recording-${String(this.started)}`,
      phase: 'recording',
      obstacle: undefined,
    };
    this.all.push(added);
    this.changed(added);
    return added;
  }

  update(
    recording: RunningRecording,
    change: Partial<Pick<RunningRecording, 'phase' | 'recordCount' | 'sizeBytes' | 'obstacle'>>,
  ): void {
    Object.assign(recording, change);
    this.changed(recording);
  }

  remove(recording: RunningRecording): void {
    const index = this.all.indexOf(recording);
    if (index < 0) return;
    this.all.splice(index, 1);
    this.changed(recording);
  }

  private changed(recording: RunningRecording): void {
    for (const listener of this.listeners) listener(recording);
  }
}
