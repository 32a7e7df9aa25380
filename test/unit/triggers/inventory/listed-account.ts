/** An account behind the ports: lists in pages, descriptions, and calls that wait for the test or are refused. */
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import type { InventoryPorts } from '../../../../src/triggers/inventory/connection-inventory';
import type { FunctionDetails } from '../../../../src/triggers/ports/function-catalog';
import type { Page } from '../../../../src/triggers/ports/page';
import { ServiceError, type ServiceErrorKind } from '../../../../src/triggers/ports/service-error';
import type { ListedStream, StreamDetails, TableDetails } from '../../../../src/triggers/ports/table-catalog';
import type { Trigger } from '../../../../src/triggers/trigger';

const ROWS_A_PAGE = 100;
export const LABEL = '2026-11-20T08:00:00.000';

export const connection: AwsConnection = { id: 'test', name: 'test', isReadOnly: false };

export function streamArn(tableName: string, label = LABEL, accountId = '111122223333'): string {
  return `arn:aws:dynamodb:eu-west-1:${accountId}:table/${tableName}/stream/${label}`;
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
}

export function listedStream(tableName: string, label = LABEL): ListedStream {
  return { streamArn: streamArn(tableName, label), tableName, label };
}

export function aTrigger(uuid: string, more: Partial<Trigger> = {}): Trigger {
  return {
    uuid,
    arn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${uuid}`,
    functionArn: functionArn('project'),
    streamArn: streamArn('Orders'),
    state: 'Enabled',
    stateReason: 'User action',
    lastProcessingResult: 'OK',
    lastModifiedMs: 0,
    document: {},
    ...more,
  };
}

export class ListedAccount {
  tables: string[] = [];
  streams: ListedStream[] = [];
  triggers: Trigger[] = [];
  readonly described = new Map<string, TableDetails>();
  readonly functions = new Set<string>();
  readonly ages = new Map<string, number>();
  /** IAM's names of the actions, in the order in which they were asked for. */
  readonly calls: string[] = [];
  private readonly refusals = new Map<string, { kind: ServiceErrorKind; timesLeft: number }>();
  private readonly held = new Map<string, Promise<void>>();

  refuse(action: string, kind: ServiceErrorKind, times = Infinity): void {
    this.refusals.set(action, { kind, timesLeft: times });
  }

  /** Calls of this action wait. @returns lets them go */
  hold(action: string): () => void {
    let release: () => void = () => undefined;
    this.held.set(action, new Promise((resolve) => (release = resolve)));
    return () => {
      this.held.delete(action);
      release();
    };
  }

  count(action: string): number {
    return this.calls.filter((call) => call === action).length;
  }

  ports(clock: InventoryPorts['clock']): InventoryPorts {
    const unused = (): Promise<never> => Promise.reject(new Error('The tree asks no such thing.'));
    return {
      clock,
      tables: {
        listTables: (_connection, after) => this.page('dynamodb:ListTables', () => this.tables, after),
        listStreams: (_connection, after) => this.page('dynamodb:ListStreams', () => this.streams, after),
        describeTable: (_connection, name) =>
          this.answer('dynamodb:DescribeTable', () => this.described.get(name)),
        describeStream: (_connection, arn) =>
          this.answer('dynamodb:DescribeStream', () => this.streamDetails(arn)),
        setStream: unused,
      },
      triggers: {
        listTriggers: (_connection, of, after) => {
          const rows = (): Trigger[] =>
            this.triggers.filter((one) => of.streamArn === undefined || one.streamArn === of.streamArn);
          return this.page('lambda:ListEventSourceMappings', rows, after);
        },
        getTrigger: (_connection, uuid) =>
          this.answer('lambda:GetEventSourceMapping', () =>
            this.triggers.find((trigger) => trigger.uuid === uuid),
          ),
        ...{ createTrigger: unused, updateTrigger: unused, deleteTrigger: unused },
        ...{ readTags: unused, writeTags: unused },
      },
      functions: {
        ...{ listFunctions: unused, listAliases: unused },
        describeFunction: (_connection, name) =>
          this.answer('lambda:GetFunctionConfiguration', () =>
            this.functions.has(name) ? functionDetails(name) : undefined,
          ),
        iteratorAges: (_connection, names) =>
          this.answer(
            'cloudwatch:GetMetricData',
            () =>
              new Map(
                [...this.ages]
                  .filter(([name]) => names.includes(name))
                  .map(([name, ageMs]) => [name, [{ atMs: 0, ageMs }]]),
              ),
          ),
      },
    };
  }

  private page<Row>(action: string, rowsOf: () => readonly Row[], after = '0'): Promise<Page<Row>> {
    const first = Number(after);
    return this.answer(action, () => {
      const rows = rowsOf().slice(first, first + ROWS_A_PAGE);
      const hasMore = rowsOf().length > first + ROWS_A_PAGE;
      return { rows, ...(hasMore && { next: String(first + ROWS_A_PAGE) }) };
    });
  }

  private async answer<T>(action: string, find: () => T | undefined): Promise<T> {
    this.calls.push(action);
    await this.held.get(action);
    const refusal = this.refusals.get(action);
    if (refusal !== undefined && refusal.timesLeft > 0) {
      refusal.timesLeft -= 1;
      throw serviceError(refusal.kind, action);
    }
    const found = find();
    if (found === undefined) throw serviceError('notFound', action);
    return found;
  }

  private streamDetails(arn: string): StreamDetails | undefined {
    const listed = this.streams.find((stream) => stream.streamArn === arn);
    return listed && { ...listed, status: 'ENABLED', viewType: 'KEYS_ONLY', shards: [] };
  }
}

export function tableDetails(tableName: string, more: Partial<TableDetails> = {}): TableDetails {
  return {
    tableName,
    tableArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${tableName}`,
    status: 'ACTIVE',
    keyAttributes: [],
    isGlobal: false,
    ...more,
  };
}

function functionDetails(name: string): FunctionDetails {
  return { functionName: name, functionArn: name, roleArn: '', timeoutInSeconds: 3, memorySizeInMB: 128 };
}

function serviceError(kind: ServiceErrorKind, action: string): ServiceError {
  return new ServiceError(kind, `${action}: ${kind}.`, { action, code: '', serviceMessage: kind });
}
