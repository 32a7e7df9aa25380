/**
 * The stages of `npm test`, in their order.
 */
import { checkFidelity, FIDELITY_SUITES } from '../fidelity/check-fidelity.mjs';
import { packageExtension, vsixFile } from '../host/package.mjs';
import { inRepository } from '../host/set-up/repository.mjs';
import { failedOnce, mochaSuite, passedOnce, suiteInVsCode, toolStep } from './stage.mjs';

/** @type {readonly import('./stage.mjs').Stage[]} */
export const stages = [
  { name: 'eslint', group: 'lint', run: toolStep('eslint', ['.', '--max-warnings=0']) },
  { name: 'prettier', group: 'lint', run: toolStep('prettier', ['--check', '--log-level=warn', '.']) },
  { name: 'depcruise', group: 'lint', run: toolStep('depcruise', ['src', 'test']) },
  { name: 'knip', group: 'lint', run: toolStep('knip', []) },
  { name: 'engine-types', group: 'lint', run: toolStep('tsc', ['--noEmit', '-p', 'src/engine']) },
  { name: 'host-types', group: 'lint', run: toolStep('tsc', ['--noEmit', '-p', 'test/host']) },
  { name: 'compile', run: toolStep('tsc', []) },
  {
    name: 'local-aws',
    needs: ['compile'],
    run: toolStep(inRepository('out', 'test', 'support', 'test-cloud', 'set-up-local-aws.js'), []),
  },
  {
    name: 'integration',
    group: 'processes',
    needs: ['compile', 'local-aws'],
    run: mochaSuite('integration', [
      ...['--timeout', '30000', '--parallel', '--jobs', '2'],
      'out/test/integration/**/*.test.js',
    ]),
  },
  {
    name: 'unit',
    group: 'processes',
    needs: ['compile'],
    run: mochaSuite('unit', ['--timeout', '10000', 'out/test/unit/**/*.test.js']),
  },
  {
    name: 'handler-hosts',
    group: 'processes',
    needs: ['compile'],
    run: mochaSuite('handler-hosts', ['out/test/handler-hosts/**/*.test.js']),
  },
  {
    name: 'properties',
    group: 'processes',
    needs: ['compile'],
    run: mochaSuite('properties', [
      '--timeout',
      '120000',
      'out/test/properties/**/*.test.js',
      'out/test/mutants/**/*.test.js',
    ]),
  },
  {
    name: 'differential',
    group: 'processes',
    needs: ['compile'],
    run: mochaSuite('differential', ['--timeout', '240000', 'out/test/differential/**/*.test.js']),
  },
  { name: 'host', run: mochaSuite('host', ['test/host/**/*.test.mjs']) },
  {
    name: 'package',
    run: async () => {
      await packageExtension();
      return passedOnce;
    },
  },
  {
    name: 'package-contents',
    needs: ['package'],
    run: mochaSuite('package-contents', ['test/package/**/*.test.mjs']),
  },
  {
    name: 'command-line',
    needs: ['compile', 'package'],
    run: mochaSuite('command-line', ['out/test/command-line/**/*.test.js']),
  },
  { name: 'fidelity', needs: FIDELITY_SUITES, run: fidelity },
  {
    name: 'vscode-sidebar',
    group: 'vscode',
    needs: ['compile', 'local-aws', 'package'],
    run: suiteInVsCode('vscode-sidebar', ['--suites', 'sidebar']),
  },
  {
    name: 'vscode-failures',
    group: 'vscode',
    needs: ['compile', 'local-aws', 'package'],
    run: suiteInVsCode('vscode-failures', ['--suites', 'failures']),
  },
  {
    name: 'vscode-debugging',
    group: 'vscode',
    needs: ['compile', 'local-aws', 'package'],
    run: suiteInVsCode('vscode-debugging', ['--suites', 'debugging']),
  },
  {
    name: 'vsix',
    group: 'vscode',
    needs: ['compile', 'package'],
    run: suiteInVsCode('vsix', ['--vsix', vsixFile, '--suites', 'smoke']),
  },
  {
    name: 'lowest',
    group: 'vscode',
    needs: ['compile', 'package'],
    run: suiteInVsCode('lowest', [
      '--vsix',
      vsixFile,
      '--suites',
      'smoke,replay-session,handler-output,live-stream',
      '--version',
      'lowest',
    ]),
  },
  {
    name: 'user-level',
    needs: ['compile', 'local-aws', 'package'],
    run: mochaSuite('user-level', [
      ...['--timeout', '360000', '--parallel', '--jobs', '2'],
      'test/user-level/**/*.test.mjs',
    ]),
  },
  {
    name: 'demo',
    needs: ['package'],
    run: mochaSuite('demo', ['--timeout', '480000', 'test/demo/**/*.test.mjs']),
  },
  {
    name: 'desktop',
    onlyWhenNamed: true,
    needs: ['compile', 'package'],
    run: suiteInVsCode('desktop', ['--desktop']),
  },
];

/**
 * Whether docs/fidelity.md holds, by the reports of the suites before it.
 *
 * @type {import('./stage.mjs').Stage['run']}
 */
function fidelity({ print }) {
  const problems = checkFidelity();
  for (const problem of problems) print(`${problem}\n`);
  return Promise.resolve(problems.length === 0 ? passedOnce : failedOnce);
}
