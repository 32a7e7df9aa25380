/** A large account that exists in its lists only: for benchmarks and for tests that count calls. */
import { partitionOf } from './arn-rewriting';
import { type Answer, jsonAnswer } from './cloud-answer';
import { type CloudRequest, inputOf } from './cloud-request';
import { recordedMapping } from './event-source-mappings/mapping-configuration';

export interface SyntheticAccountOptions {
  /** `table-00000` and so on, each with one stream. */
  readonly tables: number;
  /** Shared out over the tables' streams in turn; functions `function-00000` and so on. */
  readonly mappings: number;
}

const PAGE_SIZE = 100;
const LABEL = '2025-11-25T15:45:36.123';

interface ListInput {
  readonly Limit?: number;
  readonly ExclusiveStartTableName?: string;
  readonly ExclusiveStartStreamArn?: string;
}

export class SyntheticAccount {
  constructor(
    private readonly accountId: string,
    private readonly options: SyntheticAccountOptions,
  ) {}

  /** @returns undefined if the request is no list of tables, streams or mappings */
  answer(request: CloudRequest): Answer | undefined {
    const { region } = request;
    switch (request.action) {
      case 'dynamodb:ListTables': {
        const { ExclusiveStartTableName, Limit } = inputOf(request) as ListInput;
        const [first, next] = this.page(this.options.tables, ExclusiveStartTableName, Limit);
        const names = numbers(first, next).map(tableName);
        const more = next < this.options.tables && { LastEvaluatedTableName: names.at(-1) };
        return jsonAnswer({ TableNames: names, ...more });
      }
      case 'dynamodb:ListStreams': {
        const { ExclusiveStartStreamArn, Limit } = inputOf(request) as ListInput;
        const [, afterTable] = /table\/([^/]+)\//.exec(ExclusiveStartStreamArn ?? '') ?? [];
        const [first, next] = this.page(this.options.tables, afterTable, Limit);
        const streams = numbers(first, next).map((index) => ({
          StreamArn: this.streamArn(index, region),
          StreamLabel: LABEL,
          TableName: tableName(index),
        }));
        const more = next < this.options.tables && { LastEvaluatedStreamArn: streams.at(-1)?.StreamArn };
        return jsonAnswer({ Streams: streams, ...more });
      }
      case 'lambda:ListEventSourceMappings':
        return this.listMappings(request);
      default:
        return undefined;
    }
  }

  private listMappings({ url: { searchParams }, region }: CloudRequest): Answer {
    const first = Number(searchParams.get('Marker') ?? 0);
    const next = Math.min(this.options.mappings, first + PAGE_SIZE);
    const mappings = numbers(first, next).map((index) =>
      recordedMapping({
        UUID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        EventSourceArn: this.streamArn(index % this.options.tables, region),
        FunctionArn: `arn:${partitionOf(region)}:lambda:${region}:${this.accountId}:function:function-${padded(index)}`,
      }),
    );
    const more = next < this.options.mappings && { NextMarker: String(next) };
    return jsonAnswer({ EventSourceMappings: mappings, ...more });
  }

  /** @returns the numbers of the first row and of the first one after the page */
  private page(rows: number, afterTable: string | undefined, limit = PAGE_SIZE): readonly [number, number] {
    const first = afterTable === undefined ? 0 : Number(afterTable.slice(afterTable.indexOf('-') + 1)) + 1;
    return [first, Math.min(rows, first + Math.min(limit, PAGE_SIZE))];
  }

  private streamArn(index: number, region: string): string {
    return `arn:${partitionOf(region)}:dynamodb:${region}:${this.accountId}:table/${tableName(index)}/stream/${LABEL}`;
  }
}

function tableName(index: number): string {
  return `table-${padded(index)}`;
}

function padded(index: number): string {
  return String(index).padStart(5, '0');
}

function numbers(first: number, next: number): readonly number[] {
  return Array.from({ length: Math.max(0, next - first) }, (_, index) => first + index);
}
