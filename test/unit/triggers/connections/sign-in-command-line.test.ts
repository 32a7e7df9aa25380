/** Real shells say what they take for the profile's name. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { signInCommandLine } from '../../../../src/triggers/connections/sign-in-command-line';

const SHELLS = ['sh', 'bash', 'dash', 'zsh', 'fish'].filter(
  (shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0,
);
/** A process for each name. */
const SHELLS_LIMIT_MS = 30_000;
const HOSTILE = [
  "it's",
  'a b',
  '$(touch x)',
  '`touch x`',
  '; touch x #',
  '"quoted" && x',
  'back\\slash',
  "both\\'",
  '%PATH%',
  '-dash',
  '!history',
  '@splat',
  '*',
  '~',
  'ä€😀',
];

describe('the command line of a sign-in', () => {
  it('is the AWS CLI’s for single sign-on and for console login', () => {
    assert.equal(signInCommandLine({ name: 'dev', kind: 'sso' }, '/bin/zsh'), 'aws sso login --profile=dev');
    assert.equal(signInCommandLine({ name: 'dev', kind: 'login' }, '/bin/zsh'), 'aws login --profile=dev');
  });

  for (const shell of SHELLS)
    it(`gives ${shell} the profile’s name and nothing else`, function () {
      this.timeout(SHELLS_LIMIT_MS);
      for (const name of HOSTILE) assert.equal(profileSeenBy(shell, name), name);
    });

  it('gives sh any name', function () {
    this.timeout(SHELLS_LIMIT_MS);
    const names = fc.string({ unit: 'grapheme-ascii', minLength: 1 });
    fc.assert(
      fc.property(names, (name) => assert.equal(profileSeenBy('sh', name), name)),
      { numRuns: 50 },
    );
  });

  it('doubles every quote that PowerShell takes for one', () => {
    const line = signInCommandLine(
      { name: 'it’s "so"', kind: 'sso' },
      'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
    );
    assert.equal(line, 'aws sso login --profile=\'it’’s "so"\'');
  });

  it('is not made where quotes do not help', () => {
    const shells = ['C:\\Windows\\System32\\cmd.exe', '/usr/bin/nu', 'bash'];
    const made = (name: string): (string | undefined)[] =>
      shells.map((shell) => signInCommandLine({ name, kind: 'sso' }, shell));
    assert.deepEqual(
      made('%PATH%').map((line) => line !== undefined),
      [false, true, true],
    );
    assert.deepEqual(
      made("it's").map((line) => line !== undefined),
      [true, false, true],
    );
    assert.deepEqual(made('two\nlines'), [undefined, undefined, undefined]);
    assert.deepEqual(made('escape\u001b'), [undefined, undefined, undefined]);
  });
});

/** What stands for `aws` prints its last argument. */
function profileSeenBy(shell: string, name: string): string {
  const line = signInCommandLine({ name, kind: 'sso' }, `/bin/${shell}`);
  const program =
    shell === 'fish' ? `function aws; printf %s $argv[-1]; end; ` : `aws() { printf %s "$3"; }; `;
  const printed = execFileSync(shell, ['-c', `${program}${line ?? 'exit 1'}`], { encoding: 'utf8' });
  return printed.replace(/^--profile=/, '');
}
