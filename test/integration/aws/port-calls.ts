/** Every call that the catalogs of tables, triggers and functions make, with what a sentence about it names. */
import { awsTableCatalog } from '../../../src/aws/tables/table-catalog';
import { awsFunctionCatalog } from '../../../src/aws/triggers/function-catalog';
import { awsTriggerService } from '../../../src/aws/triggers/trigger-service';
import type { AwsAccess } from '../../../src/aws/access/aws-access';
import type { StreamConnection } from '../../../src/engine/streams/stream-connection';

export interface PortCall {
  /** IAM's name. */
  readonly action: string;
  /** As sentences name what was asked for. */
  readonly subject: string;
  /** To which a policy would have to allow it, as IAM names it. */
  readonly resource: string;
  readonly isChange: boolean;
  readonly ask: (connection: StreamConnection) => Promise<unknown>;
}

/** Of an account in which they need not exist. */
export interface CallPlace {
  readonly partition: string;
  readonly region: string;
  /** Of a mapping that has the tag `team`. */
  readonly uuid: string;
}

export function portCalls(access: AwsAccess, { partition, region, uuid }: CallPlace): readonly PortCall[] {
  const never = new AbortController().signal;
  const [tables, triggers, functions] = [
    awsTableCatalog(access),
    awsTriggerService(access),
    awsFunctionCatalog(access),
  ];
  const arn = (service: string, rest: string): string =>
    `arn:${partition}:${service}:${region}:111122223333:${rest}`;
  const table = arn('dynamodb', 'table/Orders');
  const stream = `${table}/stream/2025-11-25T15:45:36.123`;
  const trigger = arn('lambda', `event-source-mapping:${uuid}`);
  const document = {
    FunctionName: 'orders',
    EventSourceArn: stream,
    StartingPosition: 'LATEST' as const,
  };
  const call = (
    action: string,
    subject: string,
    resource: string,
    ask: PortCall['ask'],
    isChange = false,
  ): PortCall => ({ action, subject, resource, ask, isChange });
  return [
    call('dynamodb:ListTables', 'the tables', '*', (at) => tables.listTables(at, undefined, never)),
    call('dynamodb:ListStreams', 'the streams', '*', (at) => tables.listStreams(at, undefined, never)),
    call('dynamodb:DescribeTable', 'table "Orders"', table, (at) =>
      tables.describeTable(at, 'Orders', never),
    ),
    call('dynamodb:DescribeStream', 'the stream of table "Orders"', stream, (at) =>
      tables.describeStream(at, stream, never),
    ),
    call(
      'dynamodb:UpdateTable',
      'table "Orders"',
      table,
      (at) => tables.setStream(at, 'Orders', 'NEW_IMAGE', never),
      true,
    ),
    call('lambda:ListEventSourceMappings', 'the triggers', '*', (at) =>
      triggers.listTriggers(at, {}, undefined, never),
    ),
    call('lambda:GetEventSourceMapping', `the trigger ${uuid}`, trigger, (at) =>
      triggers.getTrigger(at, uuid, never),
    ),
    call(
      'lambda:CreateEventSourceMapping',
      'a trigger of the stream of table "Orders" for function "orders"',
      '*',
      (at) => triggers.createTrigger(at, document, never),
      true,
    ),
    call(
      'lambda:UpdateEventSourceMapping',
      `the trigger ${uuid}`,
      trigger,
      (at) => triggers.updateTrigger(at, uuid, { BatchSize: 5 }, never),
      true,
    ),
    call(
      'lambda:DeleteEventSourceMapping',
      `the trigger ${uuid}`,
      trigger,
      (at) => triggers.deleteTrigger(at, uuid, never),
      true,
    ),
    call('lambda:ListTags', `the tags of the trigger ${uuid}`, trigger, (at) =>
      triggers.readTags(at, trigger, never),
    ),
    call(
      'lambda:TagResource',
      `the tags of the trigger ${uuid}`,
      trigger,
      (at) => triggers.writeTags(at, trigger, { team: 'other' }, never),
      true,
    ),
    call(
      'lambda:UntagResource',
      `the tags of the trigger ${uuid}`,
      trigger,
      (at) => triggers.writeTags(at, trigger, {}, never),
      true,
    ),
    call('lambda:ListFunctions', 'the functions', '*', (at) => functions.listFunctions(at, undefined, never)),
    call('lambda:ListAliases', 'the aliases of function "orders"', arn('lambda', 'function:orders'), (at) =>
      functions.listAliases(at, 'orders', never),
    ),
    call('lambda:GetFunctionConfiguration', 'function "orders"', arn('lambda', 'function:orders'), (at) =>
      functions.describeFunction(at, 'orders', never),
    ),
    call('cloudwatch:GetMetricData', 'the iterator age of the functions', '*', (at) =>
      functions.iteratorAges(at, ['orders'], never),
    ),
  ];
}
