/** Whether a change through a connection is permitted, in a real VS Code: by its settings, its account and what is asked. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ConnectionsScene, type OpenedConnections } from './connections-scene';

const LONG_MS = 180_000;

describe('the connections of a window permit a change', () => {
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
  afterEach(() => window.close());

  const permit = (...names: readonly string[]): Promise<void> =>
    window.parts.connections.permitChange(window.only(), 'Delete the trigger of table "Orders"', names);

  it('without a question where nothing looks like production', async () => {
    await window.set({ name: 'dev', awsProfile: 'keys' });
    await permit('Orders', 'reproduction');
    assert.deepEqual(window.dialogs.shown, []);
  });

  it('not at all on a read-only connection, which is a sentence with the way out', async () => {
    await window.set({ name: 'look', readOnly: true });
    await assert.rejects(permit('Orders'), {
      message:
        'Delete the trigger of table "Orders": not done, because the connection "look" is read-only. Use another connection, or allow changes with "Change Connection…".',
    });
  });

  it('by what the settings say now, not when a message or a row was made', async () => {
    await window.set({ name: 'dev', awsProfile: 'keys' });
    const earlier = window.only();
    await window.set({ name: 'dev', awsProfile: 'keys', readOnly: true });
    await assert.rejects(window.parts.connections.permitChange(earlier, 'Delete', []), /"dev" is read-only/);
    const readOnly = window.only();
    await window.set({ name: 'dev', awsProfile: 'keys' });
    await window.parts.connections.permitChange(readOnly, 'Delete', []);
  });

  it('without a question where the user has agreed before, but for a read-only connection', async () => {
    const agreed = (): Promise<void> =>
      window.parts.connections.permitChange(window.only(), 'Put back', ['Orders-prod'], true);
    await window.set({ name: 'dev', awsProfile: 'keys' });
    await agreed();
    assert.deepEqual(window.dialogs.shown, []);
    await window.set({ name: 'look', readOnly: true });
    await assert.rejects(agreed(), /"look" is read-only/);
  });

  it('after a question that says what looks like production', async () => {
    await window.set({ name: 'dev', awsProfile: 'keys' });
    await assert.rejects(permit('Orders-prod', 'Orders'), vscode.CancellationError);
    window.dialogs.answer(/looks like production/, 'Change Production');
    await permit('Orders-prod', 'Orders');
    const [refused] = window.dialogs.shown;
    assert.equal(refused?.message, 'Delete the trigger of table "Orders"? This looks like production.');
    assert.equal(
      refused.detail,
      'By the setting "streamTriggers.productionPattern": "Orders-prod". The connection is "dev".',
    );
  });

  it('after a question for a connection or an account of production', async () => {
    await window.set({ name: 'shop-live', awsProfile: 'keys' });
    await assert.rejects(permit('Orders'), vscode.CancellationError);
    await window.set(scene.elsewhere());
    await permit('Orders');
    await window.accounts.identify(window.only(), new AbortController().signal);
    await window.statusUntil(/shop-prod/);
    await assert.rejects(permit('Orders'), vscode.CancellationError);
    assert.match(window.dialogs.shown.at(-1)?.detail ?? '', /"shop-prod"/);
  });

  it('without a question on this machine, whatever the names are', async () => {
    await window.set({ name: 'production', endpointUrl: scene.cloud.endpoint });
    await permit('Orders-prod');
    assert.deepEqual(window.dialogs.shown, []);
  });
});
