/** Credentials that a person has a part in: MFA codes by the test cloud's STS, the portal of single sign-on, a console login. */
import assert from 'node:assert/strict';
import { MFA_CODE } from '../../../support/test-cloud/services/sts';
import { CredentialScenario } from './credential-scenario';

describe('credentials after a sign-in', function () {
  this.timeout(120_000);
  let one: CredentialScenario;

  before(async () => {
    one = await CredentialScenario.start();
  });
  beforeEach(() => one.reset());
  after(() => one.stop());

  describe('of a role', () => {
    it('ask for one MFA code, however many want them at once and later', async () => {
      one.answers = [MFA_CODE];
      const [first] = await Promise.all([one.identify('mfa'), one.identify('mfa'), one.keyOf(one.to('mfa'))]);
      assert.match(first.arn, /^arn:aws:sts::111122223333:assumed-role\/operator\//);
      await one.identify('mfa');
      await one.keyOf({ ...one.to('mfa'), region: 'us-east-1' });
      assert.deepEqual(one.questions, ['arn:aws:iam::111122223333:mfa/dev mfa']);
      assert.equal(one.cloud.calls.count('sts:AssumeRole'), 1);
      assert.deepEqual(one.outcomes, ['mfa']);
    });

    it('ask again once they are forgotten', async () => {
      one.answers = [MFA_CODE, MFA_CODE];
      await one.identify('mfa');
      one.access.forgetCredentials();
      await one.identify('mfa');
      assert.equal(one.questions.length, 2);
    });

    it('are refused with a wrong code, in words, and asked for the next time', async () => {
      one.answers = ['000000', MFA_CODE];
      const { kind, message } = await one.failure(one.to('mfa'));
      assert.equal(kind, 'credentials');
      assert.match(message, /MultiFactorAuthentication failed with invalid MFA one time pass code/);
      assert.match((await one.identify('mfa')).arn, /operator/);
    });

    it('are not had by somebody who gives no code; what he did is beneath the sentence', async () => {
      const gone = new Error('Canceled');
      one.answers = [gone];
      const error = await one.failure(one.to('mfa'));
      assert.match(error.message, /no code of the MFA device arn:aws:iam::111122223333:mfa\/dev was given/);
      const causes: unknown[] = [];
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
      assert.ok(causes.includes(gone));
      assert.deepEqual(one.outcomes, [
        'mfa: no code of the MFA device arn:aws:iam::111122223333:mfa/dev was given',
      ]);
    });

    it('are not asked for in vain where the source of the role is in no file', async () => {
      const { message } = await one.failure(one.to('orphan'));
      assert.match(
        message,
        /there is no profile "gone" in the shared AWS .* files, from which profile "orphan" takes its credentials/,
      );
      assert.deepEqual(one.questions, []);
    });

    it('are not asked for by an emulator of somebody who named no profile', async () => {
      one.home.setVariables({ AWS_PROFILE: 'mfa' });
      assert.equal(await one.keyOf(one.to()), 'local');
      assert.deepEqual(one.questions, []);
    });

    it('come over a chain of roles, from the connection’s STS', async () => {
      assert.match((await one.identify('chained')).arn, /assumed-role\/deployer\//);
      assert.equal(one.cloud.calls.count('sts:AssumeRole'), 2);
    });

    it('are not there where nothing answers for STS', async () => {
      const connection = {
        awsProfile: 'assumed',
        region: 'eu-west-1',
        endpointUrls: { sts: 'http://127.0.0.1:1' },
      };
      const { kind, message } = await one.failure(connection);
      assert.equal(kind, 'unavailable');
      assert.match(message, /ECONNREFUSED/);
    });
  });

  describe('that a service calls expired', () => {
    const expire = (): void =>
      one.cloud.disturbances.fail('sts:GetCallerIdentity', {
        status: 403,
        type: 'ExpiredToken',
        message: 'The security token included in the request is expired',
      });

    it('are had anew for the next question, once for all that were refused', async () => {
      one.answers = [MFA_CODE, MFA_CODE];
      await one.identify('mfa');
      expire();
      await Promise.all([1, 2, 3].map(() => one.failure(one.to('mfa'))));
      one.cloud.disturbances.restore();
      await Promise.all([one.identify('mfa'), one.identify('mfa')]);
      assert.equal(one.questions.length, 2);
      assert.equal(one.cloud.calls.count('sts:AssumeRole'), 2);
    });

    it('are told of, so that whoever shows connections knows', async () => {
      await one.identify('keys');
      expire();
      await one.failure(one.to('keys'));
      assert.match(
        one.outcomes.join('\n'),
        /^keys\nkeys: AWS profile "keys" has no valid credentials .* expired/,
      );
    });

    it('leave those of other profiles alone', async () => {
      one.answers = [MFA_CODE];
      await one.identify('mfa');
      await one.identify('keys');
      expire();
      await one.failure(one.to('keys'));
      one.cloud.disturbances.restore();
      await one.identify('mfa');
      assert.equal(one.questions.length, 1);
    });
  });

  describe('of single sign-on', () => {
    it('want a sign-in, by its profile, before there is one', async () => {
      const { kind, details, message } = await one.failure(one.to('sso'));
      assert.equal(kind, 'credentials');
      assert.equal(details.signInProfile, 'sso');
      assert.match(
        message,
        /^The sign-in of AWS profile "sso" has expired, so sts:GetCallerIdentity was not called/,
      );
      assert.equal((await one.failure(one.to('over-sso'))).details.signInProfile, 'sso');
    });

    it('are there after it, with one call of the portal', async () => {
      await one.signIn('sso', 'login', '--profile=sso');
      const [{ arn }] = await Promise.all([one.identify('sso'), one.identify('sso')]);
      assert.match(arn, /AWSReservedSSO_Developer_/);
      await one.identify('sso');
      assert.equal(one.cloud.calls.count('sso:GetRoleCredentials'), 1);
      assert.match((await one.identify('over-sso')).arn, /assumed-role\/operator\//);
    });

    it('want another one when the token is withdrawn', async () => {
      await one.signIn('sso', 'login', '--profile=sso');
      one.cloud.sso.expireTokens();
      const { kind, details } = await one.failure(one.to('sso'));
      assert.deepEqual([kind, details.signInProfile], ['credentials', 'sso']);
    });

    it('want none if the role is not the person’s, or if nothing answers', async () => {
      await one.signIn('sso', 'login', '--profile=sso');
      one.cloud.disturbances.fail('sso:GetRoleCredentials', {
        status: 403,
        type: 'ForbiddenException',
        message: 'No access',
      });
      const forbidden = await one.failure(one.to('sso'));
      assert.deepEqual([forbidden.kind, forbidden.details.signInProfile], ['credentials', undefined]);
      assert.match(forbidden.message, /No access/);
      one.home.setVariables({ AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1' });
      const unreachable = await one.failure(one.to('sso'));
      assert.equal(unreachable.kind, 'unavailable');
      assert.match(unreachable.message, /credentials of profile "sso" can't be fetched.*ECONNREFUSED/);
    });
  });

  describe('of a console login', () => {
    it('want a sign-in, and are there after it', async () => {
      const { kind, details } = await one.failure(one.to('console'));
      assert.deepEqual([kind, details.signInProfile], ['credentials', 'console']);
      await one.signIn('login', '--profile=console');
      assert.equal((await one.identify('console')).arn, 'arn:aws:iam::111122223333:user/dev');
    });
  });
});
