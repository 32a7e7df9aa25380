/** Turns the stream of a table on or off, and follows table and stream until the change has settled. */
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { repeatWhile } from '../changes/repeat-while';
import { ServiceError, type ServiceErrorKind } from '../ports/service-error';
import type { StreamStatus, StreamViewType, TableCatalog } from '../ports/table-catalog';

export interface StreamChange {
  readonly connection: StreamConnection;
  readonly tableName: string;
  /** Undefined turns the stream off. */
  readonly viewType: StreamViewType | undefined;
}

export interface StreamChangePorts {
  readonly tables: Pick<TableCatalog, 'describeTable' | 'describeStream' | 'setStream'>;
  readonly clock: Clock;
  readonly observe: (event: StreamChangeEvent) => void;
}

export type StreamChangeEvent =
  /** DynamoDB has accepted the change. */
  | { readonly type: 'accepted' }
  | { readonly type: 'waiting'; readonly tableStatus: string; readonly streamStatus?: StreamStatus }
  /** A call failed in a way that passes. */
  | { readonly type: 'retried'; readonly error: unknown; readonly delayMs: number };

export interface SettledStream {
  /** The new stream's; of what was turned off the last one's, as long as the table tells it. */
  readonly streamArn: string | undefined;
}

const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 10_000;
/** A stream that was just turned on may not be known to DynamoDB Streams at once. */
const LOOKS_FOR_NEW_STREAM = 6;
/** How long a call that fails in a way that passes is made again. */
const patience = { firstDelayMs: 1000, longestDelayMs: 16_000, limitMs: 90_000 } as const;

/**
 * Sends the change. Again while another change of the table is under way, or the service is busy; after a call that
 * was cut the table is looked at first, for it may have been accepted.
 *
 * @throws ServiceError
 */
export async function sendStreamChange(
  ports: StreamChangePorts,
  { connection, tableName, viewType }: StreamChange,
  stop: StopSignal,
): Promise<void> {
  const { tables } = ports;
  let mayBeAccepted = false;
  const send = async (): Promise<void> => {
    if (mayBeAccepted) {
      const table = await tables.describeTable(connection, tableName, stop);
      if (table.viewType === viewType) return;
    }
    try {
      await tables.setStream(connection, tableName, viewType, stop);
    } catch (error) {
      mayBeAccepted = isOf(error, ['unavailable']);
      throw error;
    }
  };
  await withPatience(ports, send, ['inUse', 'throttled', 'unavailable'], stop);
  ports.observe({ type: 'accepted' });
}

/**
 * Looks until the table is ACTIVE and its stream ENABLED, or DISABLED if it was turned off.
 *
 * @throws ServiceError, `notFound` if the table is deleted meanwhile; the stop signal's reason
 */
export async function followStreamChange(
  ports: StreamChangePorts,
  change: StreamChange,
  stop: StopSignal,
): Promise<SettledStream> {
  for (let looks = 1; ; looks += 1) {
    const seen = await withPatience(
      ports,
      () => look(ports, change, looks, stop),
      ['throttled', 'unavailable'],
      stop,
    );
    if ('settled' in seen) return seen.settled;
    ports.observe({ type: 'waiting', ...seen });
    const delayMs = doublingDelayMs(looks, FIRST_LOOK_MS, LONGEST_LOOK_MS);
    await ports.clock.sleepUntil(ports.clock.now() + delayMs, stop);
  }
}

type Seen =
  | { readonly settled: SettledStream }
  | { readonly tableStatus: string; readonly streamStatus?: StreamStatus };

async function look(
  { tables }: StreamChangePorts,
  { connection, tableName, viewType }: StreamChange,
  looks: number,
  stop: StopSignal,
): Promise<Seen> {
  const table = await tables.describeTable(connection, tableName, stop);
  const { status: tableStatus, latestStreamArn: streamArn } = table;
  const isOff = viewType === undefined;
  if (tableStatus !== 'ACTIVE' || table.viewType !== viewType) return { tableStatus };
  const settled = { settled: { streamArn } };
  if (streamArn === undefined) return isOff ? settled : { tableStatus };
  try {
    const { status: streamStatus } = await tables.describeStream(connection, streamArn, stop);
    return streamStatus === (isOff ? 'DISABLED' : 'ENABLED') ? settled : { tableStatus, streamStatus };
  } catch (error) {
    // Who may change tables may not always read streams: then the table's word has to do.
    if (isOf(error, ['accessDenied'])) return settled;
    if (!isOf(error, ['notFound'])) throw error;
    if (isOff) return settled;
    if (looks >= LOOKS_FOR_NEW_STREAM) throw error;
    return { tableStatus };
  }
}

function withPatience<T>(
  { clock, observe }: StreamChangePorts,
  call: () => Promise<T>,
  kinds: readonly ServiceErrorKind[],
  stop: StopSignal,
): Promise<T> {
  const passes = (error: unknown): boolean => isOf(error, kinds);
  return repeatWhile(call, { ...patience, passes }, clock, stop, (delayMs, error) =>
    observe({ type: 'retried', error, delayMs }),
  );
}

function isOf(error: unknown, kinds: readonly ServiceErrorKind[]): boolean {
  return error instanceof ServiceError && kinds.includes(error.kind);
}
