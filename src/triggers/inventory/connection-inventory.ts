/** What is known of one connection: its lists, joined, and the details of what has been looked at. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import type { AwsConnection } from '../connections/aws-connection';
import type { FunctionCatalog, FunctionDetails } from '../ports/function-catalog';
import { ServiceError } from '../ports/service-error';
import type { StreamDetails, TableCatalog, TableDetails } from '../ports/table-catalog';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';
import { AskedDetails } from './asked-details';
import type { IteratorAge } from './iterator-age';
import { functionNameOf, readIteratorAges } from './iterator-ages';
import type { Page } from '../ports/page';
import { type Progress, readList } from './list-reading';
import { InventoryLists, type ListPorts } from './inventory-lists';
import {
  type InventoryTable,
  type JoinedInventory,
  isOfOwner,
  joinInventory,
  ownerOf,
} from './joined-inventory';
import { type TriggerTrouble, troubleOf } from './trigger-trouble';

export interface InventoryPorts extends ListPorts {
  readonly tables: TableCatalog;
  readonly triggers: TriggerService;
  readonly functions: FunctionCatalog;
}

/** @param tableName where only that table's rows can be others; undefined for all of the connection */
export type InventoryListener = (tableName: string | undefined) => void;

export class ConnectionInventory {
  readonly lists: InventoryLists;
  readonly tables: AskedDetails<TableDetails>;
  /** By ARN. */
  readonly streams: AskedDetails<StreamDetails>;
  /** By ARN, with the qualifier. */
  readonly functions: AskedDetails<FunctionDetails>;
  private readonly lifetime = new StopSwitch();
  private reading: StopSwitch | undefined;
  private firstRows: Promise<void> | undefined;
  /** Who waits for something to show. */
  private readonly waiting: (() => void)[] = [];
  private allRows: Promise<void> = Promise.resolve();
  private joined: JoinedInventory | undefined;
  private iteratorAges: ReadonlyMap<string, IteratorAge> = new Map();

  constructor(
    readonly connection: AwsConnection,
    private readonly ports: InventoryPorts,
    private readonly listener: InventoryListener,
  ) {
    const { clock, tables, functions } = ports;
    this.lists = new InventoryLists(connection, ports, (tableName) => this.changed(tableName));
    const ofTable = (tableName: string): void => this.changed(tableName);
    this.tables = new AskedDetails(
      async (name, stop) => this.noted(await tables.describeTable(connection, name, stop)),
      clock,
      this.lifetime,
      ofTable,
    );
    this.streams = new AskedDetails(
      (arn, stop) => tables.describeStream(connection, arn, stop),
      clock,
      this.lifetime,
      (arn) => ofTable(parseStreamArn(arn)?.tableName ?? arn),
    );
    this.functions = new AskedDetails(
      (arn, stop) => functions.describeFunction(connection, arn, stop),
      clock,
      this.lifetime,
      () => this.changed(),
    );
  }

  /** Begins to read the lists unless that was done. @returns when there is something to show: rows, waiting, a failure */
  load(): Promise<void> {
    return (this.firstRows ??= this.read());
  }

  /** @returns when every list has been read to its end, or can't be */
  async loadAll(): Promise<void> {
    await this.load();
    await this.allRows;
  }

  /** All anew; what is shown stays until there is something newer. */
  async reload(): Promise<void> {
    for (const details of [this.tables, this.streams, this.functions]) details.forgetAll();
    this.firstRows = this.read();
    await this.firstRows;
  }

  get isLoaded(): boolean {
    return this.firstRows !== undefined;
  }

  get content(): JoinedInventory {
    return (this.joined ??= joinInventory({
      tableNames: this.lists.tables.keys(),
      allTables: this.lists.isWhole('tables'),
      streams: this.lists.streams.values(),
      triggers: this.lists.triggers.values(),
      isSettled: this.hasEnded('tables') && this.hasEnded('streams'),
    }));
  }

  table(tableName: string): InventoryTable | undefined {
    return this.content.tables.get(tableName);
  }

  troubleOf(trigger: Trigger): readonly TriggerTrouble[] {
    const tableName = parseStreamArn(trigger.streamArn)?.tableName ?? '';
    const table = this.table(tableName);
    // All listed streams are of one region and account.
    const [anyStream = ''] = this.lists.streams.keys();
    const isOwn = isOfOwner(trigger, new Set([ownerOf(anyStream)]));
    const asked = this.tables.get(tableName);
    const details = isGone(asked?.progress) || table?.existence === 'deleted' ? 'gone' : asked?.value;
    const iteratorAgeMs = this.iteratorAgeOf(trigger)?.ageMs;
    return troubleOf(trigger, {
      nowMs: this.ports.clock.now(),
      ...(isOwn && this.lists.isWhole('streams') && { streams: table?.streams ?? [] }),
      ...(isOwn && details !== undefined && { table: details }),
      readers: (isOwn && table !== undefined ? table.triggers : this.content.strays).filter(
        ({ streamArn }) => streamArn === trigger.streamArn,
      ),
      isFunctionGone: isGone(this.functions.get(trigger.functionArn)?.progress),
      ...(iteratorAgeMs !== undefined && { iteratorAgeMs }),
    });
  }

