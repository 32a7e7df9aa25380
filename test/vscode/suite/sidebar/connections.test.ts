/** Connections in a real VS Code: settings, the status bar, and recovery after a sign-in in a terminal. */
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { repositoryRoot } from '../../../support/repository-root';
import { ConnectionsScene, CREDENTIALS, type OpenedConnections } from './connections-scene';
import { configure } from './deployed-triggers';
import { ShownTree, labels } from './shown-tree';

const LONG_MS = 180_000;
/** Longer than the extension waits until a file is written. */
const WRITTEN_AGAIN_AFTER_MS = 2000;
const never = new AbortController().signal;

describe('the connections of a window', () => {
  let scene: ConnectionsScene;
  let window: OpenedConnections;

  before(async function () {
    this.timeout(LONG_MS);
    scene = await ConnectionsScene.start();
  });
  after(() => scene.stop());
  beforeEach(() => {
    window = scene.open();
  });
  afterEach(async () => {
    await window.close();
    await configure('terminal.integrated.env.linux', undefined);
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  const tooltip = (): string => {
    const { statusBar } = window;
    assert.ok(typeof statusBar.tooltip === 'string');
    return statusBar.tooltip;
  };

  it('are one by the settings of live streams, as long as there is no other', async () => {
    assert.deepEqual(window.only(), { id: window.only().id, name: 'AWS', isReadOnly: false });
    const changed = window.changed();
    await configure('streamTriggers.awsProfile', 'keys');
    await changed;
    assert.deepEqual([window.only().name, window.only().awsProfile], ['keys', 'keys']);
    await window.set({ name: 'local', endpointUrl: scene.cloud.endpoint, region: 'eu-west-1' });
    assert.deepEqual([window.only().name, window.only().awsProfile], ['local', undefined]);
  });

  it('leave out an entry that is wrong, and say so once', async () => {
    await window.set({ name: 'good' }, { name: 'bad', endpointUrl: 'nonsense' });
    assert.equal(window.only().name, 'good');
    await window.set({ name: 'better' }, { name: 'bad', endpointUrl: 'nonsense' });
    assert.deepEqual(window.reported, [
      'Error: Connection "bad" of "streamTriggers.connections": "endpointUrl" must be a URL such as "http://127.0.0.1:8000", not "nonsense"; leave it out for AWS.',
    ]);
  });

  describe('are shown in the status bar', () => {
    it('with account, profile, region and AWS', async () => {
      await window.set(scene.elsewhere());
      await window.accounts.identify(window.only(), never);
      assert.equal(await window.statusUntil(/shop-prod/), '$(cloud) shop-prod · keys · eu-west-1');
      assert.deepEqual(tooltip().split('\n'), [
        'shop',
        'Account shop-prod (111122223333)',
        'Profile keys',
        'Region eu-west-1',
        "AWS's own endpoints",
      ]);
      assert.equal((window.statusBar.command as vscode.Command).command, 'streamTriggers.changeConnection');
    });

    it('with the endpoint on this machine, which streams follow', async () => {
      const dynamodb = scene.cloud.localDynamoDb.endpoint;
      await window.set(
        { name: 'local', region: 'eu-west-1', endpointUrls: { dynamodb, sts: scene.cloud.endpoint } },
        { name: 'b' },
      );
      const [local] = window.parts.connections.connections;
      assert.ok(local);
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
      await window.accounts.identify(local, never);
      assert.equal(await window.statusUntil(/127/), `$(vm) ${new URL(dynamodb).host} · eu-west-1 +1`);
      assert.match(
        tooltip(),
        /\nDynamoDB Streams follows DynamoDB's endpoint, because that is on this machine\n/,
      );
    });
  });

  it('recover by themselves when the shared files are put right', async () => {
    await window.set({
      name: 'new',
      awsProfile: 'new',
      region: 'eu-west-1',
      endpointUrl: scene.cloud.endpoint,
    });
    await assert.rejects(window.accounts.identify(window.only(), never), /there is no profile "new"/);
    await window.statusUntil(/not signed in/);
    const state = { isNoticed: false };
    const changed = window.changed().then(() => (state.isNoticed = true));
    // VS Code says nothing when it watches a folder; what was written before that is not noticed.
    while (!state.isNoticed) {
      scene.home.writeCredentials(
        `${CREDENTIALS}[new]\naws_access_key_id = AKIANEW\naws_secret_access_key = s\n`,
      );
      await Promise.race([changed, sleep(WRITTEN_AGAIN_AFTER_MS)]);
    }
    assert.equal((await window.accounts.identify(window.only(), never)).accountId, '111122223333');
    assert.doesNotMatch(await window.statusUntil(/new · eu-west-1$/), /not signed in/);
  });

  it('are offered one sign-in in the tree, not one for each list', async () => {
    const { endpoint } = scene.cloud;
    const shown = new ShownTree({ awsProfile: 'sso', region: 'eu-west-1', endpointUrl: endpoint });
    try {
      await shown.rows('Connection 0');
      await shown.whole();
      const rows = await shown.rows('Connection 0');
      assert.equal(labels(rows), 'Sign in to AWS profile sso');
      assert.equal(rows[0]?.command?.command, 'streamTriggers.signIn');
    } finally {
      shown.dispose();
    }
  });

  it('recover after an expired sign-in was renewed in a terminal', async () => {
    await window.set({ name: 'corp', awsProfile: 'sso', endpointUrl: scene.cloud.endpoint });
    const error: unknown = await window.accounts
      .identify(window.only(), never)
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof ServiceError);
    assert.equal(error.details.signInProfile, 'sso');
    assert.match(
      await window.statusUntil(/not signed in/),
      /^[$][(]warning[)] 127[.].* · sso · eu-west-1 · not signed in$/,
    );
    const standIn = path.join(repositoryRoot(), 'test', 'support', 'test-cloud', 'aws-stand-in');
    const search = [standIn, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    await configure('terminal.integrated.env.linux', {
      PATH: search,
      HOME: scene.home.folder,
      TEST_CLOUD_ENDPOINT: scene.cloud.endpoint,
    });
    let changed = window.changed();
    await window.parts.signIn.run('sso');
    for (;;) {
      await changed;
      // Before the question: the next change may come while it is asked.
      changed = window.changed();
      const identity = await window.accounts.identify(window.only(), never).catch(() => undefined);
      if (identity === undefined) continue;
      assert.match(identity.arn, /AWSReservedSSO_Developer_/);
      break;
    }
    assert.doesNotMatch(await window.statusUntil(/sso · eu-west-1$/), /not signed in/);
  });
});
