/** A table in memory whose stream is turned on and off, step by step and with the refusals that a test wants. */
import { ServiceError, type ServiceErrorKind } from '../../../../src/triggers/ports/service-error';
import type {
  StreamDetails,
  StreamStatus,
  StreamViewType,
  TableDetails,
} from '../../../../src/triggers/ports/table-catalog';

type Operation = 'describeTable' | 'describeStream' | 'setStream';

export class ChangingTable {
  readonly calls: string[] = [];
  /** How many looks at the table, and then at the stream, a change takes. */
  looks = 2;
  viewType: StreamViewType | undefined;
  /** Asked before each call. */
  refuse: (operation: Operation, count: number) => ServiceErrorKind | undefined = () => undefined;
  private streams = 0;
  private tableBusy = 0;
  private streamBusy = 0;
  private readonly counts = new Map<Operation, number>();

  constructor(viewType: StreamViewType | undefined) {
    this.viewType = viewType;
    if (viewType !== undefined) this.streams = 1;
  }

  async describeTable(): Promise<TableDetails> {
    await this.call('describeTable');
    const isBusy = this.tableBusy > 0;
    this.tableBusy -= 1;
    return this.table(isBusy);
  }

  async describeStream(_connection: unknown, streamArn: string): Promise<StreamDetails> {
    await this.call('describeStream');
    const isBusy = this.streamBusy > 0;
    this.streamBusy -= 1;
    return {
      streamArn,
      tableName: 'Orders',
      label: '',
      status: this.status(isBusy),
      viewType: 'KEYS_ONLY',
      shards: [],
    };
  }

  async setStream(
    _connection: unknown,
    _table: string,
    viewType: StreamViewType | undefined,
  ): Promise<TableDetails> {
    await this.call('setStream', viewType ?? 'off');
    this.apply(viewType);
    return this.table(true);
  }

  apply(viewType: StreamViewType | undefined): void {
    if (viewType !== undefined) this.streams += 1;
    this.viewType = viewType;
    this.tableBusy = this.streamBusy = this.looks;
  }

  private status(isBusy: boolean): StreamStatus {
    if (this.viewType === undefined) return isBusy ? 'DISABLING' : 'DISABLED';
    return isBusy ? 'ENABLING' : 'ENABLED';
  }

  private async call(operation: Operation, what = ''): Promise<void> {
    await Promise.resolve();
    this.calls.push(what === '' ? operation : `${operation} ${what}`);
    const count = (this.counts.get(operation) ?? 0) + 1;
    this.counts.set(operation, count);
    const kind = this.refuse(operation, count);
    if (kind !== undefined)
      throw new ServiceError(kind, `The test says ${kind}.`, {
        action: operation,
        code: kind,
        serviceMessage: '',
      });
  }

  private table(isBusy: boolean): TableDetails {
    return {
      tableName: 'Orders',
      tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders',
      status: isBusy ? 'UPDATING' : 'ACTIVE',
      keyAttributes: [],
      isGlobal: false,
      ...(this.viewType && { viewType: this.viewType }),
      ...(this.streams > 0 && { latestStreamArn: `stream-${this.streams}` }),
    };
  }
}
