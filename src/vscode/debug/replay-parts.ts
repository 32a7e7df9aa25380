/** What a replay needs of the other rooms; the composition root provides it. */
import type { RecordSequence } from '../../engine/ports/record-sequence';
import type { HandlerHost, HandlerHostListener, HandlerHostOptions } from '../../handler-hosts/handler-host';
import type { RecordSelection } from './attribute-reader';

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

export interface ReplayParts {
  /** The folder that holds the programs which run in the user's process. */
  readonly hostFolder: string;
  startHandlerHost(options: HandlerHostOptions, listener: HandlerHostListener): Promise<HandlerHost>;
  /** @throws CaptureError while its records are read */
  openCapture(file: string, selection: RecordSelection | undefined, signal: AbortSignal): RecordSequence;
  /** Region and account of the stream that a capture was taken from, where it says so. */
  streamOf(file: string): Promise<StreamPlace | undefined>;
  /** @throws an error whose message names the profile and the fix */
  identify(profile: string, region: string, signal: AbortSignal): Promise<AwsIdentity>;
  /** Variables of an env file. @throws an error whose message names the file and the line */
  readEnvFile(file: string): Promise<Readonly<Record<string, string>>>;
  /** An expression that moves the running invocation's deadline in the handler's process. */
  extendDeadlineExpression(milliseconds: number): string;
}
