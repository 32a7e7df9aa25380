/** A handler host that stops before the handler is called. */
import assert from 'node:assert/strict';
import { withHost } from '../support/handler-hosts';

describe('a handler host that stops on entry', function () {
  this.timeout(120_000);

  it('tells a handler that is declared async from one that is not', () =>
    withHost({ handler: 'behaviours.neverSettlesAsync', stopOnEntry: 'first' }, async ({ invoke }) => {
      const result = await invoke();
      assert.ok(result.outcome === 'functionError');
      assert.equal(result.errorType, 'Runtime.NodeJsExit');
    }));

  it('stops in its first process alone, however often it is started anew', () =>
    withHost({ handler: 'behaviours.tellsItsCallers', stopOnEntry: 'first' }, async ({ host, invoke }) => {
      const isStopping = async (): Promise<boolean> => {
        const result = await invoke();
        assert.ok(result.outcome === 'functionError');
        // What stops is not the person's, and of no use in an error.
        const frames = result.stackTrace.join();
        assert.ok(!frames.includes('before-the-handler.js'), frames);
        return result.errorMessage.includes('before-the-handler.js');
      };
      assert.equal(await isStopping(), true);
      await host.restart();
      assert.equal(await isStopping(), false);
    }));
});
