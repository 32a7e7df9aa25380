/** Functions, their aliases, and how far behind their streams they are. `aws/triggers/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Page } from './page';

export interface ListedFunction {
  readonly functionName: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  /** For example `nodejs22.x`; absent for a container image. */
  readonly runtime?: string;
}

export interface FunctionDetails extends ListedFunction {
  readonly roleArn: string;
  /** 1 to 900. */
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  readonly handler?: string;
}

/** Each member rejects with ServiceError, or with the stop signal's reason. */
/** The maximum of one minute. */
export interface MeasuredAge {
  /** The minute's beginning, epoch milliseconds. */
  readonly atMs: number;
  readonly ageMs: number;
}

export interface FunctionCatalog {
  listFunctions(
    connection: StreamConnection,
    after: string | undefined,
    stop: StopSignal,
  ): Promise<Page<ListedFunction>>;
  listAliases(
    connection: StreamConnection,
    functionName: string,
    stop: StopSignal,
  ): Promise<readonly { readonly name: string; readonly version: string }[]>;
  /** @param functionName a name or ARN, perhaps with a qualifier */
  describeFunction(
    connection: StreamConnection,
    functionName: string,
    stop: StopSignal,
  ): Promise<FunctionDetails>;
  /**
   * IteratorAge of the last 15 minutes, as far as they have a value: GetMetricData, up to 500 functions a call.
   *
   * @returns by function name, the newest first; without those that have no value
   */
  iteratorAges(
    connection: StreamConnection,
    functionNames: readonly string[],
    stop: StopSignal,
  ): Promise<ReadonlyMap<string, readonly MeasuredAge[]>>;
}
