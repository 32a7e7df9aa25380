/** Clients that are kept, and destroyed when nothing needs them any more. */
import assert from 'node:assert/strict';
import { ClientPool } from '../../../src/aws/access/client-pool';

class Client {
  isDestroyed = false;

  destroy(): void {
    this.isDestroyed = true;
  }
}

describe('kept clients', () => {
  let pool: ClientPool<Client>;
  let made: Client[];
  const open = (): Promise<Client> => {
    const client = new Client();
    made.push(client);
    return Promise.resolve(client);
  };
  beforeEach(() => {
    pool = new ClientPool();
    made = [];
  });

  it('are made once for each key, also for questions at the same time', async () => {
    const use = (key: string): Promise<Client> => pool.use(key, open, (client) => Promise.resolve(client));
    const [first, second, other] = await Promise.all([use('a'), use('a'), use('b')]);
    assert.equal(first, second);
    assert.notEqual(first, other);
    assert.equal(await use('a'), first);
    assert.equal(made.length, 2);
  });

  it('are destroyed when they are forgotten, and made anew for the next question', async () => {
    const first = await pool.use('a', open, (client) => Promise.resolve(client));
    assert.equal(first.isDestroyed, false);
    pool.forget();
    const second = await pool.use('a', open, (client) => Promise.resolve(client));
    assert.deepEqual([first.isDestroyed, second.isDestroyed], [true, false]);
  });

  it('that are in use are destroyed after the last answer only', async () => {
    const answers: (() => void)[] = [];
    const ask = (): Promise<void> =>
      pool.use('a', open, () => new Promise<void>((resolve) => answers.push(resolve)));
    const asked = [ask(), ask()];
    await new Promise(setImmediate);
    pool.forget();
    await new Promise(setImmediate);
    const [client] = made;
    for (const [index, answer] of answers.entries()) {
      assert.equal(client?.isDestroyed, false, `before answer ${index}`);
      answer();
      await asked[index];
    }
    await new Promise(setImmediate);
    assert.equal(client?.isDestroyed, true);
  });

  it('that can’t be made are tried again; that they failed is told to whoever asked', async () => {
    const fail = (): Promise<Client> => Promise.reject(new Error('no region'));
    const use = (how: () => Promise<Client>): Promise<string> =>
      pool.use('a', how, () => Promise.resolve('ok'));
    await assert.rejects(use(fail), /no region/);
    await assert.rejects(use(fail), /no region/);
    assert.equal(await use(open), 'ok');
    pool.forget();
  });

  it('are kept after a question that failed', async () => {
    await assert.rejects(
      pool.use('a', open, () => Promise.reject(new Error('denied'))),
      /denied/,
    );
    await pool.use('a', open, () => Promise.resolve());
    assert.equal(made.length, 1);
  });
});