  /** Undefined while it is not known. */
  iteratorAgeOf({ functionArn }: Trigger): IteratorAge | undefined {
    return this.iteratorAges.get(functionNameOf(functionArn));
  }

  putTrigger(uuid: string, trigger: Trigger | undefined): void {
    this.lists.putTrigger(uuid, trigger);
  }

  /** One table with its streams and triggers: one call for it, one for each stream that was looked at or has triggers. */
  async refreshTable(tableName: string): Promise<void> {
    const { progress } = await this.tables.again(tableName);
    if (isGone(progress)) this.lists.removeTable(tableName);
    const table = this.table(tableName);
    const streams = new Set((table?.streams ?? []).map(({ streamArn }) => streamArn));
    for (const { streamArn, functionArn } of this.lists.triggers.values())
      if (parseStreamArn(streamArn)?.tableName === tableName) {
        streams.add(streamArn);
        this.functions.forget(functionArn);
      }
    await Promise.all(
      [...streams].map(async (streamArn) => {
        if (this.streams.get(streamArn) !== undefined) await this.streams.again(streamArn);
        await this.refreshTriggersOf(streamArn);
      }),
    );
    this.changed(tableName);
  }

  dispose(): void {
    this.lifetime.abort();
    this.wakeWaiting();
  }

  get stop(): StopSignal {
    return this.lifetime;
  }

  private async refreshTriggersOf(streamArn: string): Promise<void> {
    const { connection, ports, lifetime } = this;
    const found: Trigger[] = [];
    const ends: Progress['kind'][] = [];
    const nextPage = (after: string | undefined): Promise<Page<Trigger>> =>
      ports.triggers.listTriggers(connection, { streamArn }, after, lifetime);
    await readList(nextPage, ports.clock, lifetime, {
      page: (rows) => void found.push(...rows),
      progress: ({ kind }) => void ends.push(kind),
    });
    // The list of the whole connection has said why it can't be read, or says so when it is refreshed.
    if (ends.at(-1) !== 'complete') return;
    const uuids = new Set(found.map(({ uuid }) => uuid));
    for (const { uuid, streamArn: of } of [...this.lists.triggers.values()])
      if (of === streamArn && !uuids.has(uuid)) this.lists.putTrigger(uuid, undefined);
    for (const trigger of found) this.lists.putTrigger(trigger.uuid, trigger);
  }

  /** Resolves with the first change of the lists. */
  private read(): Promise<void> {
    this.reading?.abort();
    const reading = (this.reading = new StopSwitch(this.lifetime));
    const firstRows = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.allRows = this.lists.read(reading);
    void this.allRows.then(() => this.readAges(reading)).finally(() => reading.unlink());
    return firstRows;
  }

  /** Never rejects. Who may not read metrics sees the tree without them. */
  private async readAges(stop: StopSignal): Promise<void> {
    if (stop.aborted || !this.lists.isWhole('triggers')) return;
    const { functions, clock } = this.ports;
    const arns = [...this.lists.triggers.values()].map(({ functionArn }) => functionArn);
    const ages = await readIteratorAges(functions, this.connection, arns, clock, stop);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- aborted while it was asked
    if (stop.aborted || (ages.size === 0 && this.iteratorAges.size === 0)) return;
    this.iteratorAges = ages;
    this.changed();
  }

  /** A stream that the list has not, because it is newer or because the list may not be read. */
  private noted(table: TableDetails): TableDetails {
    const stream = parseStreamArn(table.latestStreamArn ?? '');
    if (stream !== undefined && table.viewType !== undefined && table.latestStreamArn !== undefined)
      this.lists.putStream({
        streamArn: table.latestStreamArn,
        tableName: table.tableName,
        label: stream.label,
      });
    return table;
  }

  private hasEnded(list: 'tables' | 'streams'): boolean {
    const { kind } = this.lists.progressOf(list);
    return this.lists.isWhole(list) || kind === 'failed';
  }

  private wakeWaiting(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  private changed(tableName?: string): void {
    this.joined = undefined;
    if (this.lifetime.aborted) return;
    this.wakeWaiting();
    this.listener(tableName);
  }
}

function isGone(progress: { readonly kind: string; readonly error?: unknown } | undefined): boolean {
  return progress?.error instanceof ServiceError && progress.error.kind === 'notFound';
}
