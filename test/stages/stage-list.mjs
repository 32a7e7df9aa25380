/**
 * The stages of `npm test`, in their order.
 */
import { packageExtension, vsixFile } from '../host/package.mjs';
import { mochaSuite, passedOnce, suiteInVsCode, toolStep } from './stage.mjs';

/** @type {readonly import('./stage.mjs').Stage[]} */
export const stages = [
  { name: 'eslint', group: 'lint', run: toolStep('eslint', ['.', '--max-warnings=0']) },
  { name: 'prettier', group: 'lint', run: toolStep('prettier', ['--check', '--log-level=warn', '.']) },
  { name: 'depcruise', group: 'lint', run: toolStep('depcruise', ['src', 'test']) },
  { name: 'knip', group: 'lint', run: toolStep('knip', []) },
  { name: 'engine-types', group: 'lint', run: toolStep('tsc', ['--noEmit', '-p', 'src/engine']) },
  { name: 'host-types', group: 'lint', run: toolStep('tsc', ['--noEmit', '-p', 'test/host']) },
  { name: 'compile', run: toolStep('tsc', []) },
  { name: 'unit', needs: ['compile'], run: mochaSuite('unit', ['out/test/unit/**/*.test.js']) },
  {
    name: 'handler-hosts',
    needs: ['compile'],
    run: mochaSuite('handler-hosts', ['out/test/handler-hosts/**/*.test.js']),
  },
  {
    name: 'integration',
    needs: ['compile'],
    run: mochaSuite('integration', ['--timeout', '30000', 'out/test/integration/**/*.test.js']),
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
  { name: 'vscode', needs: ['compile', 'package'], run: suiteInVsCode('vscode', []) },
  {
    name: 'vsix',
    needs: ['compile', 'package'],
    run: suiteInVsCode('vsix', ['--vsix', vsixFile, '--suites', 'smoke']),
  },
  {
    name: 'lowest',
    needs: ['compile', 'package'],
    run: suiteInVsCode('lowest', [
      '--vsix',
      vsixFile,
      '--suites',
      'smoke,replay-session',
      '--version',
      'lowest',
    ]),
  },
  {
    name: 'user-level',
    needs: ['compile', 'package'],
    run: mochaSuite('user-level', ['--timeout', '120000', 'test/user-level/**/*.test.mjs']),
  },
  {
    name: 'demo',
    needs: ['package'],
    run: mochaSuite('demo', ['--timeout', '180000', 'test/demo/**/*.test.mjs']),
  },
  {
    name: 'desktop',
    onlyWhenNamed: true,
    needs: ['compile', 'package'],
    run: suiteInVsCode('desktop', ['--desktop']),
  },
];
