import assert from 'node:assert/strict';
import { isSeenSoon } from '../../../../src/vscode/debug/repeated-looks';

describe('what is looked for a few times', () => {
  const often = { looks: 3, pauseMs: 1 };

  it('is seen by a later look, also if the one before took longer than all pauses', async () => {
    let looks = 0;
    const look = async (): Promise<boolean> => {
      looks += 1;
      if (looks === 1) await new Promise((resolve) => setTimeout(resolve, 100));
      return looks === 3;
    };
    assert.equal(await isSeenSoon(look, often), true);
  });

  it('is given up after the last look', async () => {
    let looks = 0;
    const look = (): Promise<boolean> => {
      looks += 1;
      return Promise.resolve(false);
    };
    assert.equal(await isSeenSoon(look, often), false);
    assert.equal(looks, 3);
  });
});
