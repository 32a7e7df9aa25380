/** The customer's key of a queue, topic or bucket, as the services tell it. */
import * as assert from 'node:assert/strict';
import { PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { awsRoleService } from '../../../../src/aws/roles/role-service';
import type { RoleService } from '../../../../src/triggers/ports/role-service';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createBucket, createQueue, createTopic } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';

const stop = new AbortController().signal;

describe('the key of a destination', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let roles: RoleService;
  let connection: { readonly endpointUrl: string; readonly region: string };

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    roles = awsRoleService(accessWithoutQuestions());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
  });
  after(() => cloud.stop());
  afterEach(() => cloud.disturbances.restore());

  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
  const keyOf = (arn: string) => roles.customerKeyOf(connection, arn, stop);

  it('is told of queues and topics, by id, ARN or alias, and not where it is AWS’s own', async () => {
    const id = { KmsMasterKeyId: '1234' };
    assert.equal(await keyOf(await createQueue(cloud, 'by-id', id)), key);
    assert.equal(await keyOf(await createTopic(cloud, 'by-arn', { KmsMasterKeyId: key })), key);
    const alias = await createQueue(cloud, 'by-alias', { KmsMasterKeyId: 'alias/failures' });
    assert.equal(await keyOf(alias), 'arn:aws:kms:eu-west-1:111122223333:alias/failures');
    const own = await createQueue(cloud, 'own', { KmsMasterKeyId: 'alias/aws/sqs' });
    assert.equal(await keyOf(own), undefined);
    assert.equal(await keyOf(await createTopic(cloud, 'plain')), undefined);
  });

  it('is told of buckets', async () => {
    const bucket = await createBucket(cloud, 'plain-bucket');
    assert.equal(await keyOf(bucket), undefined);
    await new S3Client({ ...setUpClient(cloud), forcePathStyle: true }).send(
      new PutBucketEncryptionCommand({
        Bucket: 'plain-bucket',
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }],
        },
      }),
    );
    assert.equal(await keyOf(bucket), key);
  });

  it('is unknown to whoever may not ask, and an error where there is no destination', async () => {
    const queue = await createQueue(cloud, 'secret', { KmsMasterKeyId: key });
    cloud.disturbances.deny('sqs:GetQueueAttributes');
    assert.equal(await keyOf(queue), undefined);
    await assert.rejects(keyOf(queue.replace('secret', 'gone')), /The queue "gone" was not found/);
  });
});
