/** The launch configurations that README shows are ones that a session takes as they stand there. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { RawLaunchConfiguration } from '../../../../src/vscode/debug/attribute-reader';
import { checkLaunchConfiguration } from '../../../../src/vscode/debug/launch-configuration';
import { repositoryRoot } from '../../../support/repository-root';

const readme = fs.readFileSync(path.join(repositoryRoot(), 'README.md'), 'utf8');
const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

const configurations = [...readme.matchAll(/```jsonc\n(.*?)```/gs)].map(
  ([, block = '']) => JSON.parse(block.replace(/\s\/\/.*$/gm, '')) as RawLaunchConfiguration,
);

describe('the launch configurations of README', () => {
  it('are one for captures and one for a live stream', () => {
    assert.deepEqual(
      configurations.map((configuration) => 'table' in configuration),
      [false, true],
    );
  });

  for (const configuration of configurations)
    it(`are accepted: ${String(configuration['name'])}`, () => {
      const checked = checkLaunchConfiguration(configuration, repositoryRoot(), t);
      assert.deepEqual('problems' in checked ? checked.problems : [], []);
    });
});
