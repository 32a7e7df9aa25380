import assert from 'node:assert/strict';
import { HeldEnvironments } from '../../../../src/vscode/debug/held-environments';
import { checkLaunchConfiguration } from '../../../../src/vscode/debug/launch-configuration';

describe('values of a deployed function’s environment', () => {
  const attributesOf = (held: HeldEnvironments): Readonly<Record<string, string>> =>
    held.hold('connection orders', { API_KEY: 'hush' });

  it('are found by a configuration that does not have them', () => {
    const held = new HeldEnvironments();
    const raw = { handler: 'a.b', captures: ['c'], ...attributesOf(held) };
    assert.ok(!JSON.stringify(raw).includes('hush'));
    const checked = checkLaunchConfiguration(raw, '/w', (message) => message);
    assert.ok(!('problems' in checked));
    assert.ok(!JSON.stringify(checked).includes('hush'));
    assert.deepEqual(held.valuesOf(checked.heldEnvironment), { API_KEY: 'hush' });
  });

  it('are none in another window, and for a configuration that names none', () => {
    const checked = checkLaunchConfiguration(
      { handler: 'a.b', captures: ['c'], ...attributesOf(new HeldEnvironments()) },
      '/w',
      (message) => message,
    );
    assert.ok(!('problems' in checked));
    assert.deepEqual(new HeldEnvironments().valuesOf(checked.heldEnvironment), {});
    assert.deepEqual(new HeldEnvironments().valuesOf(undefined), {});
  });

  it('tell that the answer was no from that nobody was asked', () => {
    const held = new HeldEnvironments();
    assert.equal(held.has('orders'), false);
    held.hold('orders', {});
    assert.equal(held.has('orders'), true);
  });
});
