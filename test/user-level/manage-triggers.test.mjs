/**
 * The sidebar as its user has it, by keyboard and mouse: from no connection to a trigger that is created, granted what
 * it needs, edited, moved to the stream of a re-created table, and deleted.
 */
import assert from 'node:assert/strict';
import { repositoryRoot } from '../host/set-up/repository.mjs';
import { inSampleWindow } from './sample-window.mjs';
import { createFunction, createTable, deleteTable, startLocalAws } from './test-cloud.mjs';

const CONTAINER = 'DynamoDB Stream Triggers';
const FUNCTION = 'orders-projection';

describe('managing triggers in the sidebar', () => {
  /** @type {import('./test-cloud.mjs').LocalAws} */
  let cloud;
  before(async () => {
    cloud = await startLocalAws(repositoryRoot);
    await createTable(cloud, 'Orders', 'off');
    await createFunction(cloud, FUNCTION, { policies: [] });
  });
  after(() => cloud.stop());

  const mapping = () => {
    const [only, ...others] = cloud.mappings.mappings;
    assert.ok(only);
    assert.deepEqual(others, []);
    return only;
  };

  it('goes from no connection to a trigger that is granted, edited, disabled, re-pointed and deleted', async () => {
    await inSampleWindow(
      async ({ workbench, page, screenshot }) => {
        const { quickInput, editor, dialog } = workbench;
        const view = workbench.view('Tables and Triggers');
        const settled = (/** @type {string | RegExp} */ text) =>
          workbench.toasts.filter({ hasText: text }).first().waitFor();
        const answer = async (/** @type {string} */ label) => {
          const button = dialog.getByRole('button', { name: label, exact: true });
          await button.click();
          // The next question may come at once.
          await button.waitFor({ state: 'hidden' });
        };
        const grant = async () => {
          await dialog.filter({ hasText: `${FUNCTION}-role` }).waitFor();
          await answer('Grant…');
          await quickInput.choose('Inline policy');
          await quickInput.rows.filter({ hasText: 'Yes, put it on role' }).waitFor();
        };

        await workbench.openContainer(CONTAINER);
        await page.getByText(/No AWS region is known/).waitFor();
        await quickInput.runCommand(`${CONTAINER}: Add Connection…`);
        await quickInput.choose('A local endpoint…');
        await quickInput.fillIn(/URL of the endpoint/, cloud.endpoint);
        await quickInput.fillIn(/Region/, 'eu-west-1');
        await quickInput.fillIn(/name/i, 'Test cloud');
        await quickInput.choose(/changes are allowed|may change/i);
        await view.row('Orders').waitFor();
        await screenshot('1-connected');

        await view.chooseFromContextMenu('Orders', 'Turn Stream On…');
        await quickInput.choose('NEW_AND_OLD_IMAGES');
        await settled(/The stream of table "Orders" is on/);
        await screenshot('2-stream-on');

        await workbench.toasts.getByRole('button', { name: 'Create Trigger…' }).click();
        await quickInput.choose(FUNCTION);
        await quickInput.fillIn(/Batch size/, '100');
        await quickInput.choose('TRIM_HORIZON');
        await quickInput.choose('Enabled');
        await quickInput.choose('Create trigger Orders');
        await grant();
        await screenshot('3-grant');
        await page.keyboard.press('Enter');
        await settled(/is enabled/);
        const created = view.row(new RegExp(`${FUNCTION}.*Enabled`));
        await created.and(page.locator('[aria-selected="true"]')).waitFor();
        assert.equal(mapping().State, 'Enabled');
        await screenshot('4-enabled');

        await view.chooseFromContextMenu(new RegExp(`^${FUNCTION}.*Enabled`), 'Edit Trigger As JSON');
        await page.getByText('"BatchSize"').waitFor();
        await editor.replaceText('"BatchSize": 100', '"BatchSize": 50');
        await editor.replaceText(
          '"Filters": []',
          '"Filters": [{"Pattern": "{\\"eventName\\": [\\"INSERT\\"]}"}]',
        );
        await page.keyboard.press('Control+S');
        await dialog.filter({ hasText: /BatchSize: 100 → 50/ }).waitFor();
        await screenshot('5-what-will-change');
        await answer('Apply');
        await settled(/is changed and enabled/);
        assert.equal(mapping().BatchSize, 50);
        assert.deepEqual(mapping().FilterCriteria, {
          Filters: [{ Pattern: '{"eventName": ["INSERT"]}' }],
        });

        await view.chooseFromContextMenu(new RegExp(`^${FUNCTION}.*Enabled`), 'Disable Trigger');
        await answer('Disable');
        await settled(/is disabled/);
        await view.row(new RegExp(`${FUNCTION}.*Disabled`)).waitFor();
        assert.equal(mapping().State, 'Disabled');

        await deleteTable(cloud, 'Orders');
        const { streamArn } = await createTable(cloud, 'Orders');
        await view.chooseFromContextMenu('Test cloud', 'Refresh Tables and Triggers');
        await view.row(/not the table's current stream/).waitFor();
        await screenshot('6-left-behind');
        const left = mapping().UUID;
        await view.chooseFromContextMenu(
          /not the table's current stream/,
          "Re-Point to the Table's Current Stream…",
        );
        await quickInput.choose('TRIM_HORIZON');
        await answer('Re-Point');
        await grant();
        await screenshot('7-granted-for-the-new-stream');
        await page.keyboard.press('Enter');
        await settled(/former trigger .* is deleted/);
        assert.equal(mapping().EventSourceArn, streamArn);
        assert.equal(mapping().BatchSize, 50);
        assert.notEqual(mapping().UUID, left);

        await view.chooseFromContextMenu(new RegExp(`^${FUNCTION}.*Disabled`), 'Delete Trigger…');
        await dialog.filter({ hasText: /Lost is its position/ }).waitFor();
        await screenshot('8-delete');
        await answer('Delete');
        await view.row('No trigger reads this table').waitFor();
        assert.deepEqual(cloud.mappings.mappings, []);
        await screenshot('9-deleted');
        assert.equal(await workbench.errorToasts.count(), 0);
      },
      { name: 'manage', settings: {} },
    );
  });
});
