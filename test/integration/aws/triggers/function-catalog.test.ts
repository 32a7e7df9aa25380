/** Functions, their aliases, and how far behind they are. */
import assert from 'node:assert/strict';
import { awsFunctionCatalog } from '../../../../src/aws/triggers/function-catalog';
import type { ListedFunction } from '../../../../src/triggers/ports/function-catalog';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { type DeployedFunction, createFunction } from '../../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { isServiceError } from '../service-errors';

const never = new AbortController().signal;

describe('the functions of an account', function () {
  this.timeout(300_000);
  const catalog = awsFunctionCatalog(accessWithoutQuestions());
  let cloud: LocalAws;
  let connection: { readonly endpointUrl: string; readonly region: string };
  let orders: DeployedFunction;

  before(async () => {
    cloud = await startLocalAws(repositoryRoot());
    connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    orders = await createFunction(cloud, 'orders', { aliases: ['live', 'next'], timeoutInSeconds: 9 });
    await createFunction(cloud, 'elsewhere', { region: 'us-east-1', runtime: 'python3.13' });
  });
  after(() => cloud.stop());
  beforeEach(() => cloud.calls.clear());

  it('are listed with their runtimes, those of the region, without qualifiers', async () => {
    const { roleArn } = orders;
    for (const name of ['billing', 'audit']) await createFunction(cloud, name, { roleArn });
    const rows: ListedFunction[] = [];
    let after: string | undefined;
    do {
      const page = await catalog.listFunctions(connection, after, never);
      rows.push(...page.rows);
      after = page.next;
    } while (after !== undefined);
    const arn = (name: string): string => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
    assert.deepEqual(
      [...rows].sort((left, right) => left.functionName.localeCompare(right.functionName)),
      ['audit', 'billing', 'orders'].map((name) => ({
        functionName: name,
        functionArn: arn(name),
        runtime: 'nodejs22.x',
      })),
    );
  });

  it('have aliases with their versions', async () => {
    const aliases = await catalog.listAliases(connection, 'orders', never);
    assert.deepEqual(aliases.map(({ name }) => name).sort(), ['live', 'next']);
    for (const { version } of aliases) assert.match(version, /^\d+$/);
  });

  it('have a role, a timeout and memory, whether named or by an ARN with an alias', async () => {
    const details = {
      functionName: 'orders',
      functionArn: orders.functionArn,
      runtime: 'nodejs22.x',
      roleArn: orders.roleArn,
      timeoutInSeconds: 9,
      memorySizeInMB: 128,
      handler: 'index.handler',
    };
    assert.deepEqual(await catalog.describeFunction(connection, 'orders', never), details);
    for (const name of ['orders:live', orders.functionArn, `${orders.functionArn}:live`]) {
      const { functionArn, roleArn } = await catalog.describeFunction(connection, name, never);
      assert.deepEqual([functionArn, roleArn], [orders.functionArn, orders.roleArn], name);
    }
  });

  it('are asked for in the region of their ARN', async () => {
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:elsewhere';
    const { functionName, runtime } = await catalog.describeFunction(connection, arn, never);
    assert.deepEqual([functionName, runtime], ['elsewhere', 'python3.13']);
  });

  it('that are gone are named, with what to do', async () => {
    for (const ask of [
      () => catalog.describeFunction(connection, 'gone', never),
      () => catalog.listAliases(connection, 'gone', never),
    ])
      await assert.rejects(ask, isServiceError('notFound', /unction "gone" was not found at http.*refresh/));
  });

  it('have the iterator ages of the last minutes, the newest first; those without one are left out', async () => {
    cloud.cloudWatch.setIteratorAge('orders', 90_000, 4_000, 2_000);
    cloud.cloudWatch.setIteratorAge('audit', 0);
    const ages = await catalog.iteratorAges(connection, ['orders', 'audit', 'billing', 'orders'], never);
    assert.deepEqual([...ages.keys()], ['orders', 'audit']);
    const measured = ages.get('orders') ?? [];
    assert.deepEqual(
      measured.map(({ ageMs }) => ageMs),
      [90_000, 4_000, 2_000],
    );
    const [newest = 0, ...others] = measured.map(({ atMs }) => atMs);
    assert.ok(newest % 60_000 === 0 && Date.now() - newest < 180_000);
    assert.deepEqual(others, [newest - 60_000, newest - 120_000]);
  });

  for (const [functions, calls] of [
    [0, 0],
    [500, 1],
    [501, 2],
    [2000, 4],
  ] as const)
    it(`have their iterator ages for ${functions} of them in ${calls} calls`, async () => {
      const names = Array.from({ length: functions }, (_, index) => `f-${index}`);
      for (const [index, name] of names.entries()) cloud.cloudWatch.setIteratorAge(name, index);
      const ages = await catalog.iteratorAges(connection, names, never);
      assert.equal(cloud.calls.count('cloudwatch:GetMetricData'), calls);
      assert.deepEqual(
        [...ages].map(([name, measured]) => [name, measured.map(({ ageMs }) => ageMs)]),
        names.map((name, index) => [name, [index]]),
      );
    });
});
