/** The property suite must notice each seeded mistake, by a violation and not by a crash. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { compiledEngineFolder, loadEngine } from '../properties/engine-under-test';
import { suites, violationsOf } from '../properties/suites';
import { repositoryRoot } from '../support/repository-root';
import type { Mutant } from './mutant';
import { readingAndBatching } from './reading-and-batching';
import { sendingAndDropping } from './sending-and-dropping';

const MOST_CASES = 600;

describe('the property suite kills a mutant of the engine in which', function () {
  this.timeout(60_000);
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'engine-mutants-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [number, mutant] of [...sendingAndDropping, ...readingAndBatching].entries()) {
    it(mutant.mistake, async () => {
      const mutated = path.join(folder, String(number));
      mutate(mutant, mutated);
      assert.ok(await isKilled(mutated, mutant), 'the mutant survives');
    });
  }
});

function mutate({ file, find, replace }: Mutant, folder: string): void {
  cpSync(compiledEngineFolder, folder, { recursive: true, filter: (name) => !name.endsWith('.map') });
  const source = readFileSync(path.join(repositoryRoot(), 'src/engine', `${file}.ts`), 'utf8');
  const parts = source.split(find);
  assert.equal(parts.length, 2, `${JSON.stringify(find)} must stand exactly once in ${file}.ts.`);
  const { outputText } = ts.transpileModule(parts.join(replace), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(path.join(folder, `${file}.js`), outputText);
}

async function isKilled(folder: string, mutant: Mutant): Promise<boolean> {
  const engine = loadEngine(folder);
  for (const name of mutant.suites) {
    const suite = suites.find((one) => one.name === name);
    assert.ok(suite, `There is no suite ${name}.`);
    for (const scenario of fc.sample(suite.scenarios, { numRuns: MOST_CASES, seed: 20_251_125 })) {
      if ((await violationsOf(engine, scenario)).length > 0) return true;
    }
  }
  return false;
}
