/** Credentials that the SDK's own provider finds after a sign-in with the stand-in for the AWS CLI, and with an MFA code. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { repositoryRoot } from '../../support/repository-root';
import { createRole } from '../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../support/test-cloud/local-aws';
import { MFA_CODE } from '../../support/test-cloud/services/sts';

const CONFIGURATION = `
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile console]
login_session = arn:aws:iam::111122223333:user/dev
region = eu-west-1
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/dev
region = eu-west-1
[profile keys]
aws_access_key_id = dev
aws_secret_access_key = test
`;
const STAND_IN = path.join(repositoryRoot(), 'test', 'support', 'test-cloud', 'aws-stand-in');

describe('signing in to the test cloud', function () {
  this.timeout(120_000);
  let cloud: LocalAws;
  let home: string;
  const changed = ['HOME', 'USERPROFILE', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_STS'];
  const unchanged = new Map(changed.map((name) => [name, process.env[name]]));

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    home = mkdtempSync(path.join(tmpdir(), 'test-cloud-home-'));
    mkdirSync(path.join(home, '.aws'));
    writeFileSync(path.join(home, '.aws', 'config'), CONFIGURATION);
    for (const name of ['HOME', 'USERPROFILE']) process.env[name] = home;
    for (const name of ['AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_STS']) process.env[name] = cloud.endpoint;
    await createRole(cloud, 'operator', []);
  });
  after(async () => {
    for (const [name, value] of unchanged)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    rmSync(home, { recursive: true });
    await cloud.stop();
  });

  const signIn = async (...command: readonly string[]): Promise<string> => {
    const search = [STAND_IN, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    const environment = { ...process.env, PATH: search, TEST_CLOUD_ENDPOINT: cloud.endpoint };
    return (await promisify(execFile)('aws', command, { env: environment })).stdout;
  };
  const callerOf = async (profile: string, mfaCode = ''): Promise<string | undefined> => {
    const credentials = await defaultProvider({ profile, mfaCodeProvider: () => Promise.resolve(mfaCode) })();
    const sts = new STSClient({ endpoint: cloud.endpoint, region: 'eu-west-1', credentials });
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
  };

  it('works with `aws sso login` until the token has expired', async () => {
    await assert.rejects(callerOf('sso'), /The SSO session token associated with profile=sso was not found/);
    assert.match(await signIn('sso', 'login', '--profile', 'sso'), /Successfully logged in/);
    assert.match(
      String(await callerOf('sso')),
      /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_/,
    );
    cloud.sso.expireTokens();
    await assert.rejects(callerOf('sso'), /UnauthorizedException: Session token not found or invalid/);
    cloud.disturbances.expireCredentials();
    await assert.rejects(callerOf('keys'), { name: 'ExpiredToken' });
    await signIn('sso', 'login', '--profile', 'sso');
    assert.match(String(await callerOf('sso')), /Developer/);
    cloud.disturbances.restore();
  });

  it('works with `aws login`', async () => {
    await assert.rejects(callerOf('console'), /Failed to load token/);
    await signIn('login', '--profile', 'console');
    assert.equal(await callerOf('console'), 'arn:aws:iam::111122223333:user/dev');
  });

  it('fails in words with a command or profile that is not known', async () => {
    await assert.rejects(signIn('s3', 'ls'), /does not know "aws s3 ls"/);
    await assert.rejects(
      signIn('sso', 'login', '--profile', 'nobody'),
      /Profile "nobody" has no SSO session/,
    );
  });

  it('wants the MFA code', async () => {
    await assert.rejects(callerOf('mfa', '000000'), {
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    });
    assert.match(
      String(await callerOf('mfa', MFA_CODE)),
      /^arn:aws:sts::111122223333:assumed-role\/operator\//,
    );
  });
});
