/**
 * The engine against the reference model: 10,000 random histories. A failing one is printed shrunk,
 * with its seed; `PROPERTY_SEED=<seed>` in the environment tries others or repeats one.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compiledEngineFolder, loadEngine } from './engine-under-test';
import { suites, violationsOf } from './suites';

const engine = loadEngine(compiledEngineFolder);
const seed = Number(process.env['PROPERTY_SEED'] ?? 20_251_125);

describe('runMapping, held against the reference model', function () {
  this.timeout(300_000);

  for (const { name, title, scenarios, runs } of suites) {
    it(`${title} [${name}]`, async () => {
      await fc.assert(
        fc.asyncProperty(scenarios, async (scenario) => {
          assert.deepEqual(await violationsOf(engine, scenario), []);
        }),
        { numRuns: runs, seed },
      );
    });
  }
});
