/** What changes is read again until it rests, and nothing is read after that. */
import * as assert from 'node:assert/strict';
import { ConnectionInventory } from '../../../../src/triggers/inventory/connection-inventory';
import { Transitions } from '../../../../src/triggers/inventory/transitions';
import { SimulatedTime } from '../../../support/virtual-time';
import { ListedAccount, aTrigger, connection, listedStream, streamArn, tableDetails } from './listed-account';

const READ = 'lambda:GetEventSourceMapping';

describe('following what changes', () => {
  let account: ListedAccount;
  let time: SimulatedTime;
  let inventory: ConnectionInventory;
  let isWatched: boolean;
  let transitions: Transitions;

  beforeEach(async () => {
    account = new ListedAccount();
    account.tables = ['Orders'];
    account.streams = [listedStream('Orders')];
    account.triggers = [aTrigger('1', { state: 'Creating' })];
    time = new SimulatedTime(0);
    isWatched = true;
    const ports = account.ports(time);
    inventory = new ConnectionInventory(connection, ports, () => undefined);
    transitions = new Transitions(inventory, ports.triggers, time, () => isWatched);
    await inventory.loadAll();
  });
  afterEach(() => inventory.dispose());

  const becomes = (atMs: number, change: () => void): void => {
    void time.sleepUntil(atMs, inventory.stop).then(change);
  };

  it('ends when the trigger rests, with growing delays before that', async () => {
    becomes(20_000, () => (account.triggers = [aTrigger('1')]));
    await time.passUntil(transitions.follow());
    assert.equal(inventory.table('Orders')?.triggers[0]?.state, 'Enabled');
    assert.equal(time.now(), 2000 + 4000 + 8000 + 16_000);
    assert.equal(account.count(READ), 4);
  });

  it('removes a trigger that is gone', async () => {
    account.triggers = [];
    await time.passUntil(transitions.follow());
    assert.deepEqual(inventory.table('Orders')?.triggers, []);
  });

  it('does not begin, and does not go on, while nobody looks', async () => {
    isWatched = false;
    await time.passUntil(transitions.follow());
    assert.equal(account.count(READ), 0);
    isWatched = true;
    becomes(3000, () => (isWatched = false));
    await time.passUntil(transitions.follow());
    assert.equal(account.count(READ), 1);
  });

  it('gives up a trigger that may not be read', async () => {
    account.refuse(READ, 'accessDenied');
    await time.passUntil(transitions.follow());
    assert.equal(account.count(READ), 1);
  });

  it('waits while it is throttled', async () => {
    account.triggers = [aTrigger('1')];
    account.refuse(READ, 'throttled', 2);
    await time.passUntil(transitions.follow());
    assert.equal(account.count(READ), 3);
    assert.equal(inventory.table('Orders')?.triggers[0]?.state, 'Enabled');
  });

  it('follows a table until it is no longer updated', async () => {
    account.triggers = [];
    inventory.putTrigger('1', undefined);
    account.described.set('Orders', tableDetails('Orders', { status: 'UPDATING' }));
    await inventory.tables.ask('Orders');
    const latestStreamArn = streamArn('Orders');
    becomes(5000, () =>
      account.described.set('Orders', tableDetails('Orders', { viewType: 'KEYS_ONLY', latestStreamArn })),
    );
    await time.passUntil(transitions.follow());
    assert.equal(inventory.tables.get('Orders')?.value?.viewType, 'KEYS_ONLY');
    assert.equal(account.count('dynamodb:DescribeTable'), 3);
  });

  it('is done once, however often it is begun', async () => {
    account.triggers = [aTrigger('1')];
    await time.passUntil(Promise.all([transitions.follow(), transitions.follow()]).then(() => undefined));
    assert.equal(account.count(READ), 1);
  });
});
