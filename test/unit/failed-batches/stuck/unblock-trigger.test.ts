/** Options for the time being, and back: also when the window ends between any two steps. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { putOptionsBack } from '../../../../src/failed-batches/stuck/put-options-back';
import type {
  UnblockOptionName,
  UnblockOptions,
} from '../../../../src/failed-batches/stuck/temporary-options';
import { temporaryOptions, unblockOptionsOf } from '../../../../src/failed-batches/stuck/temporary-options';
import { isWorkedOn } from '../../../../src/failed-batches/stuck/when-abandoned';
import { unblockTrigger } from '../../../../src/failed-batches/stuck/unblock-trigger';
import { KilledError, UnblockingScene } from './unblocking-scene';

const destination = 'arn:aws:sqs:eu-west-1:111122223333:failures';
const unlimited: UnblockOptions = {
  MaximumRetryAttempts: -1,
  BisectBatchOnFunctionError: false,
  DestinationConfig: { OnFailure: { Destination: '' } },
};
const forTheTimeBeing: UnblockOptions = {
  MaximumRetryAttempts: 1,
  BisectBatchOnFunctionError: true,
  DestinationConfig: { OnFailure: { Destination: destination } },
};
const pace = { pollMs: 5000, patienceMs: 600_000, quietMs: 60_000 };

const anyOptions = fc.record({
  MaximumRetryAttempts: fc.constantFrom(-1, 0, 1, 2, 10_000),
  BisectBatchOnFunctionError: fc.boolean(),
  DestinationConfig: fc
    .constantFrom('', 'arn:aws:sns:eu-west-1:111122223333:own')
    .map((Destination) => ({ OnFailure: { Destination } })),
});

describe('the options that get a trigger past a record', () => {
  it('are one retry, cutting in halves and a destination', () => {
    assert.deepEqual(temporaryOptions(unlimited, destination), forTheTimeBeing);
  });

  it('leave what serves already', () => {
    const before = {
      MaximumRetryAttempts: 0,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:eu-west-1:111122223333:own' } },
    };
    assert.deepEqual(temporaryOptions(before, destination), {});
  });
});

describe('unblocking a trigger', () => {
  it('sets the options, waits until it moves and is quiet, and puts the old ones back exactly', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    const seen: UnblockOptions[] = [];
    scene.at(20_000, () => {
      seen.push(unblockOptionsOf(scene.document));
      scene.documents = 1;
    });
    scene.at(50_000, () => (scene.documents = 2));
    const result = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
    assert.equal(result.end, 'moved');
    assert.equal(result.movement.documents, 2);
    assert.deepEqual(seen, [forTheTimeBeing]);
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
    assert.deepEqual(scene.store, []);
    assert.deepEqual(scene.steps, ['settingOptions', 'waiting', 'moving', 'puttingBack']);
    // 50 seconds to the last document, and a minute without another.
    assert.ok(scene.passedMs() >= 110_000 && scene.passedMs() < 130_000, String(scene.passedMs()));
  });

  for (const [sign, move] of [
    ['a result of Lambda', (scene: UnblockingScene) => (scene.lastProcessingResult = 'OK')],
    ['a falling IteratorAge', (scene: UnblockingScene) => (scene.iteratorAgeMs = 1000)],
  ] as const)
    it(`takes ${sign} for a movement`, async () => {
      const scene = new UnblockingScene(unlimited, destination);
      scene.at(30_000, () => move(scene));
      const result = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
      assert.equal(result.end, 'moved');
      assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
    });

  it('does not take another shard’s success for a movement while IteratorAge grows', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.at(30_000, () => {
      scene.lastProcessingResult = 'OK';
      scene.iteratorAgeMs += 30_000;
    });
    const result = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
    assert.equal(result.end, 'gaveUp');
  });

  it('asks when nothing moves, goes on if told to, and puts the old options back if not', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.goesOn = [true, false];
    const result = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
    assert.equal(result.end, 'gaveUp');
    assert.ok(scene.passedMs() >= 1_200_000);
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
    assert.deepEqual(scene.store, []);
  });

  it('is seen to be worked on as long as a question stands open, and is not kept once it is forgotten', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    const seen: boolean[] = [];
    await scene.run((ports, stop) => {
      const goesOn = async (): Promise<boolean> => {
        for (let minute = 0; minute < 10; minute += 1) {
          await ports.clock.sleepUntil(ports.clock.now() + 60_000, stop);
          seen.push(...scene.store.map((kept) => isWorkedOn(kept, ports.clock.now())));
        }
        return false;
      };
      return unblockTrigger({ ...ports, goesOn }, scene.kept(), pace, stop);
    });
    assert.deepEqual(
      seen,
      Array.from({ length: 10 }, () => true),
    );
    await scene.run((ports, stop) => ports.clock.sleepUntil(ports.clock.now() + 600_000, stop));
    assert.deepEqual(scene.store, []);
  });

  it('puts the old options back when it is cancelled', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    const stop = new StopSwitch();
    scene.at(12_000, () => stop.abort());
    const result = await scene.run((ports) => unblockTrigger(ports, scene.kept(), pace, stop));
    assert.equal(result.end, 'cancelled');
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
    assert.deepEqual(scene.store, []);
  });

  it('puts the old options back when an error ends the wait, and says the error', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.at(12_000, () => (scene.signsError = new Error('denied')));
    await assert.rejects(
      scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop)),
      /denied/,
    );
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
    assert.deepEqual(scene.store, []);
  });

  it('stays kept while the old options can not be put back', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.documents = 1;
    scene.at(12_000, () => {
      scene.documents = 2;
      scene.updateError = new Error('credentials expired');
    });
    await assert.rejects(
      scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop)),
      /credentials expired/,
    );
    assert.equal(scene.store.length, 1);
    scene.updateError = undefined;
    const [kept] = scene.store;
    assert.ok(kept !== undefined);
    await scene.run((ports) => putOptionsBack(ports, kept));
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
  });

  it('has nothing to put back where the first change was refused', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.updateError = new Error('role lacks sqs:SendMessage');
    await assert.rejects(
      scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop)),
      /sqs:SendMessage/,
    );
    assert.deepEqual(scene.store, []);
    assert.deepEqual(unblockOptionsOf(scene.document), unlimited);
  });

  it('does not touch what somebody else has changed meanwhile, unless told to', async () => {
    for (const answer of ['leave', 'overwrite', 'later'] as const) {
      const scene = new UnblockingScene(unlimited, destination);
      scene.foreignAnswer = answer;
      scene.at(12_000, () => {
        scene.documents = 1;
        scene.document = { ...scene.document, MaximumRetryAttempts: 5 };
      });
      const { putBack } = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
      assert.deepEqual(scene.asked, [['MaximumRetryAttempts']]);
      const expected = {
        leave: { ...unlimited, MaximumRetryAttempts: 5 },
        overwrite: unlimited,
        later: { ...forTheTimeBeing, MaximumRetryAttempts: 5 },
      }[answer];
      assert.deepEqual(unblockOptionsOf(scene.document), expected);
      assert.equal(putBack.kind, answer === 'later' ? 'later' : 'done');
      assert.equal(scene.store.length, answer === 'later' ? 1 : 0);
    }
  });

  it('ends when the trigger is gone', async () => {
    const scene = new UnblockingScene(unlimited, destination);
    scene.at(12_000, () => {
      scene.documents = 1;
      scene.isGone = true;
    });
    const { putBack } = await scene.run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop));
    assert.deepEqual(putBack, { kind: 'gone' });
    assert.deepEqual(scene.store, []);
  });

  it('has the old options back in the end, wherever the window was killed, and however often', async () => {
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(
        anyOptions,
        fc.array(fc.record({ call: fc.nat({ max: 30 }), isAfter: fc.boolean() }), { maxLength: 4 }),
        fc.option(fc.constantFrom<UnblockOptionName>('MaximumRetryAttempts', 'DestinationConfig')),
        async (before, kills, foreign) => {
          const scene = new UnblockingScene(before, destination);
          scene.at(20_000, () => (scene.documents = 1));
          if (foreign !== null) scene.at(25_000, () => scene.changeAsSomebodyElse(foreign));
          const [first, ...later] = kills;
          if (first !== undefined) scene.killAt(first.call, first.isAfter);
          await scene
            .run((ports, stop) => unblockTrigger(ports, scene.kept(), pace, stop))
            .catch((error: unknown) => {
              if (!(error instanceof KilledError)) throw error;
              killed += 1;
            });
          // The next windows, of which all but the last are killed as well.
          for (const kill of [...later, undefined]) {
            const [kept] = scene.store;
            if (kept === undefined) break;
            if (kill === undefined) scene.revive();
            else scene.killAt(kill.call % 4, kill.isAfter);
            await scene
              .run((ports) => putOptionsBack(ports, kept))
              .catch((error: unknown) => {
                if (!(error instanceof KilledError)) throw error;
                killed += 1;
              });
          }
          assert.deepEqual(scene.store, []);
          assert.deepEqual(unblockOptionsOf(scene.document), {
            ...before,
            ...scene.changedBySomebodyElse,
          });
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(killed > 100, `only ${String(killed)} windows were killed`);
  });
});
