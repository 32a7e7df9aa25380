/** The function of a trigger as it is deployed: its settings, and invoking it. `aws/failed-batches/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface DeployedFunction {
  readonly functionName: string;
  /** Of what was asked: with the version or alias. */
  readonly functionArn: string;
  /** The number that the alias stands for, or `$LATEST`. */
  readonly version: string;
  /** For example `nodejs22.x`; absent for a container image. */
  readonly runtime?: string;
  readonly handler?: string;
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  /** Sorted. Their values are asked for separately. */
  readonly environmentNames: readonly string[];
  /** Epoch milliseconds. */
  readonly lastModifiedMs?: number;
}

interface Answered {
  readonly requestId: string;
  /** Absent if Lambda did not say. */
  readonly executedVersion?: string;
  /** The last 4 KB of the log, if the caller may see them. */
  readonly logTail?: string;
}

export type DeployedAnswer =
  | (Answered & { readonly outcome: 'succeeded'; /** JSON text. */ readonly payload: string })
  | (Answered & {
      readonly outcome: 'functionError';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stackTrace: readonly string[];
    })
  /** 429, also while concurrency is reserved away: the function was not run. */
  | { readonly outcome: 'throttled'; readonly message: string; readonly retryAfterMs?: number }
  /** 413 RequestTooLargeException: not run. */
  | { readonly outcome: 'tooLarge'; readonly message: string }
  /** Cut off after the request was sent, a time-out, a 5xx: whether the function ran is not known. */
  | { readonly outcome: 'unknown'; readonly message: string };

/** Each member rejects with ServiceError, or with the stop signal's reason. */
export interface DeployedFunctions {
  /** @param functionArn a name or an ARN, perhaps with a version or alias */
  describe(connection: StreamConnection, functionArn: string, stop: StopSignal): Promise<DeployedFunction>;
  /** The values are for memory only: they are never written to a disk or a log. */
  environmentValues(
    connection: StreamConnection,
    functionArn: string,
    stop: StopSignal,
  ): Promise<Readonly<Record<string, string>>>;
  /**
   * Invoke with `RequestResponse`, sent once.
   *
   * @param event UTF-8 JSON, at most 6 MB
   * @param timeoutInSeconds the function's own; the socket waits longer
   */
  invoke(
    connection: StreamConnection,
    functionArn: string,
    event: Uint8Array,
    timeoutInSeconds: number,
    stop: StopSignal,
  ): Promise<DeployedAnswer>;
}
