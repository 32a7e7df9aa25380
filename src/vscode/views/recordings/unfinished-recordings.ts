/**
 * What this workspace knows of recordings that are not finished: what was asked for. The records themselves,
 * and how far they go, are in the recording's own file.
 */
import type * as vscode from 'vscode';
import type { CaptureEntry } from '../../../captures/library/capture-library';
import type { RecordingRequest } from '../../../captures/recording/recording-request';
import { streamConnection } from '../../settings';

export interface UnfinishedRecording {
  readonly request: RecordingRequest;
  /** When it was begun, in epoch milliseconds. */
  readonly startedAtMs: number;
}

/** Every record until somebody stops it, as plain text. */
export const everything = {
  end: { type: 'STOPPED' },
  filterPatterns: [],
  compression: 'none',
} as const satisfies Partial<RecordingRequest>;

const STATE_KEY = 'unfinishedRecordings';

export class UnfinishedRecordings {
  constructor(private readonly state: vscode.Memento) {}

  /** @param file absolute path of the recording */
  get(file: string): UnfinishedRecording | undefined {
    return this.all()[file];
  }

  async set(file: string, unfinished: UnfinishedRecording): Promise<void> {
    await this.state.update(STATE_KEY, { ...this.all(), [file]: unfinished });
  }

  async forget(file: string): Promise<void> {
    const { [file]: forgotten, ...others } = this.all();
    if (forgotten) await this.state.update(STATE_KEY, others);
  }

  private all(): Readonly<Record<string, UnfinishedRecording>> {
    return this.state.get<Record<string, UnfinishedRecording>>(STATE_KEY, {});
  }
}

/** A recording of another workspace or machine. @throws CaptureError if its stream can't be read from it */
export function unknownRecording(
  folder: vscode.WorkspaceFolder,
  interrupted: CaptureEntry,
): UnfinishedRecording {
  if (interrupted.kind === 'broken') throw interrupted.error;
  const { streamArn = '', firstRecordTimeMs = Date.now() } = interrupted.summary;
  const connection = streamConnection(folder);
  return {
    request: { streamArn, connection, begin: { type: 'LATEST' }, ...everything },
    startedAtMs: firstRecordTimeMs,
  };
}
