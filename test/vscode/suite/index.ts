/**
 * What VS Code loads inside its extension host: runs the suite's Mocha files there, and as its last act leaves
 * the counts in a result file. Who started VS Code demands that file, because VS Code reports success for an
 * extension host that crashed or left early.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { selectTestFiles } from './test-files';

/** No single test may take longer, in milliseconds; generous because the machine may be busy. */
const TEST_LIMIT_MS = 180_000;

/** VS Code's entry point; rejects if a test failed. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: TEST_LIMIT_MS });
  for (const file of selectTestFiles(__dirname)) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const counts = await runMocha(mocha);
  const resultFile = process.env['STREAM_TRIGGERS_RESULT_FILE'];
  if (resultFile === undefined) throw new Error('STREAM_TRIGGERS_RESULT_FILE names no result file.');
  fs.mkdirSync(path.dirname(resultFile), { recursive: true });
  fs.writeFileSync(resultFile, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} of the tests inside VS Code failed.`);
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function runMocha(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}
