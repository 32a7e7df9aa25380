/** Who one is, and what the shared files hold: STS and IAM of the test cloud, real files. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { CreateAccountAliasCommand, IAMClient } from '@aws-sdk/client-iam';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import type { AccountService } from '../../../../src/triggers/ports/account-service';
import type { ServiceError } from '../../../../src/triggers/ports/service-error';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';

const never = new AbortController().signal;

describe('an account', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let home: SharedHome;
  let accounts: AccountService;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    home = useSharedHome();
    const iam = new IAMClient(setUpClient(cloud));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'orders-dev' }));
    iam.destroy();
  });
  beforeEach(() => {
    cloud.disturbances.restore();
    cloud.calls.clear();
    accounts = awsAccountService(accessWithoutQuestions());
  });
  after(async () => {
    home.restore();
    await cloud.stop();
  });

  it('is told by number, alias and caller', async () => {
    assert.deepEqual(await accounts.identify({ endpointUrl: cloud.endpoint, region: 'eu-west-1' }, never), {
      accountId: '111122223333',
      alias: 'orders-dev',
      arn: 'arn:aws:iam::111122223333:user/dev',
    });
  });

  it('is told without an alias to those who may not read it', async () => {
    cloud.disturbances.deny('iam:ListAccountAliases');
    const { alias, accountId } = await accounts.identify({ endpointUrl: cloud.endpoint }, never);
    assert.deepEqual([alias, accountId], [undefined, '111122223333']);
    assert.equal(cloud.calls.count('iam:ListAccountAliases'), 1);
  });

  it('is told without an alias where IAM is elsewhere and does not answer', async () => {
    const connection = {
      endpointUrls: { sts: cloud.endpoint, iam: 'http://127.0.0.1:1' },
      region: 'eu-west-1',
    };
    assert.equal((await accounts.identify(connection, never)).alias, undefined);
  });

  it('is not waited for once somebody has gone away', async () => {
    const stop = new AbortController();
    cloud.disturbances.delay('sts:GetCallerIdentity', 60_000);
    const asked = accounts.identify({ endpointUrl: cloud.endpoint }, stop.signal);
    stop.abort(new Error('gone'));
    await assert.rejects(asked, /^Error: gone$/);
  });

  it('is not there at DynamoDB Local, in words', async () => {
    await assert.rejects(
      accounts.identify({ endpointUrl: cloud.localDynamoDb.endpoint, region: 'eu-west-1' }, never),
      (error: ServiceError) => {
        assert.equal(error.name, 'ServiceError');
        assert.match(error.message, /sts:GetCallerIdentity/);
        assert.match(error.message, new RegExp(cloud.localDynamoDb.endpoint));
        return true;
      },
    );
  });
});

describe('the profiles of the shared files', () => {
  let home: SharedHome;
  let accounts: AccountService;

  before(() => (home = useSharedHome()));
  beforeEach(() => {
    accounts = awsAccountService(accessWithoutQuestions());
    accounts.forgetCredentials();
  });
  after(() => home.restore());

  it('are none without files', async () => {
    assert.deepEqual(await accounts.listProfiles(), []);
  });

  it('are in the files’ order, with region, kind and endpoint, and without other sections', async () => {
    home.writeConfiguration(`
[default]
region = eu-central-1
[profile role]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
region = eu-west-1
[profile sso]
sso_session = corp
[profile legacy]
sso_start_url = https://corp.awsapps.com/start
[profile console]
login_session = arn:aws:iam::111122223333:user/dev
[profile process]
credential_process = true
[profile local]
endpoint_url = http://127.0.0.1:4566
[sso-session corp]
sso_region = eu-west-1
[services mine]
dynamodb =
  endpoint_url = http://127.0.0.1:8000
`);
    home.writeCredentials(
      '[keys]\naws_access_key_id = a\naws_secret_access_key = b\n[local]\naws_access_key_id = a\n',
    );
    accounts.forgetCredentials();
    assert.deepEqual(await accounts.listProfiles(), [
      { name: 'default', region: 'eu-central-1', kind: 'other' },
      { name: 'role', region: 'eu-west-1', kind: 'role' },
      { name: 'sso', kind: 'sso' },
      { name: 'legacy', kind: 'sso' },
      { name: 'console', kind: 'login' },
      { name: 'process', kind: 'process' },
      { name: 'local', kind: 'keys', endpointUrl: 'http://127.0.0.1:4566' },
      { name: 'keys', kind: 'keys' },
    ]);
  });

  it('are where the environment says', async () => {
    const elsewhere = path.join(home.folder, 'elsewhere');
    home.setVariables({ AWS_CONFIG_FILE: elsewhere, AWS_SHARED_CREDENTIALS_FILE: '~/mine' });
    assert.deepEqual(accounts.sharedFilePaths(), {
      configuration: elsewhere,
      credentials: path.join(home.folder, 'mine'),
      signInFolders: [
        path.join(home.folder, '.aws', 'sso', 'cache'),
        path.join(home.folder, '.aws', 'login', 'cache'),
      ],
    });
    assert.deepEqual(await accounts.listProfiles(), []);
  });

  it('are refused with the name of a file that can’t be read', async () => {
    const folder = path.join(home.folder, 'folder');
    mkdirSync(folder);
    home.setVariables({ AWS_CONFIG_FILE: folder });
    await assert.rejects(accounts.listProfiles(), {
      name: 'ServiceError',
      message: `The shared AWS file ${folder} can't be read: EISDIR. Correct the file or its access rights.`,
    });
    rmSync(folder, { recursive: true });
  });
});
