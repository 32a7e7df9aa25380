/** What a connection's inventory asks for, when, and what it shows meanwhile. */
import * as assert from 'node:assert/strict';
import { ConnectionInventory } from '../../../../src/triggers/inventory/connection-inventory';
import { SimulatedTime } from '../../../support/virtual-time';
import {
  ListedAccount,
  aTrigger,
  connection,
  functionArn,
  listedStream,
  streamArn,
  tableDetails,
} from './listed-account';

const LISTS = ['dynamodb:ListTables', 'dynamodb:ListStreams', 'lambda:ListEventSourceMappings'];
const NOW_MS = Date.parse('2026-11-23T08:00:00Z');

describe('the inventory of a connection', () => {
  let account: ListedAccount;
  let time: SimulatedTime;
  let inventory: ConnectionInventory;
  let changes: (string | undefined)[];

  beforeEach(() => {
    account = new ListedAccount();
    time = new SimulatedTime(NOW_MS);
    changes = [];
    inventory = new ConnectionInventory(connection, account.ports(time), (change) => changes.push(change));
  });
  afterEach(() => inventory.dispose());

  const orders = (): void => {
    account.tables = ['Orders', 'Users'];
    account.streams = [listedStream('Orders')];
    account.triggers = [aTrigger('1')];
    account.described.set(
      'Orders',
      tableDetails('Orders', { viewType: 'KEYS_ONLY', latestStreamArn: streamArn('Orders') }),
    );
  };
  const names = (): readonly string[] => [...inventory.content.tables.keys()];

  it('asks nothing before somebody looks', () => {
    assert.deepEqual(account.calls, []);
  });

  it('asks for 1,000 tables and 2,000 mappings in one call per 100 rows, and describes nothing', async () => {
    account.tables = Array.from({ length: 1000 }, (_, index) => `table-${String(index).padStart(4, '0')}`);
    account.streams = account.tables.map((name) => listedStream(name));
    account.triggers = Array.from({ length: 2000 }, (_, index) =>
      aTrigger(String(index), {
        streamArn: streamArn(account.tables[index % 1000] ?? ''),
        functionArn: functionArn(`function-${index}`),
      }),
    );
    await inventory.loadAll();
    assert.deepEqual(
      LISTS.map((list) => account.count(list)),
      [10, 10, 20],
    );
    assert.equal(inventory.content.tables.size, 1000);
    assert.ok([...inventory.content.tables.values()].every(({ triggers }) => triggers.length === 2));
    assert.equal(account.calls.filter((call) => !call.startsWith('cloudwatch:')).length, 40);
  });

  it('asks CloudWatch for 500 functions a call, and is silent when that is refused', async () => {
    account.triggers = Array.from({ length: 1001 }, (_, index) =>
      aTrigger(String(index), { functionArn: functionArn(`function-${index}`) }),
    );
    account.ages.set('function-7', 7);
    await until(() => account.count('cloudwatch:GetMetricData') === 3 && changes.length > 3);
    assert.equal(inventory.iteratorAgeOf(aTrigger('', { functionArn: functionArn('function-7') }))?.ageMs, 7);
    account.refuse('cloudwatch:GetMetricData', 'accessDenied');
    await inventory.reload();
    await inventory.loadAll();
    assert.equal(inventory.lists.triggers.size, 1001);
  });

  it('has rows after the first page', async () => {
    account.tables = Array.from({ length: 150 }, (_, index) => `table-${index}`);
    account.hold('dynamodb:ListStreams');
    account.hold('lambda:ListEventSourceMappings');
    await inventory.load();
    assert.equal(names().length, 100);
  });

  for (const [index, list] of LISTS.entries())
    it(`shows the other lists when ${list} is refused`, async () => {
      orders();
      account.refuse(list, 'accessDenied');
      await inventory.loadAll();
      const progress = (['tables', 'streams', 'triggers'] as const).map((name) =>
        inventory.lists.progressOf(name),
      );
      assert.deepEqual(
        progress.map(({ kind }) => kind),
        [0, 1, 2].map((one) => (one === index ? 'failed' : 'complete')),
      );
      assert.ok(names().includes('Orders'));
      assert.equal(inventory.table('Orders')?.triggers.length, index === 2 ? 0 : 1);
      assert.deepEqual(inventory.troubleOf(aTrigger('1')), []);
    });

  it('waits longer each time while it is throttled, and shows that', async () => {
    orders();
    account.refuse('dynamodb:ListTables', 'throttled', 3);
    account.hold('dynamodb:ListStreams');
    account.hold('lambda:ListEventSourceMappings');
    await inventory.load();
    assert.deepEqual(inventory.lists.progressOf('tables'), { kind: 'throttled', untilMs: NOW_MS + 500 });
    await time.passUntil(until(() => inventory.lists.isWhole('tables')));
    assert.equal(time.now(), NOW_MS + 500 + 1000 + 2000);
    assert.deepEqual(names(), ['Orders', 'Users']);
  });

  it('describes a table once, however often it is looked at', async () => {
    orders();
    await inventory.loadAll();
    await inventory.tables.ask('Orders');
    await inventory.tables.ask('Orders');
    assert.equal(account.count('dynamodb:DescribeTable'), 1);
  });

  it('knows the present stream by the table where streams may not be listed', async () => {
    orders();
    account.refuse('dynamodb:ListStreams', 'accessDenied');
    await inventory.loadAll();
    await inventory.tables.ask('Orders');
    assert.equal(inventory.table('Orders')?.streams[0]?.streamArn, streamArn('Orders'));
  });

  it('keeps what is shown until a second reading is whole, and when that fails', async () => {
    orders();
    await inventory.loadAll();
    account.tables = ['Orders'];
    const release = account.hold('dynamodb:ListTables');
    await inventory.reload();
    assert.deepEqual(names(), ['Orders', 'Users']);
    release();
    await inventory.loadAll();
    assert.deepEqual(names(), ['Orders']);
    account.refuse('dynamodb:ListTables', 'credentials');
    await inventory.reload();
    await inventory.loadAll();
    assert.deepEqual(names(), ['Orders']);
    assert.equal(inventory.lists.progressOf('tables').kind, 'failed');
  });

  it('keeps what became known while the lists were read anew: their pages may be older', async () => {
    orders();
    account.triggers = [aTrigger('1'), aTrigger('2')];
    await inventory.loadAll();
    const release = account.hold('dynamodb:ListStreams');
    const releaseTriggers = account.hold('lambda:ListEventSourceMappings');
    await inventory.reload();
    inventory.putTrigger('1', undefined);
    inventory.putTrigger('2', aTrigger('2', { state: 'Disabling' }));
    inventory.putTrigger('3', aTrigger('3', { state: 'Creating' }));
    account.described.set(
      'Users',
      tableDetails('Users', { viewType: 'KEYS_ONLY', latestStreamArn: streamArn('Users') }),
    );
    await inventory.tables.ask('Users');
    release();
    releaseTriggers();
    await inventory.loadAll();
    assert.deepEqual(
      inventory.table('Orders')?.triggers.map(({ uuid, state }) => `${uuid} ${state}`),
      ['2 Disabling', '3 Creating'],
    );
    assert.equal(inventory.table('Users')?.streams.length, 1);
    await inventory.reload();
    await inventory.loadAll();
    assert.deepEqual(
      inventory.table('Orders')?.triggers.map(({ uuid, state }) => `${uuid} ${state}`),
      ['1 Enabled', '2 Enabled'],
    );
  });

  it('does not go on to call a function behind when CloudWatch has no value any more', async () => {
    orders();
    const age = (): number | undefined => inventory.iteratorAgeOf(aTrigger('1'))?.ageMs;
    account.ages.set('project', 7);
    await until(() => age() === 7);
    account.ages.clear();
    await inventory.reload();
    await until(() => account.count('cloudwatch:GetMetricData') === 2);
    await settled();
    assert.equal(age(), undefined);
  });

  it("counts the readers of another account's stream too", async () => {
    const foreign = streamArn('Shared', undefined, '999999999999');
    account.triggers = ['1', '2', '3'].map((uuid, index) =>
      aTrigger(uuid, { streamArn: foreign, lastModifiedMs: index }),
    );
    await inventory.loadAll();
    assert.deepEqual(
      inventory.content.strays.map((trigger) => inventory.troubleOf(trigger).map(({ kind }) => kind)),
      [[], [], ['tooManyReaders']],
    );
  });

  it('reads one table again with its triggers, and notices that it is gone', async () => {
    orders();
    await inventory.loadAll();
    account.triggers = [aTrigger('2')];
    const before = account.count('lambda:ListEventSourceMappings');
    await inventory.refreshTable('Orders');
    assert.deepEqual(
      inventory.table('Orders')?.triggers.map(({ uuid }) => uuid),
      ['2'],
    );
    assert.equal(account.count('lambda:ListEventSourceMappings'), before + 1);
    assert.equal(account.count('dynamodb:ListTables'), 1);
    account.described.clear();
    await inventory.refreshTable('Orders');
    assert.equal(inventory.table('Orders')?.existence, 'deleted');
  });

  it('shows a trigger as it is told, without asking', async () => {
    orders();
    await inventory.loadAll();
    const calls = account.calls.length;
    inventory.putTrigger('1', aTrigger('1', { state: 'Updating' }));
    assert.equal(inventory.table('Orders')?.triggers[0]?.state, 'Updating');
    inventory.putTrigger('1', undefined);
    assert.deepEqual(inventory.table('Orders')?.triggers, []);
    assert.equal(account.calls.length, calls);
  });

  it('says nothing more after its end', async () => {
    orders();
    const release = account.hold('dynamodb:ListTables');
    await inventory.load();
    inventory.dispose();
    changes = [];
    release();
    await settled();
    assert.deepEqual(changes, []);
  });

  it('leaves nobody waiting for first rows when it is read anew, or ends, before there are any', async () => {
    for (const list of LISTS) account.hold(list);
    const first = inventory.load();
    const second = inventory.reload();
    inventory.dispose();
    await Promise.all([first, second]);
    assert.deepEqual(changes, []);
  });

  it('tells of which table a trigger has changed', async () => {
    orders();
    await inventory.loadAll();
    changes = [];
    inventory.putTrigger('1', aTrigger('1', { state: 'Updating' }));
    inventory.putTrigger('1', undefined);
    assert.deepEqual(changes, ['Orders', 'Orders']);
  });

  it('knows that a function is gone when somebody has looked', async () => {
    orders();
    await inventory.loadAll();
    assert.deepEqual(inventory.troubleOf(aTrigger('1')), []);
    await inventory.functions.ask(functionArn('project'));
    assert.deepEqual(inventory.troubleOf(aTrigger('1')), [{ kind: 'functionGone' }]);
  });

  /** Looks after each turn of the event loop; ends the test by its time limit otherwise. */
  async function until(condition: () => boolean): Promise<void> {
    void inventory.load();
    while (!condition()) await settled();
  }
});

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
