/** Connections in a real VS Code: settings, permission to change, the status bar, and recovery after a sign-in in a terminal. */
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { CreateAccountAliasCommand, IAMClient } from '@aws-sdk/client-iam';
import * as vscode from 'vscode';
import { AwsAccess } from '../../../../src/aws/access/aws-access';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import type { AccountService } from '../../../../src/triggers/ports/account-service';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { type ConnectionParts, openConnections } from '../../../../src/vscode/connections/connection-parts';
import { CredentialPrompts } from '../../../../src/vscode/connections/credential-prompts';
import { repositoryRoot } from '../../../support/repository-root';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { AnsweredDialogs } from './answered-dialogs';

const LONG_MS = 180_000;
const CONFIGURATION = `
[profile keys]
region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;
const CREDENTIALS = '[keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = s\n';
const never = new AbortController().signal;

describe('the connections of a window', () => {
  let cloud: LocalAws;
  let home: SharedHome;
  let dialogs: AnsweredDialogs;
  let accounts: AccountService;
  let prompts: CredentialPrompts;
  let parts: ConnectionParts;
  let log: vscode.LogOutputChannel;
  let statusBar: vscode.StatusBarItem;
  let reported: string[];
  const createStatusBarItem = vscode.window.createStatusBarItem;

  before(async function () {
    this.timeout(LONG_MS);
    cloud = await startLocalAws(repositoryRoot());
    const iam = new IAMClient(setUpClient(cloud));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'shop-prod' }));
    iam.destroy();
    log = vscode.window.createOutputChannel('Connections under test', { log: true });
    home = useSharedHome();
  });
  after(async () => {
    await configure('streamTriggers.connections', undefined);
    home.restore();
    log.dispose();
    await cloud.stop();
  });
  beforeEach(() => {
    home.setVariables({ AWS_ENDPOINT_URL_SSO: cloud.endpoint });
    home.writeConfiguration(CONFIGURATION);
    home.writeCredentials(CREDENTIALS);
    dialogs = new AnsweredDialogs();
    reported = [];
    prompts = new CredentialPrompts();
    accounts = awsAccountService(new AwsAccess(prompts));
    accounts.forgetCredentials();
    Object.assign(vscode.window, {
      createStatusBarItem: (...all: Parameters<typeof createStatusBarItem>) =>
        (statusBar = createStatusBarItem(...all)),
    });
    parts = openConnections(accounts, prompts, log, (error) => reported.push(String(error)));
    Object.assign(vscode.window, { createStatusBarItem });
  });
  afterEach(async () => {
    parts.subscription.dispose();
    prompts.dispose();
    dialogs.restore();
    await configure('streamTriggers.connections', undefined);
    await configure('streamTriggers.awsProfile', undefined);
    await configure('terminal.integrated.env.linux', undefined);
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  /** Signs in without being production or on this machine by its tables. */
  const elsewhere = (): object => ({
    name: 'shop',
    awsProfile: 'keys',
    endpointUrls: { sts: cloud.endpoint, iam: cloud.endpoint },
  });
  const only = (): AwsConnection => {
    const [connection, ...more] = parts.connections.connections;
    assert.ok(connection !== undefined && more.length === 0);
    return connection;
  };
  const set = async (...entries: readonly object[]): Promise<void> => {
    const changed = next(parts.connections.onDidChange);
    await configure('streamTriggers.connections', entries);
    await changed;
  };
  const statusUntil = async (pattern: RegExp): Promise<string> => {
    for (let text = ''; ; text = statusBar.text) {
      if (pattern.test(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const tooltip = (): string => {
    assert.ok(typeof statusBar.tooltip === 'string');
    return statusBar.tooltip;
  };

  it('are one by the settings of live streams, as long as there is no other', async () => {
    assert.deepEqual(only(), { id: only().id, name: 'AWS', isReadOnly: false });
    const changed = next(parts.connections.onDidChange);
    await configure('streamTriggers.awsProfile', 'keys');
    await changed;
    assert.deepEqual([only().name, only().awsProfile], ['keys', 'keys']);
    await set({ name: 'local', endpointUrl: cloud.endpoint, region: 'eu-west-1' });
    assert.deepEqual([only().name, only().awsProfile], ['local', undefined]);
  });

  it('leave out an entry that is wrong, and say so once', async () => {
    await set({ name: 'good' }, { name: 'bad', endpointUrl: 'nonsense' });
    assert.equal(only().name, 'good');
    await set({ name: 'better' }, { name: 'bad', endpointUrl: 'nonsense' });
    assert.deepEqual(reported, [
      'Error: Connection "bad" of "streamTriggers.connections": "endpointUrl" must be a URL such as "http://127.0.0.1:8000", not "nonsense"; leave it out for AWS.',
    ]);
  });

  describe('permit a change', () => {
    const permit = (...names: readonly string[]): Promise<void> =>
      parts.connections.permitChange(only(), 'Delete the trigger of table "Orders"', names);

    it('without a question where nothing looks like production', async () => {
      await set({ name: 'dev', awsProfile: 'keys' });
      await permit('Orders', 'reproduction');
      assert.deepEqual(dialogs.shown, []);
    });

    it('not at all on a read-only connection, which is a sentence with the way out', async () => {
      await set({ name: 'look', readOnly: true });
      await assert.rejects(permit('Orders'), {
        message:
          'Delete the trigger of table "Orders": not done, because the connection "look" is read-only. Use another connection, or allow changes with "Change Connection…".',
      });
    });

    it('by what the settings say now, not when a message or a row was made', async () => {
      await set({ name: 'dev', awsProfile: 'keys' });
      const earlier = only();
      await set({ name: 'dev', awsProfile: 'keys', readOnly: true });
      await assert.rejects(parts.connections.permitChange(earlier, 'Delete', []), /"dev" is read-only/);
      const readOnly = only();
      await set({ name: 'dev', awsProfile: 'keys' });
      await parts.connections.permitChange(readOnly, 'Delete', []);
    });

    it('after a question that says what looks like production', async () => {
      await set({ name: 'dev', awsProfile: 'keys' });
      await assert.rejects(permit('Orders-prod', 'Orders'), vscode.CancellationError);
      dialogs.answer(/looks like production/, 'Change Production');
      await permit('Orders-prod', 'Orders');
      const [refused] = dialogs.shown;
      assert.equal(refused?.message, 'Delete the trigger of table "Orders"? This looks like production.');
      assert.equal(
        refused.detail,
        'By the setting "streamTriggers.productionPattern": "Orders-prod". The connection is "dev".',
      );
    });

    it('after a question for a connection or an account of production', async () => {
      await set({ name: 'shop-live', awsProfile: 'keys' });
      await assert.rejects(permit('Orders'), vscode.CancellationError);
      await set(elsewhere());
      await permit('Orders');
      await accounts.identify(only(), never);
      await statusUntil(/shop-prod/);
      await assert.rejects(permit('Orders'), vscode.CancellationError);
      assert.match(dialogs.shown.at(-1)?.detail ?? '', /"shop-prod"/);
    });

    it('without a question on this machine, whatever the names are', async () => {
      await set({ name: 'production', endpointUrl: cloud.endpoint });
      await permit('Orders-prod');
      assert.deepEqual(dialogs.shown, []);
    });
  });

  describe('are shown in the status bar', () => {
    it('with account, profile, region and AWS', async () => {
      await set(elsewhere());
      await accounts.identify(only(), never);
      assert.equal(await statusUntil(/shop-prod/), '$(cloud) shop-prod · keys · eu-west-1');
      assert.deepEqual(tooltip().split('\n'), [
        'shop',
        'Account shop-prod (111122223333)',
        'Profile keys',
        'Region eu-west-1',
        "AWS's own endpoints",
      ]);
      assert.equal((statusBar.command as vscode.Command).command, 'streamTriggers.changeConnection');
    });

    it('with the endpoint on this machine, which streams follow', async () => {
      const dynamodb = cloud.localDynamoDb.endpoint;
      await set(
        { name: 'local', region: 'eu-west-1', endpointUrls: { dynamodb, sts: cloud.endpoint } },
        { name: 'b' },
      );
      const [local] = parts.connections.connections;
      assert.ok(local);
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
      await accounts.identify(local, never);
      assert.equal(await statusUntil(/127/), `$(vm) ${new URL(dynamodb).host} · eu-west-1 +1`);
      assert.match(
        tooltip(),
        /\nDynamoDB Streams follows DynamoDB's endpoint, because that is on this machine\n/,
      );
    });
  });

  it('recover by themselves when the shared files are put right', async () => {
    await set({ name: 'new', awsProfile: 'new', region: 'eu-west-1', endpointUrl: cloud.endpoint });
    await assert.rejects(accounts.identify(only(), never), /there is no profile "new"/);
    await statusUntil(/not signed in/);
    const changed = next(parts.connections.onDidChange);
    home.writeCredentials(`${CREDENTIALS}[new]\naws_access_key_id = AKIANEW\naws_secret_access_key = s\n`);
    await changed;
    assert.equal((await accounts.identify(only(), never)).accountId, '111122223333');
    assert.doesNotMatch(await statusUntil(/new · eu-west-1$/), /not signed in/);
  });

  it('recover after an expired sign-in was renewed in a terminal', async () => {
    await set({ name: 'corp', awsProfile: 'sso', endpointUrl: cloud.endpoint });
    const error: unknown = await accounts.identify(only(), never).catch((reason: unknown) => reason);
    assert.ok(error instanceof ServiceError);
    assert.equal(error.details.signInProfile, 'sso');
    assert.match(
      await statusUntil(/not signed in/),
      /^[$][(]warning[)] 127[.].* · sso · eu-west-1 · not signed in$/,
    );
    const standIn = path.join(repositoryRoot(), 'test', 'support', 'test-cloud', 'aws-stand-in');
    const search = [standIn, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    await configure('terminal.integrated.env.linux', {
      PATH: search,
      HOME: home.folder,
      TEST_CLOUD_ENDPOINT: cloud.endpoint,
    });
    const changed = next(parts.connections.onDidChange);
    await parts.signIn.run('sso');
    await changed;
    for (;;) {
      const identity = await accounts
        .identify(only(), never)
        .catch(() => next(parts.connections.onDidChange));
      if (identity === undefined) continue;
      assert.match(identity.arn, /AWSReservedSSO_Developer_/);
      break;
    }
    assert.doesNotMatch(await statusUntil(/sso · eu-west-1$/), /not signed in/);
  });
});

async function configure(setting: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
}

function next(event: vscode.Event<void>): Promise<void> {
  return new Promise((resolve) => {
    const subscription = event(() => {
      subscription.dispose();
      resolve();
    });
  });
}
