/** Redrives against a real queue, a real bucket and a function that really runs: what it saw, and what is left behind. */
import assert from 'node:assert/strict';
import { awsItemReader } from '../../../src/aws/failed-batches/item-reader';
import { keyText } from '../../../src/engine/events/record-summary';
import { StopSwitch } from '../../../src/engine/stopping/stop-switch';
import type { ArrangedBatch } from '../../../src/failed-batches/redrive/arrange-batches';
import { checkOrder } from '../../../src/failed-batches/redrive/order-check';
import { reportOf } from '../../../src/failed-batches/redrive/redrive-report';
import type { BatchEnd, RedriveQuestions } from '../../../src/failed-batches/redrive/redrive-run';
import { accessWithoutQuestions } from '../../support/aws-access';
import { deployOrders, mendHandler } from '../../support/failed-batches/deployed-orders';
import { messagesLeft, visibleMessages } from '../../support/failed-batches/waiting-documents';
import { RedriveScenario, nobodyAsked } from './redrive-scenario';

const INVOKE = 'lambda:InvokeFunction';

describe('a redrive', function () {
  this.timeout(120_000);
  let scenario: RedriveScenario;

  before(async () => {
    scenario = await RedriveScenario.start();
  });
  after(() => scenario.cloud.stop());
  beforeEach(() => scenario.begin());
  afterEach(() => scenario.reset());

  const kinds = (ends: ReadonlyMap<string, BatchEnd>): readonly string[] =>
    [...ends.values()].map(({ kind }) => kind);

  it('of all messages of a queue sends each record once, in order, and empties the queue', async () => {
    mendHandler(scenario.folder);
    const deployed = await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const batches = await scenario.arranged([...(await scenario.found('queue'))].reverse(), {
      kind: 'delete',
    });
    const plan = scenario.planOf(batches);
    const { ends } = await scenario.run(plan, batches);
    assert.deepEqual(kinds(ends), ['settled', 'settled']);
    const all = scenario.orders.ranges.flatMap(({ sequenceNumbers }) => sequenceNumbers);
    assert.deepEqual(deployed.handled(), all);
    assert.equal(await messagesLeft(scenario.cloud, scenario.orders.queue.destinationArn), 0);
    const qualifiers = scenario.cloud.functions.invocations('orders').map(({ qualifier }) => qualifier);
    assert.deepEqual(qualifiers, ['live', 'live']);
    const [stored] = await scenario.journals.list();
    const report = reportOf(plan, stored?.entries ?? []);
    assert.deepEqual(
      report.batches.map(({ outcome, succeeded, invocations }) => [outcome, succeeded, invocations.length]),
      [
        ['settled', 25, 1],
        ['settled', 25, 1],
      ],
    );
    assert.notEqual(report.endedMs, undefined);
  });

  it('goes on from the lowest record that was reported, and sends nothing before it again', async () => {
    mendHandler(scenario.folder);
    const numbers = scenario.orders.ranges[0]?.sequenceNumbers ?? [];
    const failOnce = [numbers[7], numbers[15]].map(String);
    const deployed = await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder, failOnce });
    const batches = (await scenario.arranged(await scenario.found('queue'), { kind: 'delete' })).slice(0, 1);
    const { ends } = await scenario.run(scenario.planOf(batches), batches);
    assert.deepEqual(kinds(ends), ['settled']);
    assert.deepEqual(scenario.sentNumbers(), [numbers, numbers.slice(7), numbers.slice(15)]);
    assert.deepEqual(deployed.handled(), numbers);
    assert.equal(await messagesLeft(scenario.cloud, scenario.orders.queue.destinationArn), 1);
  });

  it('of a function that still fails leaves every document where it was, for everybody', async () => {
    await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const batches = await scenario.arranged(await scenario.found('queue'), { kind: 'delete' });
    const { ends } = await scenario.run(scenario.planOf(batches), batches);
    assert.deepEqual(kinds(ends), ['failed']);
    assert.equal((await visibleMessages(scenario.cloud, scenario.orders.queue.destinationArn)).length, 2);
  });

  it('waits out throttling, and does not send again what may have run unless it is told to', async () => {
    mendHandler(scenario.folder);
    const deployed = await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const batches = (await scenario.arranged(await scenario.found('queue'), { kind: 'delete' })).slice(0, 1);
    const plan = scenario.planOf(batches);
    scenario.cloud.disturbances.throttle(INVOKE, 2, 1);
    scenario.cloud.disturbances.loseAnswer(INVOKE);
    const reasons: string[] = [];
    const leave: RedriveQuestions = {
      ...nobodyAsked,
      afterUnknown: (_batch, _open, reason) => {
        reasons.push(reason);
        return Promise.resolve('leave');
      },
    };
    const numbers = scenario.orders.ranges[0]?.sequenceNumbers ?? [];
    const first = await scenario.run(plan, batches, leave);
    assert.deepEqual([kinds(first.ends), reasons.length], [['left'], 1]);
    assert.deepEqual(scenario.sentNumbers(), [numbers]);
    assert.equal((await visibleMessages(scenario.cloud, scenario.orders.queue.destinationArn)).length, 2);
    // Whoever has looked into its log knows.
    const second = await scenario.run(plan, batches, {
      ...leave,
      afterUnknown: () => Promise.resolve('done'),
    });
    assert.deepEqual(kinds(second.ends), ['settled']);
    assert.deepEqual(deployed.handled(), numbers);
    assert.equal(await messagesLeft(scenario.cloud, scenario.orders.queue.destinationArn), 1);
  });

  it('halves what Lambda finds too large', async () => {
    mendHandler(scenario.folder);
    const deployed = await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const batches = (await scenario.arranged(await scenario.found('queue'), { kind: 'delete' })).slice(0, 1);
    scenario.cloud.disturbances.fail(
      INVOKE,
      {
        status: 413,
        type: 'RequestTooLargeException',
        message: 'Request must be smaller than 6291456 bytes',
      },
      1,
    );
    const { ends } = await scenario.run(scenario.planOf(batches), batches);
    assert.deepEqual(kinds(ends), ['settled']);
    const numbers = scenario.orders.ranges[0]?.sequenceNumbers ?? [];
    assert.deepEqual(scenario.sentNumbers(), [
      numbers.slice(0, 12),
      numbers.slice(12, 24),
      numbers.slice(24),
    ]);
    assert.deepEqual(deployed.handled(), numbers);
  });

  it('finds which records are over, and leaves those out that are to be skipped', async () => {
    mendHandler(scenario.folder);
    const deployed = await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const batches = await scenario.arranged(await scenario.found('queue'), { kind: 'delete' });
    const items = awsItemReader(accessWithoutQuestions());
    const connection = { endpointUrl: scenario.cloud.endpoint, region: 'eu-west-1' };
    const standings = await checkOrder(batches, (keys) =>
      items.readItems(connection, 'Orders', keys, new StopSwitch()),
    );
    const over = standings.filter(({ standing }) => standing.kind === 'superseded');
    assert.deepEqual(
      new Set(standings.map(({ standing }) => standing.kind)),
      new Set(['current', 'superseded']),
    );
    // One order of each batch was shipped after the last batch.
    assert.equal(new Set(over.map(({ record }) => keyText(record.record))).size, 2);
    const skipped = over.map(({ record }) => ({ sequenceNumber: record.sequenceNumber, reason: 'over' }));
    const plan = scenario.planOf(batches, { skipped });
    assert.deepEqual(kinds((await scenario.run(plan, batches)).ends), ['settled', 'settled']);
    const left = new Set(skipped.map(({ sequenceNumber }) => sequenceNumber));
    const all = scenario.orders.ranges.flatMap(({ sequenceNumbers }) => sequenceNumbers);
    assert.deepEqual(
      deployed.handled(),
      all.filter((one) => !left.has(one)),
    );
    assert.equal(await messagesLeft(scenario.cloud, scenario.orders.queue.destinationArn), 0);
  });

  it('moves the objects of a bucket, and only those whose batch has succeeded', async () => {
    mendHandler(scenario.folder);
    await deployOrders(scenario.cloud, 'orders', { folder: scenario.folder });
    const objects = await scenario.found('bucket');
    const [first, second] = await scenario.arranged(objects, { kind: 'keep' });
    assert.ok(first && second);
    const keyOf = (batch: ArrangedBatch): string => {
      const at = batch.documents[0]?.at;
      return at?.kind === 'bucket' ? at.key : assert.fail('It is no object.');
    };
    const moved = { kind: 'move', to: `redriven/${keyOf(first)}` } as const;
    const at = first.documents[0]?.at ?? assert.fail('It has a document.');
    const batches = [{ ...first, documents: [{ at, treatment: moved }] }];
    const { ends } = await scenario.run(scenario.planOf(batches), batches);
    assert.deepEqual(kinds(ends), ['settled']);
    const keys = (await scenario.found('bucket')).map((one) => (one.at.kind === 'bucket' ? one.at.key : ''));
    assert.deepEqual(keys.sort(), [keyOf(second), `redriven/${keyOf(first)}`].sort());
  });
});
