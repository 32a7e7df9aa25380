/** The commands of connections in a real VS Code: what they offer, and what stands in the user's settings afterwards. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { readConnections } from '../../../../src/triggers/connections/read-connections';
import { repositoryRoot } from '../../../support/repository-root';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { AnsweredDialogs } from './answered-dialogs';
import { AnsweredQuestions } from './answered-questions';

const LONG_MS = 180_000;
const SETTING = 'streamTriggers.connections';
const CONFIGURATION = `
[default]
region = eu-central-1
[profile orders-prod]
region = eu-west-1
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile govern]
region = us-gov-west-1
role_arn = arn:aws-us-gov:iam::111122223333:role/operator
source_profile = default
`;

describe('the commands of connections', () => {
  let cloud: LocalAws;
  let home: SharedHome;
  let dialogs: AnsweredDialogs;
  let questions: AnsweredQuestions;

  before(async function () {
    this.timeout(LONG_MS);
    cloud = await startLocalAws(repositoryRoot());
    home = useSharedHome();
    home.writeConfiguration(CONFIGURATION);
  });
  after(async () => {
    home.restore();
    await cloud.stop();
  });
  beforeEach(() => {
    dialogs = new AnsweredDialogs();
    questions = new AnsweredQuestions();
  });
  afterEach(async () => {
    dialogs.restore();
    questions.restore();
    await write(undefined);
  });

  it('add a profile of the files, with its region first, and propose read-only for production', async () => {
    await write([{ name: 'dev' }]);
    questions.answer(/Whose credentials/, 'orders-prod');
    questions.answer(/^Region/, 'eu-west-1');
    questions.answer(/Name of the connection/, 'orders');
    questions.answer(/May tables and triggers be changed/, 'Read-only');
    await run('addConnection');
    assert.deepEqual(entries(), [
      { name: 'dev' },
      { name: 'orders', awsProfile: 'orders-prod', readOnly: true },
    ]);
    const [profiles, regions, names] = questions.asked;
    assert.deepEqual(profiles?.offered, [
      'default',
      'orders-prod',
      'govern',
      'A local endpoint…',
      'What the AWS SDK finds itself',
    ]);
    assert.equal(regions?.offered[0], 'eu-west-1');
    assert.ok(regions.offered.includes('us-east-1') && !regions.offered.includes('cn-north-1'));
    assert.deepEqual(names?.offered, ['orders-prod']);
  });

  it('offer the regions of the profile’s partition, and take a typed one', async () => {
    await write([{ name: 'dev' }]);
    questions.answer(/Whose credentials/, 'govern');
    questions.answer(/^Region/, 'us-gov-north-2');
    questions.answer(/Name of the connection/, 'govern');
    questions.answer(/May tables and triggers be changed/, 'Changes are allowed');
    await run('addConnection');
    assert.deepEqual(entries()[1], { name: 'govern', awsProfile: 'govern', region: 'us-gov-north-2' });
    assert.deepEqual(questions.asked[1]?.offered, ['us-gov-west-1', 'us-gov-east-1']);
  });

  it('add a local endpoint beside the connection that was there without any other', async () => {
    questions.answer(/Whose credentials/, 'A local endpoint…');
    questions.answer(/URL of the endpoint/, cloud.endpoint);
    questions.answer(/^Region/, 'us-east-1');
    questions.answer(/Name of the connection/, 'local');
    questions.answer(/May tables and triggers be changed/, 'Changes are allowed');
    await run('addConnection');
    assert.deepEqual(entries(), [
      { name: 'AWS' },
      { name: 'local', region: 'us-east-1', endpointUrl: cloud.endpoint },
    ]);
  });

  it('show what they have added, expanded', async () => {
    await write([{ name: 'one' }, { name: 'other' }]);
    cloud.calls.clear();
    questions.answer(/Whose credentials/, 'A local endpoint…');
    questions.answer(/URL of the endpoint/, cloud.endpoint);
    questions.answer(/^Region/, 'us-east-1');
    questions.answer(/Name of the connection/, 'local');
    questions.answer(/May tables and triggers be changed/, 'Changes are allowed');
    await run('addConnection');
    // A row that is not expanded asks nothing.
    while (cloud.calls.count('dynamodb:ListTables') === 0) await sleep(50);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
  });

  it('add nothing when somebody goes away', async () => {
    questions.answer(/Whose credentials/, 'default');
    await run('addConnection');
    assert.deepEqual(entries(), []);
  });

  it('change one member, and leave the others as they were written', async () => {
    const dev = { name: 'dev', awsProfile: 'default', endpointUrls: { sts: 'http://127.0.0.1:1' } };
    await write([dev, { name: 'other', note: 'of a person' }]);
    questions.answer(/become different/, 'Region');
    questions.answer(/^Region/, 'ap-south-1');
    await run('changeConnection', node(dev));
    assert.deepEqual(entries(), [
      { ...dev, region: 'ap-south-1' },
      { name: 'other', note: 'of a person' },
    ]);
    questions.answer(/become different/, 'Permission to change');
    questions.answer(/May tables and triggers be changed/, 'Read-only');
    await run('changeConnection', node({ ...dev, region: 'ap-south-1' }));
    assert.deepEqual(entries()[0], { ...dev, region: 'ap-south-1', readOnly: true });
  });

  it('remove the entry and nothing else, after a question', async () => {
    await write([{ name: 'dev' }, { name: 'other' }]);
    await run('removeConnection', node({ name: 'dev' }));
    assert.equal(entries().length, 2);
    dialogs.answer(/Remove the connection "dev"/, 'Remove');
    await run('removeConnection', node({ name: 'dev' }));
    assert.deepEqual(entries(), [{ name: 'other' }]);
    assert.equal(dialogs.shown[0]?.detail, 'Nothing is deleted on AWS, and the profile stays in its file.');
  });

  it('say that the connection which is there without any other can’t be removed', async () => {
    await run('removeConnection', node({ name: 'AWS' }));
    const { message, labels } = await dialogs.until(/is there without any other/);
    assert.match(message, /^The connection "AWS" is the one/);
    assert.deepEqual(labels, ['Add Connection…']);
  });

  it('sign in, and say as whom', async () => {
    const entry = { name: 'local', endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await write([entry]);
    await run('signIn', node(entry));
    const { message } = await dialogs.until(/is signed in/);
    assert.equal(
      message,
      'The connection "local" is signed in: account 111122223333, arn:aws:iam::111122223333:user/dev.',
    );
  });

  it('are offered by the message of any other command that needs a sign-in', async () => {
    const entry = {
      name: 'corp',
      awsProfile: 'orders-prod',
      region: 'eu-west-1',
      endpointUrl: cloud.endpoint,
    };
    await write([entry]);
    await run('turnStreamOn', { ...node(entry), kind: 'table', tableName: 'Orders' });
    const { message, labels } = await dialogs.until(/sign-in/);
    assert.match(message, /^The sign-in of AWS profile "orders-prod" has expired/);
    assert.deepEqual(labels, ['Sign In', 'Show Log']);
  });

  it('say why a sign-in is not possible', async () => {
    const entry = { name: 'lost', awsProfile: 'nobody', region: 'eu-west-1', endpointUrl: cloud.endpoint };
    await write([entry]);
    await run('signIn', node(entry));
    const { kind, message, labels } = await dialogs.until(/nobody/);
    assert.equal(kind, 'error');
    assert.match(message, /^AWS profile "nobody" has no valid credentials .*there is no profile "nobody"/);
    assert.deepEqual(labels, ['Show Log']);
  });
});

/** As the tree passes it. */
function node(entry: object): object {
  return { kind: 'connection', connection: readConnections([entry]).connections[0] };
}

function entries(): readonly unknown[] {
  return vscode.workspace.getConfiguration().inspect<readonly unknown[]>(SETTING)?.globalValue ?? [];
}

async function write(value: readonly object[] | undefined): Promise<void> {
  await vscode.workspace.getConfiguration().update(SETTING, value, vscode.ConfigurationTarget.Global);
}

async function run(command: string, argument?: unknown): Promise<void> {
  await vscode.commands.executeCommand(`streamTriggers.${command}`, argument);
}
