/** Codes of an MFA device, asked for in a real VS Code and checked by the test cloud's STS. */
import * as assert from 'node:assert/strict';
import { AwsAccess } from '../../../../src/aws/access/aws-access';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import type { AccountIdentity, AccountService } from '../../../../src/triggers/ports/account-service';
import { CredentialPrompts } from '../../../../src/vscode/connections/credential-prompts';
import { showError } from '../../../../src/vscode/notifications';
import { repositoryRoot } from '../../../support/repository-root';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';
import { createRole } from '../../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { MFA_CODE } from '../../../support/test-cloud/services/sts';
import { AnsweredDialogs } from './answered-dialogs';
import { AnsweredQuestions } from './answered-questions';

const LONG_MS = 180_000;
const DEVICE = 'arn:aws:iam::111122223333:mfa/dev';
const CONFIGURATION = `
[profile operator]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
mfa_serial = ${DEVICE}
[profile deployer]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
mfa_serial = ${DEVICE}-2
[profile keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = s
`;

describe('the code of an MFA device', () => {
  let cloud: LocalAws;
  let home: SharedHome;
  let questions: AnsweredQuestions;
  let prompts: CredentialPrompts;
  let accounts: AccountService;

  before(async function () {
    this.timeout(LONG_MS);
    cloud = await startLocalAws(repositoryRoot());
    await createRole(cloud, 'operator', []);
    home = useSharedHome();
    home.writeConfiguration(CONFIGURATION);
  });
  after(async () => {
    home.restore();
    await cloud.stop();
  });
  beforeEach(() => {
    questions = new AnsweredQuestions();
    prompts = new CredentialPrompts();
    accounts = awsAccountService(new AwsAccess(prompts));
  });
  afterEach(() => {
    prompts.dispose();
    questions.restore();
  });

  const identify = (awsProfile = 'operator'): Promise<AccountIdentity> => {
    const connection = { awsProfile, region: 'eu-west-1', endpointUrl: cloud.endpoint };
    return accounts.identify(connection, new AbortController().signal);
  };

  it('is asked for once, with the device', async () => {
    questions.answer(/code of the MFA device/, ` ${MFA_CODE} `);
    const [{ arn }] = await Promise.all([identify(), identify(), identify()]);
    assert.match(arn, /assumed-role[/]operator[/]/);
    await identify();
    assert.deepEqual(
      questions.asked.map(({ question }) => question),
      [`The present code of the MFA device ${DEVICE}`],
    );
  });

  it('is asked for one profile after the other, where two want one at once', async () => {
    questions.answer(/code of the MFA device/, MFA_CODE);
    questions.answer(/code of the MFA device/, MFA_CODE);
    const both = await Promise.all([identify(), identify('deployer')]);
    assert.equal(both.length, 2);
    assert.deepEqual(questions.asked.map(({ question }) => question.split('/').at(-1)).sort(), [
      'dev',
      'dev-2',
    ]);
  });

  it('is asked for again after a wrong one, which is told', async () => {
    questions.answer(/code of the MFA device/, '999999');
    await assert.rejects(identify(), /MultiFactorAuthentication failed with invalid MFA one time pass code/);
    questions.answer(/code of the MFA device/, MFA_CODE);
    await identify();
  });

  it('is not given by somebody who goes away: a row can say so, and no message pops up', async () => {
    const error: unknown = await identify().catch((reason: unknown) => reason);
    assert.ok(error instanceof Error);
    assert.match(
      error.message,
      /^AWS profile "operator" has no valid credentials for sts:GetCallerIdentity .*no code of the MFA device .* was given/,
    );
    const dialogs = new AnsweredDialogs();
    showError(error);
    showError(new Error('another'));
    dialogs.restore();
    assert.deepEqual(
      dialogs.shown.map(({ message }) => message),
      ['another'],
    );
  });
});
