/** The three lists of a connection, read side by side: its tables, their streams, the triggers on them. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsConnection } from '../connections/aws-connection';
import type { Page } from '../ports/page';
import type { ListedStream, TableCatalog } from '../ports/table-catalog';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';
import { type Progress, readList } from './list-reading';

export type ListName = 'tables' | 'streams' | 'triggers';

export interface ListPorts {
  readonly tables: Pick<TableCatalog, 'listTables' | 'listStreams'>;
  readonly triggers: Pick<TriggerService, 'listTriggers'>;
  readonly clock: Clock;
}

/** Rows by what tells them apart. */
interface ReadingList<Row> {
  rows: Map<string, Row>;
  /** Whether `rows` is of a reading that came to its end. */
  isWhole: boolean;
  progress: Progress;
  /** What became known since the reading began, by its id; undefined for what is gone. Pages may be older. */
  learnt: Map<string, Row | undefined>;
}

export class InventoryLists {
  private readonly tableList = emptyList<string>();
  private readonly streamList = emptyList<ListedStream>();
  private readonly triggerList = emptyList<Trigger>();

  /** @param changed rows came or went, or a list's progress is another; with a table's name only rows of it */
  constructor(
    private readonly connection: AwsConnection,
    private readonly ports: ListPorts,
    private readonly changed: (tableName?: string) => void,
  ) {}

  get tables(): ReadonlyMap<string, string> {
    return this.tableList.rows;
  }

  /** By ARN. */
  get streams(): ReadonlyMap<string, ListedStream> {
    return this.streamList.rows;
  }

  /** By UUID. */
  get triggers(): ReadonlyMap<string, Trigger> {
    return this.triggerList.rows;
  }

  progressOf(list: ListName): Progress {
    return this.listOf(list).progress;
  }

  /** Whether what is not among the rows does not exist. */
  isWhole(list: ListName): boolean {
    return this.listOf(list).isWhole;
  }

  /** One call a page of each list. Rows that are there already stay until the new ones are all read. */
  async read(stop: StopSignal): Promise<void> {
    const { connection, ports } = this;
    const { tables, triggers } = ports;
    await Promise.all([
      this.fill(
        this.tableList,
        (after) => tables.listTables(connection, after, stop),
        (name) => name,
        stop,
      ),
      this.fill(
        this.streamList,
        (after) => tables.listStreams(connection, after, stop),
        ({ streamArn }) => streamArn,
        stop,
      ),
      this.fill(
        this.triggerList,
        (after) => triggers.listTriggers(connection, {}, after, stop),
        ({ uuid }) => uuid,
        stop,
      ),
    ]);
  }

  /** What was learnt apart from the lists. */
  putStream(stream: ListedStream): void {
    if (this.streamList.rows.has(stream.streamArn)) return;
    learn(this.streamList, stream.streamArn, stream);
    this.changed(stream.tableName);
  }

  putTrigger(uuid: string, trigger: Trigger | undefined): void {
    const { streamArn = '' } = trigger ?? this.triggerList.rows.get(uuid) ?? {};
    learn(this.triggerList, uuid, trigger);
    this.changed(parseStreamArn(streamArn)?.tableName);
  }

  removeTable(tableName: string): void {
    if (learn(this.tableList, tableName, undefined)) this.changed();
  }

  private async fill<Row>(
    list: ReadingList<Row>,
    nextPage: (after: string | undefined) => Promise<Page<Row>>,
    idOf: (row: Row) => string,
    stop: StopSignal,
  ): Promise<void> {
    const rows = new Map<string, Row>();
    if (!list.isWhole) list.rows = rows;
    list.progress = { kind: 'reading' };
    list.learnt = new Map();
    await readList(nextPage, this.ports.clock, stop, {
      page: (read) => {
        for (const row of read) if (!list.learnt.has(idOf(row))) rows.set(idOf(row), row);
        if (!list.isWhole) this.changed();
      },
      progress: (progress) => {
        list.progress = progress;
        if (progress.kind === 'complete') {
          for (const [id, row] of list.learnt) if (row !== undefined) rows.set(id, row);
          list.rows = rows;
          list.isWhole = true;
        }
        this.changed();
      },
    });
  }

  private listOf(list: ListName): ReadingList<unknown> {
    switch (list) {
      case 'tables':
        return this.tableList;
      case 'streams':
        return this.streamList;
      case 'triggers':
        return this.triggerList;
    }
  }
}

function emptyList<Row>(): ReadingList<Row> {
  return { rows: new Map(), isWhole: false, progress: { kind: 'reading' }, learnt: new Map() };
}

/** @returns whether it is another now */
function learn<Row>({ rows, learnt }: ReadingList<Row>, id: string, row: Row | undefined): boolean {
  learnt.set(id, row);
  if (row === undefined) return rows.delete(id);
  rows.set(id, row);
  return true;
}
