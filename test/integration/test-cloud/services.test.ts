/** What the test cloud adds to DynamoDB Local and to moto: regions, overlays, simulation, metrics, a large account. */
import assert from 'node:assert/strict';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import {
  GetPolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { repositoryRoot } from '../../support/repository-root';
import {
  createFunction,
  createRole,
  STREAM_READING_POLICY,
} from '../../support/test-cloud/deployed-function';
import {
  createBucket,
  createQueue,
  createTable,
  createTopic,
  deleteTable,
  turnStream,
} from '../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { setUpClient } from '../../support/test-cloud/set-up-client';
import { startTestCloud } from '../../support/test-cloud/test-cloud';

const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';

describe('the test cloud', function () {
  this.timeout(120_000);
  let cloud: LocalAws;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
  });
  after(() => cloud.stop());

  it('keeps the tables of two regions apart, whoever asks', async () => {
    const { tableArn, streamArn } = await createTable(cloud, 'Apart', 'KEYS_ONLY', 'us-west-2');
    assert.equal(tableArn, 'arn:aws:dynamodb:us-west-2:111122223333:table/Apart');
    assert.ok(streamArn.startsWith(`${tableArn}/stream/`));
    const names = async (region: string): Promise<readonly string[] | undefined> => {
      const credentials = { accessKeyId: 'somebody', secretAccessKey: 'test' };
      const client = new DynamoDBClient({ ...setUpClient(cloud, region), credentials });
      return (await client.send(new ListTablesCommand({}))).TableNames;
    };
    assert.deepEqual([await names('us-west-2'), await names('eu-central-1')], [['Apart'], []]);
    await createTable(cloud, 'Elsewhere', 'off', 'cn-north-1');
    assert.deepEqual(await names('cn-north-1'), ['Elsewhere']);
  });

  it('turns streams on and off for real; what is off or deleted stays listed (DS-7)', async () => {
    const { streamArn } = await createTable(cloud, 'Turned');
    await turnStream(cloud, 'Turned', 'off');
    const next = await turnStream(cloud, 'Turned', 'NEW_IMAGE');
    await deleteTable(cloud, 'Turned');
    const streams = new DynamoDBStreamsClient(setUpClient(cloud));
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: 'Turned' }));
    assert.notEqual(next, streamArn);
    assert.deepEqual(new Set(Streams.map(({ StreamArn }) => StreamArn)), new Set([streamArn, next]));
  });

  it('describes a table with a key and replicas where a test says so', async () => {
    await createTable(cloud, 'Global');
    const KMSMasterKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k';
    cloud.dynamoDb.describe('Global', {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn },
      Replicas: [{ RegionName: 'us-west-2', ReplicaStatus: 'ACTIVE' }],
    });
    const { Table } = await new DynamoDBClient(setUpClient(cloud)).send(
      new DescribeTableCommand({ TableName: 'Global' }),
    );
    assert.deepEqual(
      [Table?.TableName, Table?.SSEDescription?.KMSMasterKeyArn, Table?.Replicas?.[0]?.RegionName],
      ['Global', KMSMasterKeyArn, 'us-west-2'],
    );
  });

  it('simulates a role by its documents (reference section 4.2)', async () => {
    const iam = new IAMClient(setUpClient(cloud));
    const inline = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:q' },
        { Effect: 'Deny', Action: 'dynamodb:DescribeStream', Resource: '*' },
        {
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: '*',
          Condition: { StringEquals: { 's3:ResourceAccount': '111122223333' } },
        },
      ],
    };
    const { roleArn } = await createRole(cloud, 'simulated', [STREAM_READING_POLICY, inline]);
    const decisions = async (resource: string, actions: string[], account?: string): Promise<unknown> => {
      const { EvaluationResults = [] } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: roleArn,
          ActionNames: actions,
          ResourceArns: [resource],
          ...(account !== undefined && {
            ContextEntries: [
              { ContextKeyName: 's3:ResourceAccount', ContextKeyValues: [account], ContextKeyType: 'string' },
            ],
          }),
        }),
      );
      return EvaluationResults.map((result) => [
        result.EvalActionName,
        result.EvalDecision,
        result.ResourceSpecificResults?.[0]?.EvalResourceDecision,
        result.MissingContextValues,
      ]);
    };
    const missing = ['s3:ResourceAccount'];
    assert.deepEqual(await decisions(STREAM, ['dynamodb:GetRecords', 'dynamodb:DescribeStream']), [
      ['dynamodb:GetRecords', 'allowed', 'allowed', missing],
      ['dynamodb:DescribeStream', 'explicitDeny', 'explicitDeny', missing],
    ]);
    assert.deepEqual(await decisions('arn:aws:sqs:eu-west-1:111122223333:other', ['sqs:SendMessage']), [
      ['sqs:SendMessage', 'implicitDeny', 'implicitDeny', missing],
    ]);
    assert.deepEqual(await decisions('arn:aws:s3:::b/o', ['s3:PutObject'], '111122223333'), [
      ['s3:PutObject', 'allowed', 'allowed', []],
    ]);
    const unknown = { PolicySourceArn: `${roleArn}-not`, ActionNames: ['sqs:SendMessage'] };
    await assert.rejects(iam.send(new SimulatePrincipalPolicyCommand(unknown)), {
      name: 'NoSuchEntityException',
    });
  });

  it("has AWS's managed policies, and the account's aliases", async () => {
    const iam = new IAMClient(setUpClient(cloud));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: STREAM_READING_POLICY }));
    assert.equal(Policy?.PolicyName, 'AWSLambdaDynamoDBExecutionRole');
    assert.deepEqual((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases, []);
  });

  it('lets a fresh policy take effect late, if a test says so', async () => {
    const { streamArn } = await createTable(cloud, 'Late');
    const { roleName } = await createFunction(cloud, 'late', { policies: [] });
    const create = (): Promise<unknown> =>
      new LambdaClient(setUpClient(cloud)).send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'late',
          EventSourceArn: streamArn,
          StartingPosition: 'LATEST',
        }),
      );
    cloud.iam.checksBeforeEffect = 2;
    const statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
    await new IAMClient(setUpClient(cloud)).send(
      new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: 'stream',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
    const refused = { message: /^Cannot access stream/ };
    await assert.rejects(create(), refused);
    await assert.rejects(create(), refused);
    await create();
  });

  it('tells the iterator age of functions, of 500 a call (API reference of GetMetricData)', async () => {
    cloud.cloudWatch.setIteratorAge('slow', 90_000, 30_000);
    const cloudWatch = new CloudWatchClient({ ...setUpClient(cloud), maxAttempts: 1 });
    const ask = (names: readonly string[]): Promise<readonly (readonly number[] | undefined)[] | undefined> =>
      cloudWatch
        .send(
          new GetMetricDataCommand({
            StartTime: new Date(Date.now() - 600_000),
            EndTime: new Date(),
            MetricDataQueries: names.map((Value, index) => ({
              Id: `q${index}`,
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/Lambda',
                  MetricName: 'IteratorAge',
                  Dimensions: [{ Name: 'FunctionName', Value }],
                },
                Period: 60,
                Stat: 'Maximum',
              },
            })),
          }),
        )
        .then(({ MetricDataResults }) => MetricDataResults?.map(({ Values }) => Values));
    assert.deepEqual(await ask(['slow', 'idle']), [[90_000, 30_000], []]);
    await assert.rejects(ask(Array.from({ length: 501 }, (_, index) => `f${index}`)), {
      message: 'The collection MetricDataQueries must not have a size greater than 500.',
    });
  });

  it('has the account of the test in every service', async () => {
    const account = '111122223333';
    assert.equal(await createQueue(cloud, 'q'), `arn:aws:sqs:eu-west-1:${account}:q`);
    const TopicArn = await createTopic(cloud, 't', { KmsMasterKeyId: 'alias/mine' });
    assert.equal(TopicArn, `arn:aws:sns:eu-west-1:${account}:t`);
    const { Attributes } = await new SNSClient(setUpClient(cloud)).send(
      new GetTopicAttributesCommand({ TopicArn }),
    );
    assert.equal(Attributes?.['KmsMasterKeyId'], 'alias/mine');
    assert.equal(await createBucket(cloud, 'failures'), 'arn:aws:s3:::failures');
    await new S3Client(setUpClient(cloud)).send(new HeadBucketCommand({ Bucket: 'failures' }));
    const identity = await new STSClient(setUpClient(cloud)).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([identity.Account, identity.Arn], [account, `arn:aws:iam::${account}:user/dev`]);
  });

  it('lists a large account in pages of 100, with nothing behind it', async () => {
    const large = await startTestCloud({ synthetic: { tables: 1000, mappings: 2000 } });
    try {
      const counted = { credentials: { accessKeyId: 'dev', secretAccessKey: 'test' } };
      const client = { ...setUpClient(large), ...counted };
      const [dynamoDb, streams, lambda] = [
        new DynamoDBClient(client),
        new DynamoDBStreamsClient(client),
        new LambdaClient(client),
      ];
      const tables = await allPages(async (ExclusiveStartTableName) => {
        const page = await dynamoDb.send(new ListTablesCommand({ ExclusiveStartTableName }));
        return [page.TableNames, page.LastEvaluatedTableName];
      });
      const arns = await allPages(async (ExclusiveStartStreamArn) => {
        const page = await streams.send(new ListStreamsCommand({ ExclusiveStartStreamArn }));
        return [page.Streams?.map(({ StreamArn }) => StreamArn), page.LastEvaluatedStreamArn];
      });
      const mappings = await allPages(async (Marker) => {
        const page = await lambda.send(new ListEventSourceMappingsCommand({ Marker }));
        return [page.EventSourceMappings?.map(({ UUID }) => UUID), page.NextMarker];
      });
      assert.deepEqual([tables.size, arns.size, mappings.size], [1000, 1000, 2000]);
      const counts = ['dynamodb:ListTables', 'dynamodb:ListStreams', 'lambda:ListEventSourceMappings'];
      assert.deepEqual(
        counts.map((action) => large.calls.count(action)),
        [10, 10, 20],
      );
    } finally {
      await large.stop();
    }
  });
});

async function allPages(
  ask: (next: string | undefined) => Promise<readonly [readonly unknown[] | undefined, string | undefined]>,
): Promise<ReadonlySet<unknown>> {
  const rows = new Set<unknown>();
  let next: string | undefined;
  do {
    const [page = [], following] = await ask(next);
    for (const row of page) rows.add(row);
    next = following;
  } while (next !== undefined);
  return rows;
}
