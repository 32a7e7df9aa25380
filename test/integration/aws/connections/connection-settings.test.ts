/** Region and endpoint of real clients, by real files and variables; the SDK itself is asked where it knows the answer. */
import assert from 'node:assert/strict';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { AwsAccess } from '../../../../src/aws/access/aws-access';
import type { AwsService, StreamConnection } from '../../../../src/engine/streams/stream-connection';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';

const LOCAL = 'http://127.0.0.1:8000';
const CONFIGURATION = `
[default]
region = eu-central-1
endpoint_url = http://127.0.0.1:1111
[profile plain]
region = eu-west-1
[profile all]
region = eu-west-1
endpoint_url = http://127.0.0.1:2222
[profile some]
region = eu-west-1
services = mine
[profile both]
region = eu-west-1
services = mine
endpoint_url = http://127.0.0.1:2222
[profile ignoring]
region = eu-west-1
endpoint_url = http://127.0.0.1:2222
ignore_configured_endpoint_urls = true
[profile broken]
region = eu-west-1
services = nowhere
[profile regionless]
credential_process = true
[services mine]
dynamodb =
  endpoint_url = ${LOCAL}
lambda =
  endpoint_url = http://127.0.0.1:3333
`;

describe('region and endpoint of a connection', () => {
  let home: SharedHome;
  let access: AwsAccess;

  before(() => {
    home = useSharedHome();
    home.writeConfiguration(CONFIGURATION);
    home.writeCredentials('[dev]\nregion = us-east-2\n');
    access = accessWithoutQuestions();
  });
  beforeEach(() => home.setVariables());
  after(() => home.restore());

  const endpoints = async (connection: StreamConnection): Promise<(string | undefined)[]> =>
    Promise.all(
      (['dynamodb', 'dynamodb_streams', 'lambda', 'sts'] as const).map((service) =>
        access.endpoint(connection, service),
      ),
    );

  describe('of which the connection says nothing', () => {
    it('are the default profile’s', async () => {
      assert.equal(await access.region({}), 'eu-central-1');
      assert.deepEqual(await endpoints({}), Array(4).fill('http://127.0.0.1:1111'));
    });

    it('are those of AWS_PROFILE, of AWS_REGION', async () => {
      home.setVariables({ AWS_PROFILE: 'plain' });
      assert.equal(await access.region({}), 'eu-west-1');
      assert.deepEqual(await endpoints({}), Array(4).fill(undefined));
      home.setVariables({ AWS_REGION: 'ap-south-1' });
      assert.equal(await access.region({ awsProfile: 'plain' }), 'ap-south-1');
    });

    it('are those of the credentials file too', async () => {
      assert.equal(await access.region({ awsProfile: 'dev' }), 'us-east-2');
    });

    it('are none where nothing tells a region, and the sentence says so', async () => {
      assert.equal(await access.region({ awsProfile: 'regionless' }), undefined);
      await assert.rejects(
        access.settings({ awsProfile: 'regionless' }, 'lambda'),
        /^Error: Region is missing$/,
      );
    });

    it('are those of a profile, and not of AWS_PROFILE or the default one', async () => {
      for (const AWS_PROFILE of ['default', 'all', 'plain']) {
        home.setVariables({ AWS_PROFILE });
        assert.deepEqual(await endpoints({ awsProfile: 'plain' }), Array(4).fill(undefined));
        assert.deepEqual(await endpoints({ awsProfile: 'all' }), Array(4).fill('http://127.0.0.1:2222'));
        assert.deepEqual(await endpoints({ awsProfile: 'ignoring' }), Array(4).fill(undefined));
      }
    });

    it('are those of the services section; streams follow DynamoDB to this machine', async () => {
      const lambda = 'http://127.0.0.1:3333';
      assert.deepEqual(await endpoints({ awsProfile: 'some' }), [LOCAL, LOCAL, lambda, undefined]);
      const all = 'http://127.0.0.1:2222';
      assert.deepEqual(await endpoints({ awsProfile: 'both' }), [LOCAL, all, lambda, all]);
    });

    it('are those of the environment before all files', async () => {
      home.setVariables({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:4444' });
      const dynamoDb = 'http://127.0.0.1:4444';
      assert.deepEqual(await endpoints({ awsProfile: 'plain' }), [dynamoDb, dynamoDb, undefined, undefined]);
      home.setVariables({ AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.example.com' });
      assert.equal(await access.endpoint({ awsProfile: 'plain' }, 'dynamodb_streams'), undefined);
      home.setVariables({ AWS_ENDPOINT_URL: 'http://127.0.0.1:5555', AWS_ENDPOINT_URL_STS: LOCAL });
      const all = 'http://127.0.0.1:5555';
      assert.deepEqual(await endpoints({ awsProfile: 'some' }), [all, all, all, LOCAL]);
      home.setVariables({ AWS_ENDPOINT_URL: all, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
      assert.deepEqual(await endpoints({ awsProfile: 'some' }), Array(4).fill(undefined));
    });

    it('are refused with the name of a services section that is not there', async () => {
      await assert.rejects(access.settings({ awsProfile: 'broken' }, 'lambda'), {
        message:
          'Profile "broken" names the services section "nowhere", which the shared configuration file does not have',
      });
    });
  });

  it('are the connection’s own before all others', async () => {
    home.setVariables({ AWS_ENDPOINT_URL: 'http://127.0.0.1:5555', AWS_REGION: 'ap-south-1' });
    const connection = {
      awsProfile: 'both',
      region: 'sa-east-1',
      endpointUrls: { dynamodb: LOCAL, lambda: 'http://127.0.0.1:6666' },
    };
    const all = 'http://127.0.0.1:5555';
    assert.deepEqual(await endpoints(connection), [LOCAL, all, 'http://127.0.0.1:6666', all]);
    assert.deepEqual(await endpoints({ ...connection, endpointUrl: 'http://127.0.0.1:7777' }), [
      LOCAL,
      'http://127.0.0.1:7777',
      'http://127.0.0.1:6666',
      'http://127.0.0.1:7777',
    ]);
    const { region, endpoint, profile } = await access.settings(connection, 'dynamodb');
    assert.deepEqual(
      { region, endpoint, profile },
      { region: 'sa-east-1', endpoint: LOCAL, profile: 'both' },
    );
  });

  it('are the ARN’s region before the connection’s, unless it is an emulator’s', async () => {
    const connection = { awsProfile: 'plain', region: 'eu-west-1' };
    const regionFor = async (arnRegion: string): Promise<string> =>
      (await access.settings(connection, 'dynamodb_streams', arnRegion)).region;
    assert.equal(await regionFor('cn-north-1'), 'cn-north-1');
    assert.equal(await regionFor('ddblocal'), 'eu-west-1');
    const local = { awsProfile: 'regionless', endpointUrl: LOCAL };
    assert.equal((await access.settings(local, 'dynamodb')).region, 'us-east-1');
  });

  it('are read again after the files have changed', async () => {
    assert.equal(await access.region({ awsProfile: 'plain' }), 'eu-west-1');
    home.writeConfiguration('[profile plain]\nregion = eu-north-1\nendpoint_url = http://127.0.0.1:9999\n');
    assert.equal(await access.region({ awsProfile: 'plain' }), 'eu-west-1');
    access.forgetCredentials();
    assert.equal(await access.region({ awsProfile: 'plain' }), 'eu-north-1');
    assert.equal(await access.endpoint({ awsProfile: 'plain' }, 'lambda'), 'http://127.0.0.1:9999');
    home.writeConfiguration(CONFIGURATION);
    access.forgetCredentials();
    assert.equal(await access.region({ awsProfile: 'plain' }), 'eu-west-1');
  });

  for (const AWS_PROFILE of ['default', 'plain', 'all', 'some', 'both', 'ignoring'])
    for (const variables of [
      {},
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:5555' },
      { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:5555' },
    ])
      it(`are the SDK’s own with AWS_PROFILE=${AWS_PROFILE} ${JSON.stringify(variables)}`, async () => {
        home.setVariables({ AWS_PROFILE, ...variables });
        for (const service of ['dynamodb', 'lambda'] as const) {
          const ofSdk = await hostOf(service, {});
          const ofConnection = await hostOf(
            service,
            await access.settings({ awsProfile: AWS_PROFILE }, service),
          );
          assert.equal(ofConnection, ofSdk);
        }
      });

  it('lead the requests of real clients', async () => {
    const settings = (service: AwsService): ReturnType<AwsAccess['settings']> =>
      access.settings({ awsProfile: 'some' }, service);
    assert.equal(await hostOf('dynamodb', await settings('dynamodb')), '127.0.0.1:8000');
    assert.equal(await hostOf('dynamodb_streams', await settings('dynamodb_streams')), '127.0.0.1:8000');
    assert.equal(await hostOf('lambda', await settings('lambda')), '127.0.0.1:3333');
  });
});

/** To which a request would go. */
async function hostOf(
  service: 'dynamodb' | 'dynamodb_streams' | 'lambda',
  settings: object,
): Promise<string | undefined> {
  let host: string | undefined;
  const made = {
    ...settings,
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: ({ hostname, port }: { readonly hostname: string; readonly port?: number }) => {
        host = port === undefined ? hostname : `${hostname}:${port}`;
        return Promise.reject(new Error('enough'));
      },
    },
  };
  const sent = {
    dynamodb: () => new DynamoDBClient(made as object).send(new ListTablesCommand({})),
    dynamodb_streams: () => new DynamoDBStreamsClient(made as object).send(new ListStreamsCommand({})),
    lambda: () => new LambdaClient(made as object).send(new ListFunctionsCommand({})),
  }[service]();
  await assert.rejects(sent, /enough/);
  return host;
}
