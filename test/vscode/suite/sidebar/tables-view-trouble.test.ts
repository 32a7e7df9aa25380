/** What the view "Tables and Triggers" says when AWS refuses, is slow, is gone, or was never there. */
import * as assert from 'node:assert/strict';
import { emptyViewOf } from '../../../../src/vscode/views/tables/empty-view';
import { startLocalDynamoDb } from '../../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../../support/repository-root';
import { createTable, deleteTable } from '../../../support/test-cloud/deployed-resources';
import { ShownTree, labels } from './shown-tree';
import { LISTS, PLACE, TablesScene, found } from './tables-scene';

const LONG_MS = 180_000;

describe('the view of tables and triggers, in trouble', () => {
  let scene: TablesScene;

  before(async function () {
    this.timeout(LONG_MS);
    scene = await TablesScene.start();
  });
  after(() => scene.stop());
  afterEach(() => scene.restore());

  for (const list of LISTS)
    it(`shows what it has when ${list} is refused, and says what is missing and to whom`, async () => {
      scene.cloud.disturbances.deny(list);
      const shown = await scene.showWhole();
      const rows = await shown.rows(PLACE);
      assert.ok(found(rows, 'Orders'));
      const error = found(rows, new RegExp(`${list} was refused`));
      assert.equal(error.icon, 'error');
      assert.match(error.tooltip, new RegExp(`may not call ${list}`));
      assert.match(error.tooltip, /Allow .* on .* for arn:aws:/);
      assert.equal(error.command?.command, 'streamTriggers.refreshTables');
      if (list === LISTS[2])
        assert.ok(found(await shown.rows(PLACE, 'Orders'), /lambda:ListEventSourceMappings was refused/));
    });

  it('says what is missing when a table, a stream or a function may not be described', async () => {
    scene.cloud.disturbances.deny(
      'dynamodb:DescribeTable',
      'dynamodb:DescribeStream',
      'lambda:GetFunctionConfiguration',
    );
    scene.cloud.disturbances.deny('cloudwatch:GetMetricData');
    const shown = await scene.showWhole();
    const rows = await shown.rows(PLACE, 'Orders');
    assert.ok(found(rows, /dynamodb:DescribeTable was refused/));
    assert.ok(found(rows, 'project'));
    assert.ok(found(await shown.rows(PLACE, 'Orders', /^Stream of/), /dynamodb:DescribeStream was refused/));
    const [handler] = await shown.rows(PLACE, 'Orders', 'project');
    assert.equal(handler?.description, 'not known: lambda:GetFunctionConfiguration was refused');
    assert.match(handler.tooltip, /may not call/);
  });

  it('shows throttling as waiting, and the rows when it is over', async () => {
    scene.cloud.disturbances.throttle('dynamodb:ListTables', 12);
    const shown = scene.show('eu-west-1');
    const waiting = await shown.until(({ label }) => label.includes('asks to wait'), PLACE);
    assert.equal(waiting.icon, 'loading~spin');
    await shown.until(({ label }) => label === 'Quiet', PLACE);
    await shown.whole();
    assert.equal(labels(await shown.rows(PLACE)), 'Orders, Quiet');
  });

  it('says that a table is gone which was deleted between two clicks', async () => {
    await createTable(scene.cloud, 'Brief');
    const shown = await scene.showWhole();
    await deleteTable(scene.cloud, 'Brief');
    const error = found(await shown.rows(PLACE, 'Brief'), 'Table "Brief" does not exist any more');
    assert.match(error.tooltip, /"Brief" was not found/);
  });

  it('shows DynamoDB Local alone, which has no Lambda, without an error', async () => {
    const local = await startLocalDynamoDb(repositoryRoot());
    try {
      const { name } = await TestTable.create(local.endpoint);
      const shown = scene.keep(new ShownTree({ endpointUrl: local.endpoint, region: 'eu-west-1' }));
      await shown.rows(PLACE);
      await shown.whole();
      const rows = await shown.rows(PLACE);
      assert.equal(labels(rows), `${name}, No Lambda at this endpoint`);
      assert.equal(found(rows, /No Lambda/).icon, 'info');
      const below = await shown.rows(PLACE, name);
      assert.equal(found(below, /^Stream of/).description, 'current · NEW_AND_OLD_IMAGES');
      assert.ok(below.every(({ icon }) => icon !== 'error' && icon !== 'warning'));
    } finally {
      await local.stop();
    }
  });

  it('says that the credentials have expired', async () => {
    scene.cloud.disturbances.expireCredentials();
    const shown = await scene.showWhole();
    const rows = await shown.rows(PLACE);
    const error = found(rows, 'The tables are not known: no valid credentials');
    assert.match(error.tooltip, /expired/);
  });

  it('says that nothing answers at a wrong endpoint', async () => {
    const shown = scene.keep(new ShownTree({ endpointUrl: 'http://127.0.0.1:9', region: 'eu-west-1' }));
    await shown.rows(PLACE);
    await shown.whole();
    const error = found(await shown.rows(PLACE), 'The tables are not known: no answer');
    assert.match(error.tooltip, /Nothing answers at http:\/\/127\.0\.0\.1:9/);
    assert.match(error.spoken, /^The tables are not known: no answer\. Nothing answers at/);
    const [connection] = await shown.rows();
    assert.equal(connection?.description, 'eu-west-1 · http://127.0.0.1:9', 'how many tables is not known');
  });

  it('has a welcome view instead of rows for no table, no credentials, no region', async () => {
    const emptyView = async (shown: ShownTree): Promise<string | undefined> => {
      await shown.rows();
      await shown.whole();
      assert.deepEqual(await shown.rows(), []);
      const { inventories } = shown.tree;
      return inventories.connections.map((one) => emptyViewOf(inventories.of(one))).join();
    };
    assert.equal(await emptyView(scene.show('ap-south-1')), 'noTables');
    const withRegion = scene.keep(new ShownTree({ region: 'eu-west-1' }));
    assert.equal(await emptyView(withRegion), 'noCredentials');
    assert.equal(await emptyView(scene.keep(new ShownTree({}))), 'noRegion');
  });
});
