import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';

describe('Stop switch', () => {
  it('tells its listeners once', () => {
    const stop = new StopSwitch();
    let told = 0;
    stop.addEventListener('abort', () => (told += 1));
    stop.abort();
    stop.abort();
    assert.equal(told, 1);
    assert.equal(stop.aborted, true);
  });

  it('stops with the signal that it is linked to, also one that has aborted before', () => {
    const outer = new AbortController();
    const stop = new StopSwitch(outer.signal);
    outer.abort();
    assert.equal(stop.aborted, true);
    assert.equal(new StopSwitch(outer.signal).aborted, true);
  });

  it('does not stop the outer signal, and leaves no listener on it', () => {
    const outer = new AbortController();
    const stop = new StopSwitch(outer.signal);
    stop.abort();
    assert.equal(outer.signal.aborted, false);
    assert.deepEqual(getEventListeners(outer.signal, 'abort'), []);
    const unlinked = new StopSwitch(outer.signal);
    unlinked.unlink();
    assert.deepEqual(getEventListeners(outer.signal, 'abort'), []);
  });
});
