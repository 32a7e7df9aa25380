/** Sentences of handler-hosts/ in the display language, which is known only after the modules are loaded. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { chooseNodeRuntime } from '../../../src/handler-hosts/launchers/node-runtime';
import { withoutRefusedVariables } from '../../../src/handler-hosts/refused-variables';
import { sentencesWhileLoading } from '../../support/sentences-while-loading';

const GERMAN = {
  "The handler runs in VS Code's own Node.js {0}, because {1}.":
    'Weil {1}, läuft der Handler im Node.js {0} von VS Code.',
  'no Node.js was found on PATH': 'auf PATH kein Node.js liegt',
  '{0} in env or envFile was ignored: Lambda reserves it, a function cannot set it.':
    'Lambda behält sich {0} vor: In env und envFile gilt es nicht.',
};

describe('the sentences of handler-hosts/', () => {
  before(() => l10n.config({ contents: GERMAN }));
  after(() => l10n.config({ contents: {} }));

  it('are in the display language, with their values in place', async () => {
    const runtime = await chooseNodeRuntime(undefined, __dirname, {
      environment: { PATH: '' },
      platform: process.platform,
      ownExecutable: process.execPath,
      ownNodeVersion: '22.18.0',
      isElectron: true,
    });
    assert.ok(runtime.found);
    assert.equal(
      runtime.explanation,
      'Weil auf PATH kein Node.js liegt, läuft der Handler im Node.js 22.18.0 von VS Code.',
    );
    assert.deepEqual(withoutRefusedVariables({ _HANDLER: 'index.handler' }, process.platform).notices, [
      'Lambda behält sich _HANDLER vor: In env und envFile gilt es nicht.',
    ]);
  });

  it('are made when they are said, and not while a module is loaded', () => {
    // What runs as soon as it is loaded belongs to the handler's process and makes no sentences for translation.
    const { said, modules } = sentencesWhileLoading('handler-hosts', ['node-host', 'process-guard.js']);
    assert.deepEqual(said, []);
    assert.ok(modules > 20, `${modules} modules`);
  });
});
