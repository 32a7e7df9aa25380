/** A pasted document is opened through a connection that reads its stream, or it is said what one would need. */
import * as assert from 'node:assert/strict';
import { matchingConnection } from '../../../../src/failed-batches/documents/matching-connection';
import type { KnownConnection } from '../../../../src/failed-batches/documents/matching-connection';
import { readConnections } from '../../../../src/triggers/connections/read-connections';

const streamIn = (region: string, accountId: string): string =>
  `arn:aws:dynamodb:${region}:${accountId}:table/Orders/stream/2025-11-25T15:45:36.123`;

function known(
  name: string,
  facts: Omit<KnownConnection, 'connection'>,
  endpointUrl?: string,
): KnownConnection {
  const [connection] = readConnections([{ name, ...(endpointUrl && { endpointUrl }) }]).connections;
  assert.ok(connection);
  return { connection, ...facts };
}

function match(streamArn: string, ...connections: readonly KnownConnection[]): unknown {
  const found = matchingConnection(streamArn, connections);
  return found.kind === 'none' ? found.reason : [found.kind, ...found.connections.map(({ name }) => name)];
}

describe('the connection of a pasted document', () => {
  const ireland = streamIn('eu-west-1', '111122223333');

  it('is the one of its account and region, whatever else there is', () => {
    const connections = [
      known('other region', { region: 'us-east-1', accountId: '111122223333' }),
      known('other account', { region: 'eu-west-1', accountId: '999900001111' }),
      known('unknown account', { region: 'eu-west-1' }),
      known('shop', { region: 'eu-west-1', accountId: '111122223333' }),
    ];
    assert.deepEqual(match(ireland, ...connections), ['certain', 'shop']);
  });

  it('can be any of several of that account', () => {
    const facts = { region: 'eu-west-1', accountId: '111122223333' };
    assert.deepEqual(match(ireland, known('reader', facts), known('admin', facts)), [
      'certain',
      'reader',
      'admin',
    ]);
  });

  it('may be one whose account or region is not known', () => {
    const connections = [
      known('no account', { region: 'eu-west-1' }),
      known('no region', { accountId: '111122223333' }),
      known('nothing', {}),
      known('wrong', { accountId: '999900001111' }),
    ];
    assert.deepEqual(match(ireland, ...connections), ['possible', 'no account', 'no region', 'nothing']);
  });

  it('may have the region in its own setting', () => {
    const [connection] = readConnections([{ name: 'set', region: 'eu-west-1' }]).connections;
    assert.ok(connection);
    assert.deepEqual(match(ireland, { connection, accountId: '111122223333' }), ['certain', 'set']);
    assert.equal(typeof match(streamIn('us-east-1', '111122223333'), { connection }), 'string');
  });

  it('is missing: then it is said what one needs', () => {
    assert.equal(
      match(ireland, known('other', { region: 'us-east-1', accountId: '111122223333' })),
      'The stream of this failed batch is in account 111122223333, region eu-west-1, and no connection leads there: add a connection with the region eu-west-1 and a profile that signs in to account 111122223333.',
    );
  });

  it('of DynamoDB Local has an endpoint, and neither its region nor its account counts', () => {
    const local = streamIn('ddblocal', '000000000000');
    const facts = { region: 'eu-west-1', accountId: '123456789012' };
    const configured = { ...facts, dynamoDbEndpoint: 'http://127.0.0.1:8000' };
    const connections = [
      known('AWS', facts),
      known('set', facts, 'http://localhost:8000'),
      known('by a file', configured),
    ];
    assert.deepEqual(match(local, ...connections), ['certain', 'set', 'by a file']);
    assert.equal(
      match(local, known('AWS', facts)),
      "The stream of this failed batch is DynamoDB Local's or an emulator's, and no connection leads to one: add a connection with its endpoint, such as http://127.0.0.1:8000.",
    );
  });

  it('of an emulator has an endpoint and the region', () => {
    const emulated = streamIn('eu-west-1', '000000000000');
    const endpoint = 'http://127.0.0.1:4566';
    const connections = [
      known('other region', { region: 'us-east-1' }, endpoint),
      known('emulator', { region: 'eu-west-1', accountId: '000000000000' }, endpoint),
    ];
    assert.deepEqual(match(emulated, ...connections), ['certain', 'emulator']);
  });
});
