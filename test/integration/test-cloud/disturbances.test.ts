/** What a test lets go wrong in the test cloud, as the SDK's clients of each protocol see it. */
import assert from 'node:assert/strict';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { repositoryRoot } from '../../support/repository-root';
import { createTable } from '../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';

const UUID = '00000001-0000-4000-8000-000000000000';
const HERE = 'eu-west-1:111122223333';
const ROLE = 'arn:aws:iam::111122223333:role/operator';

describe('disturbances of the test cloud', function () {
  this.timeout(120_000);
  let cloud: LocalAws;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
  });
  after(() => cloud.stop());
  afterEach(() => {
    cloud.disturbances.restore();
    cloud.calls.clear();
  });

  const client = (): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  } => ({
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'dev', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const metricData = (): Promise<unknown> =>
    new CloudWatchClient(client()).send(
      new GetMetricDataCommand({ StartTime: new Date(0), EndTime: new Date(), MetricDataQueries: [] }),
    );
  const listMappings = (): Promise<unknown> =>
    new LambdaClient(client()).send(new ListEventSourceMappingsCommand({}));

  const calls: readonly (readonly [
    action: string,
    error: string,
    resource: string,
    call: () => Promise<unknown>,
  ])[] = [
    [
      'dynamodb:ListTables',
      'AccessDeniedException',
      '*',
      () => new DynamoDBClient(client()).send(new ListTablesCommand({})),
    ],
    [
      'dynamodb:DescribeTable',
      'AccessDeniedException',
      `arn:aws:dynamodb:${HERE}:table/Orders`,
      () => new DynamoDBClient(client()).send(new DescribeTableCommand({ TableName: 'Orders' })),
    ],
    [
      'dynamodb:ListStreams',
      'AccessDeniedException',
      `arn:aws:dynamodb:${HERE}:table/Orders/stream/*`,
      () => new DynamoDBStreamsClient(client()).send(new ListStreamsCommand({ TableName: 'Orders' })),
    ],
    ['lambda:ListEventSourceMappings', 'AccessDeniedException', '*', listMappings],
    [
      'lambda:GetEventSourceMapping',
      'AccessDeniedException',
      `arn:aws:lambda:${HERE}:event-source-mapping:${UUID}`,
      () => new LambdaClient(client()).send(new GetEventSourceMappingCommand({ UUID })),
    ],
    [
      'iam:GetRole',
      'AccessDenied',
      'role operator',
      () => new IAMClient(client()).send(new GetRoleCommand({ RoleName: 'operator' })),
    ],
    [
      'sts:AssumeRole',
      'AccessDenied',
      ROLE,
      () => new STSClient(client()).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 's' })),
    ],
    [
      'sqs:GetQueueAttributes',
      'AccessDeniedException',
      `arn:aws:sqs:${HERE}:failures`,
      () =>
        new SQSClient(client()).send(
          new GetQueueAttributesCommand({ QueueUrl: `${cloud.endpoint}/111122223333/failures` }),
        ),
    ],
    [
      'sns:GetTopicAttributes',
      'AuthorizationErrorException',
      `arn:aws:sns:${HERE}:failures`,
      () =>
        new SNSClient(client()).send(
          new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:${HERE}:failures` }),
        ),
    ],
    [
      's3:GetEncryptionConfiguration',
      'AccessDenied',
      'arn:aws:s3:::failures',
      () => new S3Client(client()).send(new GetBucketEncryptionCommand({ Bucket: 'failures' })),
    ],
    ['cloudwatch:GetMetricData', 'AccessDeniedException', '*', metricData],
  ];
  for (const [action, name, resource, call] of calls)
    it(`deny ${action} in AWS's words`, async () => {
      cloud.disturbances.deny(action);
      await assert.rejects(call(), {
        name,
        message: `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      });
      assert.equal(cloud.calls.count(action), 1);
    });

  it('end with restore, and never touch what sets a test up', async () => {
    cloud.disturbances.deny('*');
    await createTable(cloud, 'SetUp');
    assert.deepEqual(cloud.calls.actions, []);
    await assert.rejects(listMappings(), { name: 'AccessDeniedException' });
    cloud.disturbances.restore();
    await listMappings();
  });

  it('throttle so many times, in the words of the service', async () => {
    cloud.disturbances.throttle('lambda:*', 1);
    await assert.rejects(listMappings(), { name: 'TooManyRequestsException', message: 'Rate exceeded' });
    await listMappings();
  });

  it('answer as told', async () => {
    cloud.disturbances.fail('cloudwatch:GetMetricData', {
      status: 500,
      type: 'InternalServiceFault',
      message: 'Not today.',
    });
    await assert.rejects(metricData(), { message: 'Not today.' });
  });

  it('cut a connection', async () => {
    cloud.disturbances.cut('lambda:ListEventSourceMappings', 1);
    await assert.rejects(listMappings(), { code: 'ECONNRESET' });
    await listMappings();
  });

  it('hold a call until it is let go, or cut it off undone', async () => {
    const held = cloud.disturbances.hold('lambda:ListEventSourceMappings');
    const asked = listMappings();
    await held.reached;
    held.letGo();
    await asked;
    const cut = cloud.disturbances.hold('lambda:ListEventSourceMappings');
    const lost = assert.rejects(listMappings(), { code: 'ECONNRESET' });
    await cut.reached;
    cut.cutOff();
    await lost;
  });

  it('delay an answer', async () => {
    cloud.disturbances.delay('lambda:ListEventSourceMappings', 60_000);
    const abort = new AbortController();
    const asked = new LambdaClient(client()).send(new ListEventSourceMappingsCommand({}), {
      abortSignal: abort.signal,
    });
    setTimeout(() => abort.abort(), 100);
    await assert.rejects(asked, { name: 'AbortError' });
  });

  it('expire the credentials for every service', async () => {
    cloud.disturbances.expireCredentials();
    const message = /^The security token included in the request is expired$/;
    const names: unknown[] = [];
    for (const [action, , , call] of calls)
      await assert.rejects(call(), (error: Error) => {
        names.push([action.split(':')[0], error.name]);
        assert.match(error.message, message);
        return true;
      });
    assert.deepEqual(
      new Map(names as [string, string][]),
      new Map([
        ['dynamodb', 'ExpiredTokenException'],
        ['lambda', 'ExpiredTokenException'],
        ['iam', 'ExpiredToken'],
        ['sts', 'ExpiredToken'],
        ['sqs', 'ExpiredTokenException'],
        ['sns', 'ExpiredToken'],
        ['s3', 'ExpiredToken'],
        ['cloudwatch', 'ExpiredTokenException'],
      ]),
    );
  });
});
