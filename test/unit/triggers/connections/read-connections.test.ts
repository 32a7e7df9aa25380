import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import { entryOf } from '../../../../src/triggers/connections/connection-entries';
import { defaultConnection } from '../../../../src/triggers/connections/default-connection';
import { readConnections } from '../../../../src/triggers/connections/read-connections';

const problemsOf = (...entries: readonly unknown[]): readonly string[] => readConnections(entries).problems;

describe('the setting of connections', () => {
  it('is read with every member', () => {
    const { connections, problems } = readConnections([
      { name: ' dev ', awsProfile: 'dev', region: 'eu-west-1' },
      { name: 'local', endpointUrls: { dynamodb: 'http://127.0.0.1:8000' }, readOnly: true },
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(connections.map(withoutId), [
      { name: 'dev', awsProfile: 'dev', region: 'eu-west-1', isReadOnly: false },
      { name: 'local', endpointUrls: { dynamodb: 'http://127.0.0.1:8000' }, isReadOnly: true },
    ]);
  });

  it('takes empty texts, which a settings editor leaves behind, for absent ones', () => {
    const { connections } = readConnections([
      { name: 'a', awsProfile: '', region: ' ', endpointUrl: '', endpointUrls: { sts: '' } },
    ]);
    assert.deepEqual(connections.map(withoutId), [{ name: 'a', isReadOnly: false }]);
  });

  for (const [what, entry, sentence] of [
    ['text', 'dev', 'Entry 1 of "streamTriggers.connections" must be an object with a "name".'],
    ['nameless', { region: 'x' }, 'Entry 1 of "streamTriggers.connections" needs a "name".'],
    [
      'unknown member',
      { name: 'dev', profile: 'dev' },
      'Connection "dev" of "streamTriggers.connections": "profile" is not known. It can have name, awsProfile, region, endpointUrl, endpointUrls, readOnly.',
    ],
    [
      'bad URL',
      { name: 'dev', endpointUrl: '127.0.0.1:8000' },
      'Connection "dev" of "streamTriggers.connections": "endpointUrl" must be a URL such as "http://127.0.0.1:8000", not "127.0.0.1:8000"; leave it out for AWS.',
    ],
    [
      'bad URL of a service',
      { name: 'dev', endpointUrls: { lambda: 'ftp://x' } },
      'Connection "dev" of "streamTriggers.connections": "lambda" must be a URL such as "http://127.0.0.1:8000", not "ftp://x"; leave it out for AWS.',
    ],
    [
      'unknown service',
      { name: 'dev', endpointUrls: { dynamo: 'http://x' } },
      'Connection "dev" of "streamTriggers.connections", "endpointUrls": "dynamo" is not known. It can have dynamodb, dynamodb_streams, lambda, iam, sts, cloudwatch, sqs, sns, s3.',
    ],
    [
      'list of endpoints',
      { name: 'dev', endpointUrls: ['http://x'] },
      'Connection "dev" of "streamTriggers.connections": "endpointUrls" must be an object with a URL for each service.',
    ],
    [
      'number for a region',
      { name: 'dev', region: 1 },
      'Connection "dev" of "streamTriggers.connections": "region" must be a text.',
    ],
    [
      'text for read-only',
      { name: 'dev', readOnly: 'yes' },
      'Connection "dev" of "streamTriggers.connections": "readOnly" must be true or false.',
    ],
  ] as const)
    it(`refuses in a sentence: ${what}`, () => {
      assert.deepEqual(readConnections([entry]), { connections: [], problems: [sentence] });
    });

  it('refuses the second of two connections of one name', () => {
    const { connections, problems } = readConnections([{ name: 'a' }, { name: 'a ', region: 'eu-west-1' }]);
    assert.equal(connections.length, 1);
    assert.deepEqual(problems, [
      '"streamTriggers.connections" has two connections named "a". Rename one of them.',
    ]);
  });

  it('keeps the good entries beside a bad one', () => {
    assert.deepEqual(
      readConnections([{ name: 'a' }, null, { name: 'b' }]).connections.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.equal(problemsOf({ name: 'a' }, null, { name: 'b' }).length, 1);
  });

  it('must be a list', () => {
    assert.deepEqual(readConnections({}).problems, ['"streamTriggers.connections" must be a list.']);
  });

  it('gives a sentence or a connection for each entry, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (entries) => {
        const { connections, problems } = readConnections(entries);
        assert.ok(connections.length + problems.length >= entries.length);
        for (const problem of problems) assert.match(problem, /streamTriggers[.]connections.*[.]$/s);
        assert.equal(new Set(connections.map(({ id }) => id)).size, connections.length);
      }),
    );
  });

  it('is what a connection is written back as', () => {
    const entries = [
      { name: 'all', awsProfile: 'p', region: 'r', endpointUrl: 'http://x', readOnly: true },
      { name: 'some', endpointUrls: { sts: 'http://y' } },
    ];
    assert.deepEqual(readConnections(entries).connections.map(entryOf), entries);
  });
});

describe('the id of a connection', () => {
  const idOf = (entry: object): string =>
    String(readConnections([{ name: 'a', ...entry }]).connections[0]?.id);

  it('does not depend on the order of its endpoints, nor on being read-only', () => {
    const one = { endpointUrls: { sts: 'http://s', sqs: 'http://q' } };
    const other = { endpointUrls: { sqs: 'http://q', sts: 'http://s' }, readOnly: true };
    assert.equal(idOf(one), idOf(other));
  });

  it('depends on all else', () => {
    const members = [
      {},
      { name: 'b' },
      { awsProfile: 'x' },
      { region: 'x' },
      { endpointUrl: 'http://x' },
      { endpointUrls: { sts: 'http://x' } },
      { endpointUrls: { sqs: 'http://x' } },
    ];
    assert.equal(new Set(members.map(idOf)).size, members.length);
  });
});

describe('the connection of somebody who has set up none', () => {
  it('has the name of its endpoint, of its profile, or AWS’s', () => {
    const nameOf = (connection: Parameters<typeof defaultConnection>[0]): string =>
      defaultConnection(connection).name;
    assert.equal(nameOf({ endpointUrl: 'http://127.0.0.1:8000/', awsProfile: 'dev' }), '127.0.0.1:8000');
    assert.equal(nameOf({ awsProfile: 'dev', region: 'eu-west-1' }), 'dev');
    assert.equal(nameOf({ region: 'eu-west-1' }), 'AWS');
    assert.equal(nameOf({ endpointUrl: 'nonsense' }), 'nonsense');
  });

  it('may change things, and keeps what the settings say', () => {
    assert.deepEqual(withoutId(defaultConnection({ region: 'eu-west-1' })), {
      name: 'AWS',
      region: 'eu-west-1',
      isReadOnly: false,
    });
  });
});

function withoutId(connection: AwsConnection): Omit<AwsConnection, 'id'> {
  const { name, awsProfile, region, endpointUrl, endpointUrls, isReadOnly } = connection;
  return JSON.parse(
    JSON.stringify({ name, awsProfile, region, endpointUrl, endpointUrls, isReadOnly }),
  ) as Omit<AwsConnection, 'id'>;
}
