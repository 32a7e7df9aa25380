import assert from 'node:assert/strict';
import {
  accountName,
  connectionSummary,
  localHost,
} from '../../../../src/triggers/connections/connection-summary';

const LOCAL = 'http://127.0.0.1:8000';
const dev = { id: '1', name: 'dev', awsProfile: 'dev', isReadOnly: false };

describe('a connection in words', () => {
  it('says account, profile, region and that AWS answers', () => {
    const identity = { accountId: '111122223333', alias: 'orders-dev', arn: 'arn' };
    assert.deepEqual(connectionSummary(dev, { identity, region: 'eu-west-1' }), [
      'Account orders-dev (111122223333)',
      'Profile dev',
      'Region eu-west-1',
      "AWS's own endpoints",
    ]);
  });

  it('says that streams follow DynamoDB to this machine, and that Lambda does not', () => {
    const lines = connectionSummary(
      { id: '1', name: 'local', isReadOnly: true },
      { dynamoDbEndpoint: LOCAL, streamsEndpoint: LOCAL },
    );
    assert.deepEqual(lines, [
      'Profile: what the AWS SDK finds itself',
      'No region is set',
      `DynamoDB: local endpoint ${LOCAL}`,
      "DynamoDB Streams follows DynamoDB's endpoint, because that is on this machine",
      "Lambda: AWS's own endpoint",
      'Read-only: nothing is changed through this connection',
    ]);
  });

  it('says one endpoint once', () => {
    const all = { dynamoDbEndpoint: LOCAL, streamsEndpoint: LOCAL, lambdaEndpoint: LOCAL };
    assert.equal(connectionSummary(dev, all).at(-1), `local endpoint ${LOCAL}`);
  });

  it('tells endpoints elsewhere apart', () => {
    const lines = connectionSummary(dev, {
      dynamoDbEndpoint: 'https://vpce.example.com',
      streamsEndpoint: LOCAL,
      lambdaEndpoint: 'https://vpce.example.com',
    });
    assert.deepEqual(lines.slice(2), [
      'DynamoDB: endpoint https://vpce.example.com',
      `DynamoDB Streams: local endpoint ${LOCAL}`,
      'Lambda: endpoint https://vpce.example.com',
    ]);
  });

  it('names the account by its alias, else by its number', () => {
    assert.equal(accountName({ accountId: '1', alias: 'a', arn: '' }), 'a');
    assert.equal(accountName({ accountId: '1', arn: '' }, true), '1');
  });

  it('names the host only of an endpoint on this machine', () => {
    assert.equal(localHost({ dynamoDbEndpoint: LOCAL }), '127.0.0.1:8000');
    assert.equal(localHost({ dynamoDbEndpoint: 'https://x' }), undefined);
    assert.equal(localHost({}), undefined);
  });
});
