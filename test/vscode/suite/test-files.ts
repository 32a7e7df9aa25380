/** Which of the compiled test files a run loads: all of them, or the ones that a variable names. */
import * as fs from 'node:fs';
import * as path from 'node:path';

const SUFFIX = '.test.js';

/**
 * @param suiteFolder holds the compiled suite
 * @returns absolute paths; STREAM_TRIGGERS_SUITES narrows them to a comma-separated list of names ("smoke") and
 *   folders ("sidebar")
 */
export function selectTestFiles(suiteFolder: string): readonly string[] {
  const wanted = process.env['STREAM_TRIGGERS_SUITES']?.split(',').filter((name) => name !== '') ?? [];
  return fs
    .readdirSync(suiteFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(SUFFIX))
    .filter(
      (file) =>
        wanted.length === 0 ||
        wanted.includes(path.basename(file, SUFFIX)) ||
        wanted.includes(path.dirname(file)),
    )
    .sort()
    .map((file) => path.join(suiteFolder, file));
}
