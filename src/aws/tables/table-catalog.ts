/** Tables, streams and shards, asked from DynamoDB and DynamoDB Streams. */
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import type { Page } from '../../triggers/ports/page';
import type {
  ListedStream,
  StreamDetails,
  StreamViewType,
  TableCatalog,
  TableDetails,
} from '../../triggers/ports/table-catalog';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-call';
import { type ServiceQuestion, askService } from '../access/ask-service';
import { describeWholeStream } from '../streams/describe-stream';
import { readListedStream, readStream, readTable } from './read-table';

/** The most that a page of either list has. */
const ROWS = 100;

export function awsTableCatalog(access: AwsAccess): TableCatalog {
  return {
    listTables: (connection, after, stop) => listTables(access, connection, after, stop),
    listStreams: (connection, after, stop) => listStreams(access, connection, after, stop),
    describeTable: (connection, tableName, stop) => describeTable(access, connection, tableName, stop),
    describeStream: (connection, streamArn, stop) => describeStream(access, connection, streamArn, stop),
    setStream: (connection, tableName, viewType, stop) =>
      setStream(access, connection, tableName, viewType, stop),
  };
}

async function listTables(
  access: AwsAccess,
  connection: StreamConnection,
  after: string | undefined,
  stop: StopSignal,
): Promise<Page<string>> {
  const question = about('dynamodb', connection, 'dynamodb:ListTables', l10n.t('the tables'));
  return askService(access, question, stop, async (client, options) => {
    const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
    const input = { Limit: ROWS, ...(after !== undefined && { ExclusiveStartTableName: after }) };
    const answer = await client.send(new ListTablesCommand(input), options);
    return page(answer.TableNames ?? [], answer.LastEvaluatedTableName);
  });
}

async function listStreams(
  access: AwsAccess,
  connection: StreamConnection,
  after: string | undefined,
  stop: StopSignal,
): Promise<Page<ListedStream>> {
  const question = about('dynamodb_streams', connection, 'dynamodb:ListStreams', l10n.t('the streams'));
  return askService(access, question, stop, async (client, options) => {
    const { ListStreamsCommand } = await import('@aws-sdk/client-dynamodb-streams');
    const input = { Limit: ROWS, ...(after !== undefined && { ExclusiveStartStreamArn: after }) };
    const answer = await client.send(new ListStreamsCommand(input), options);
    return page((answer.Streams ?? []).flatMap(readListedStream), answer.LastEvaluatedStreamArn);
  });
}

function describeTable(
  access: AwsAccess,
  connection: StreamConnection,
  tableName: string,
  stop: StopSignal,
): Promise<TableDetails> {
  const question = about('dynamodb', connection, 'dynamodb:DescribeTable', l10n.t('table "{0}"', tableName));
  return askService(access, question, stop, async (client, options) => {
    const { DescribeTableCommand } = await import('@aws-sdk/client-dynamodb');
    const answer = await client.send(new DescribeTableCommand({ TableName: tableName }), options);
    return readTable(tableName, answer.Table);
  });
}

function describeStream(
  access: AwsAccess,
  connection: StreamConnection,
  streamArn: string,
  stop: StopSignal,
): Promise<StreamDetails> {
  const subject = streamSubject(streamArn);
  const asked = about('dynamodb_streams', connection, 'dynamodb:DescribeStream', subject, streamArn);
  const question = { ...asked, arnRegion: parseStreamArn(streamArn)?.region };
  return askService(access, question, stop, async (client) =>
    readStream(streamArn, await describeWholeStream(client, streamArn, stop)),
  );
}

function setStream(
  access: AwsAccess,
  connection: StreamConnection,
  tableName: string,
  viewType: StreamViewType | undefined,
  stop: StopSignal,
): Promise<TableDetails> {
  const asked = about('dynamodb', connection, 'dynamodb:UpdateTable', l10n.t('table "{0}"', tableName));
  return askService(access, { ...asked, isChange: true }, stop, async (client, options) => {
    const { UpdateTableCommand } = await import('@aws-sdk/client-dynamodb');
    const answer = await client.send(
      new UpdateTableCommand({
        TableName: tableName,
        StreamSpecification:
          viewType === undefined
            ? { StreamEnabled: false }
            : { StreamEnabled: true, StreamViewType: viewType },
      }),
      options,
    );
    return readTable(tableName, answer.TableDescription);
  });
}

function about<S extends AwsService>(
  service: S,
  connection: StreamConnection,
  action: string,
  subject: string,
  arn?: string,
): ServiceQuestion<S> {
  return { service, call: { action, subject, connection, ...(arn !== undefined && { arn }) } };
}

function page<Row>(rows: readonly Row[], next: string | undefined): Page<Row> {
  return next === undefined || next === '' ? { rows } : { rows, next };
}
