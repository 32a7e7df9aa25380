/** Credentials of the environment, of files and of a process. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { CREDENTIALS, CredentialScenario } from './credential-scenario';

describe('credentials from files', function () {
  this.timeout(120_000);
  let one: CredentialScenario;

  before(async () => {
    one = await CredentialScenario.start();
  });
  beforeEach(() => one.reset());
  after(() => one.stop());

  describe('in the environment or the credentials file', () => {
    it('are taken from the variables', async () => {
      one.home.setVariables({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
      assert.equal(await one.keyOf({ region: 'eu-west-1' }), 'AKIAENV');
    });

    it('are taken from the profile, also beside those variables', async () => {
      one.home.setVariables({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
      assert.equal(await one.keyOf(one.to('keys')), 'AKIAKEYS');
      one.home.setVariables({ AWS_PROFILE: 'keys' });
      one.access.forgetCredentials();
      assert.equal(await one.keyOf({ region: 'eu-west-1' }), 'AKIAKEYS');
    });

    it('are new after the file has changed and they are forgotten', async () => {
      assert.equal(await one.keyOf(one.to('keys')), 'AKIAKEYS');
      one.home.writeCredentials(CREDENTIALS.replaceAll('AKIAKEYS', 'AKIANEW'));
      assert.equal(await one.keyOf(one.to('keys')), 'AKIAKEYS');
      one.access.forgetCredentials();
      assert.equal(await one.keyOf(one.to('keys')), 'AKIANEW');
      one.home.writeCredentials(CREDENTIALS);
      one.access.forgetCredentials();
    });

    it('are missing where the profile is in no file, not those of somebody else', async () => {
      one.home.setVariables({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
      const { kind, message, details } = await one.failure(one.to('nobody'));
      assert.equal(kind, 'credentials');
      assert.equal(details.signInProfile, undefined);
      assert.match(
        message,
        /^AWS profile "nobody" has no valid credentials for sts:GetCallerIdentity .*there is no profile "nobody" in the shared AWS configuration and credentials files[.] /,
      );
    });

    it('are placeholders for an emulator if there are none', async () => {
      assert.equal(await one.keyOf(one.to()), 'local');
      assert.equal((await one.identify()).accountId, '111122223333');
      one.home.setVariables({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
      one.access.forgetCredentials();
      assert.equal(await one.keyOf(one.to()), 'AKIAENV');
    });

    it('are no placeholders for AWS', async () => {
      const connection = { region: 'eu-west-1', endpointUrls: { dynamodb: one.cloud.endpoint } };
      await assert.rejects(one.keyOf(connection), /Could not load credentials from any providers/);
    });
  });

  describe('of a process', () => {
    beforeEach(() => rmSync(one.runsFile, { force: true }));
    const runs = (): number => (existsSync(one.runsFile) ? readFileSync(one.runsFile, 'utf8').length : 0);

    it('are asked for once', async () => {
      assert.equal(await one.keyOf(one.to('process')), 'AKIAPROCESS');
      await Promise.all([one.identify('process'), one.identify('process')]);
      assert.equal(runs(), 1);
    });

    it('are asked for again shortly before they expire', async () => {
      await one.keyOf(one.to('short'));
      await one.keyOf(one.to('short'));
      assert.equal(runs(), 2);
    });
  });

  it('that have expired on the way are told as such', async () => {
    one.cloud.disturbances.expireCredentials();
    const { kind, message } = await one.failure(one.to('keys'));
    assert.equal(kind, 'credentials');
    assert.match(message, /^AWS profile "keys" has no valid credentials for sts:GetCallerIdentity/);
    assert.doesNotMatch(message, /secret-of/);
  });
});
