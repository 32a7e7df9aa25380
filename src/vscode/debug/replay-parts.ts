/** What a session needs of the other rooms; the composition root provides it. */
import type * as vscode from 'vscode';
import type { CheckpointStore } from '../../engine/ports/checkpoint-store';
import type { Clock } from '../../engine/ports/clock';
import type { StreamSource } from '../../engine/ports/stream-source';
import type { FailureDocument } from '../../engine/failures/failure-document';
import type { RecordingRequest } from '../../captures/recording/recording-request';
import type { StreamCatalog } from '../../engine/streams/stream-connection';
import type { SessionRecording } from '../views/recordings/session-recording';
import type { HandlerHost, HandlerHostListener, HandlerHostOptions } from '../../handler-hosts/handler-host';
import type { RecordSelection } from './attribute-reader';
import type { ChosenStopExpressions } from './chosen-stops';
import type { HeldEnvironments } from './held-environments';

export interface AwsIdentity {
  readonly accountId: string;
  readonly arn: string;
  readonly credentials: NonNullable<HandlerHostOptions['credentials']>;
}

/** Where a stream is: what its ARN says beside the table. */
export interface StreamPlace {
  readonly region: string;
  readonly accountId: string;
}

export interface OpenedCapture extends StreamSource {
  close(): Promise<void>;
}

export interface ReplayParts {
  /**
   * Records what a session reads, which begins at `begin`.
   *
   * @param name of the capture, without extension; made of table and time without it
   * @throws CaptureError
   */
  recordSession(
    folder: vscode.WorkspaceFolder,
    stream: Pick<RecordingRequest, 'streamArn' | 'connection' | 'begin'>,
    name?: string,
  ): Promise<SessionRecording>;
  /** The folder that holds the programs which run in the user's process. */
  readonly hostFolder: string;
  readonly clock: Clock;
  readonly chosenStops: ChosenStopExpressions;
  readonly streams: StreamCatalog;
  readonly heldEnvironments: HeldEnvironments;
  startHandlerHost(options: HandlerHostOptions, listener: HandlerHostListener): Promise<HandlerHost>;
  /** @throws CaptureError, also while its records are read */
  openCapture(file: string, selection: RecordSelection | undefined): Promise<OpenedCapture>;
  /** Region and account of the stream that a capture was taken from, where it says so. */
  streamOf(file: string): Promise<StreamPlace | undefined>;
  /** @throws an error whose message names the profile and the fix */
  identify(profile: string, region: string, signal: AbortSignal): Promise<AwsIdentity>;
  /** Variables of an env file. @throws an error whose message names the file and the line */
  readEnvFile(file: string): Promise<Readonly<Record<string, string>>>;
  /** An expression that moves the running invocation's deadline in the handler's process. */
  extendDeadlineExpression(milliseconds: number): string;
  functionArn(place: StreamPlace, functionName: string): string;
  newUuid(): string;
  /** What one live session leaves for the next one of the same name on the same stream. */
  openCheckpoints(session: { readonly name: string; readonly streamArn: string }): CheckpointStore;
  /**
   * Keeps on this machine what an on-failure destination is told.
   *
   * @param payload the event of the discarded records, UTF-8 JSON
   * @returns the absolute path of the document
   */
  keepFailure(
    folder: { readonly path: string; readonly keepOutOfGit: boolean },
    document: FailureDocument,
    payload: Uint8Array,
  ): Promise<string>;
}
