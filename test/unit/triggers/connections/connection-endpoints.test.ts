import assert from 'node:assert/strict';
import {
  followedEndpoint,
  isLocalConnection,
  statedEndpoint,
} from '../../../../src/triggers/connections/connection-endpoints';
import { isLoopbackUrl } from '../../../../src/triggers/connections/loopback';

const LOCAL = 'http://127.0.0.1:8000';

describe('the endpoint of a service', () => {
  it('is its own before the one for all', () => {
    const connection = { endpointUrl: 'http://all', endpointUrls: { lambda: 'http://lambda' } };
    assert.equal(statedEndpoint(connection, 'lambda'), 'http://lambda');
    assert.equal(statedEndpoint(connection, 'sts'), 'http://all');
    assert.equal(statedEndpoint({}, 'sts'), undefined);
  });

  it('is DynamoDB’s for its streams, if only that is set and is on this machine', () => {
    assert.equal(followedEndpoint(LOCAL, undefined), LOCAL);
    assert.equal(followedEndpoint(LOCAL, 'http://streams'), 'http://streams');
    assert.equal(followedEndpoint('https://dynamodb.eu-west-1.amazonaws.com', undefined), undefined);
    assert.equal(followedEndpoint(undefined, undefined), undefined);
  });

  it('makes a connection local, also if the configuration sets it', () => {
    assert.equal(isLocalConnection({ endpointUrls: { dynamodb: LOCAL } }), true);
    assert.equal(isLocalConnection({ endpointUrl: LOCAL }), true);
    assert.equal(isLocalConnection({}, LOCAL), true);
    assert.equal(isLocalConnection({ endpointUrls: { lambda: LOCAL } }), false);
    assert.equal(isLocalConnection({ endpointUrl: 'https://x' }, LOCAL), false);
  });
});

describe('a URL on this machine', () => {
  for (const url of [
    LOCAL,
    'http://localhost:4566',
    'https://127.9.9.9',
    'http://[::1]:8000/',
    'http://LOCALHOST',
  ])
    it(`is ${url}`, () => assert.equal(isLoopbackUrl(url), true));

  for (const url of [
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://192.168.0.1:8000',
    'http://0.0.0.0:8000',
    'http://example.com/?127.0.0.1',
    'ftp://127.0.0.1',
    '127.0.0.1:8000',
    '',
  ])
    it(`is not ${url || 'nothing'}`, () => assert.equal(isLoopbackUrl(url), false));
});
