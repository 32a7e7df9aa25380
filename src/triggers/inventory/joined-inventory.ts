/** Tables with their streams and triggers, joined in memory from three lists that know nothing of each other. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import { parseArn } from '../policies/arn-parts';
import type { ListedStream } from '../ports/table-catalog';
import type { Trigger } from '../trigger';

export interface InventoryTable {
  readonly tableName: string;
  /** `unknown` while the list of tables is not whole; what is `deleted` has streams that can still be read (DS-7). */
  readonly existence: 'listed' | 'deleted' | 'unknown';
  /** The newest first, by their labels. */
  readonly streams: readonly ListedStream[];
  /** By their functions' ARNs. */
  readonly triggers: readonly Trigger[];
}

export interface JoinedInventory {
  /** By name. */
  readonly tables: ReadonlyMap<string, InventoryTable>;
  /** Of streams whose table no list has: deleted more than a day ago, or of another account (PX-7). */
  readonly strays: readonly Trigger[];
}

export interface ListedRows {
  readonly tableNames: Iterable<string>;
  /** Whether a table that is not named does not exist. */
  readonly allTables: boolean;
  readonly streams: Iterable<ListedStream>;
  readonly triggers: Iterable<Trigger>;
  /** Nothing more comes that a trigger could belong to: until then a trigger waits for its table. */
  readonly isSettled: boolean;
}

interface Growing {
  readonly streams: ListedStream[];
  readonly triggers: Trigger[];
}

export function joinInventory({
  tableNames,
  allTables,
  streams,
  triggers,
  isSettled,
}: ListedRows): JoinedInventory {
  const listed = new Set(tableNames);
  const growing = new Map<string, Growing>();
  const grow = (tableName: string): Growing => {
    const known = growing.get(tableName) ?? { streams: [], triggers: [] };
    growing.set(tableName, known);
    return known;
  };
  for (const tableName of listed) grow(tableName);
  const tableByStream = new Map<string, string>();
  const owners = new Set<string>();
  for (const stream of streams) {
    grow(stream.tableName).streams.push(stream);
    tableByStream.set(stream.streamArn, stream.tableName);
    owners.add(ownerOf(stream.streamArn));
  }
  const strays: Trigger[] = [];
  for (const trigger of triggers) {
    const byStream = tableByStream.get(trigger.streamArn);
    const tableName = byStream ?? (isOfOwner(trigger, owners) ? tableNameOf(trigger) : undefined);
    const table = tableName === undefined ? undefined : growing.get(tableName);
    if (table !== undefined) table.triggers.push(trigger);
    else if (isSettled) strays.push(trigger);
  }
  const names = [...growing.keys()].sort(byText);
  const existence = (name: string): InventoryTable['existence'] =>
    listed.has(name) ? 'listed' : allTables ? 'deleted' : 'unknown';
  return {
    tables: new Map(names.map((name) => [name, sorted(name, existence(name), grow(name))])),
    strays: strays.sort(byFunction),
  };
}

/** Whether the trigger's stream is one that this connection's own lists would have. */
export function isOfOwner(trigger: Pick<Trigger, 'streamArn' | 'arn'>, owners: ReadonlySet<string>): boolean {
  const owner = ownerOf(trigger.streamArn);
  // Where no stream is listed the mapping, which is in the same region, tells whose account it is.
  return owners.has(owner) || owner === ownerOf(trigger.arn);
}

/** Region and account; emulators have odd ones (AR-2a). */
export function ownerOf(arn: string): string {
  const parts = parseArn(arn);
  return parts === undefined ? '' : `${parts.region}:${parts.accountId}`;
}

function tableNameOf({ streamArn }: Trigger): string | undefined {
  return parseStreamArn(streamArn)?.tableName;
}

function sorted(
  tableName: string,
  existence: InventoryTable['existence'],
  { streams, triggers }: Growing,
): InventoryTable {
  return {
    tableName,
    existence,
    streams: streams.sort((one, other) => byText(other.label, one.label)),
    triggers: triggers.sort(byFunction),
  };
}

function byFunction(one: Trigger, other: Trigger): number {
  return byText(one.functionArn, other.functionArn) || byText(one.uuid, other.uuid);
}

/** The same order on every machine. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
