/**
 * Redrives in a world where anything can fail between any two steps, and the process can die. A failing history is printed
 * shrunk, with its seed; `PROPERTY_SEED=<seed>` in the environment tries others or repeats one.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { arrangeBatches } from '../../../../src/failed-batches/redrive/arrange-batches';
import { planBatches } from '../../../../src/failed-batches/redrive/plan-batches';
import type { RedrivePlan } from '../../../../src/failed-batches/redrive/redrive-plan';
import { RedriveProgress } from '../../../../src/failed-batches/redrive/redrive-progress';
import { runRedrive } from '../../../../src/failed-batches/redrive/run-redrive';
import { SimulatedTime } from '../../../support/virtual-time';
import type { RedriveHistory } from './redrive-history';
import { histories } from './redrive-history';
import { RedriveWorld, hashOf } from './redrive-world';

const seed = Number(process.env['PROPERTY_SEED'] ?? 20_251_125);

/** After the last fault a redrive needs one run more, and a batch that was given up before it another. */
const MOST_RUNS = 40;

describe('a redrive whose steps fail and whose process dies', function () {
  this.timeout(120_000);

  it('loses no document, repeats nothing that is known to have succeeded, keeps every order, and ends', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const world = await redriveUntilSettled(history);
        assert.deepEqual(world.invariants.violations, []);
        const left = world.queue.messageIds.filter((id) => !id.startsWith('stranger'));
        assert.deepEqual({ left, objects: [...world.objects] }, { left: [], objects: [] });
        assert.equal(world.queue.messageIds.length, 12, 'Strangers’ messages stay.');
        for (const batch of history.batches) assert.ok(world.hasRun(batch), `${batch.id} has run`);
      }),
      { numRuns: 2000, seed },
    );
  });
});

async function redriveUntilSettled(history: RedriveHistory): Promise<RedriveWorld> {
  const time = new SimulatedTime(1_732_550_000_000);
  const world = new RedriveWorld(history, time);
  const plan = planOf(history);
  world.journal = `${JSON.stringify({ type: 'planned', version: 1, atMs: time.now(), plan })}\n`;
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    const progress = new RedriveProgress(plan, world.entries());
    if (plan.batches.every((batch) => progress.isSettled(batch))) return world;
    world.begin();
    const run = runRedrive(world.parts(), progress, new StopSwitch());
    await time.passUntil(Promise.race([run, world.killed]));
  }
  throw new Error(`Not settled after ${MOST_RUNS} runs:\n${world.journal.slice(-1500)}`);
}

function planOf({ batches, parents, concurrency, onFailure, batchSize }: RedriveHistory): RedrivePlan {
  const planning = { parents, hashOf, skippedOf: () => [] };
  return {
    id: 'redrive',
    connectionId: 'connection',
    connectionName: 'Production',
    folder: '/workspace',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live',
    timeoutInSeconds: 60,
    reportBatchItemFailures: true,
    concurrency,
    onFailure,
    ...(batchSize !== undefined && { batchSize }),
    batches: planBatches(arrangeBatches(batches, parents), planning).batches,
  };
}
