import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { locateHandler } from '../../src/command-line/located-handler';
import type { LocatedHandler } from '../../src/command-line/located-handler';

describe('the handler of a replay', () => {
  let root: string;
  const files = [
    'shop/package.json',
    'shop/src/orders.ts',
    'shop/src/create.handler.ts',
    'shop/src/both.js',
    'shop/src/both.ts',
    'shop/src/folder/index.js',
    'shop/api.v2/orders.mjs',
    'loose/orders.cjs',
  ];

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'stream-triggers-located-'));
    for (const file of files) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), '');
    }
  });

  after(() => rmSync(root, { recursive: true }));

  function located(text: string, cwd = 'shop'): LocatedHandler {
    return locateHandler(text, path.join(root, cwd));
  }

  it('is named as on Lambda, below the current folder', () => {
    const expected = { taskRoot: path.join(root, 'shop'), handler: 'src/orders.handler' };
    assert.deepEqual(located('src/orders.handler'), expected);
    assert.deepEqual(located('./src/orders.handler'), expected);
    assert.deepEqual(located(path.join(root, 'shop', 'src', 'orders.handler')), expected);
  });

  it('is the export "handler" of a source file', () => {
    assert.equal(located('./src/orders.ts').handler, 'src/orders.handler');
    assert.equal(located('src/create.handler.ts').handler, 'src/create.handler.handler');
    assert.equal(located('api.v2/orders.mjs').handler, 'api.v2/orders.handler');
  });

  it('may be an export within an export, in a file with dots, in a folder', () => {
    assert.equal(located('src/orders.api.create').handler, 'src/orders.api.create');
    assert.equal(located('src/create.handler.run').handler, 'src/create.handler.run');
    assert.equal(located('src/folder.run').handler, 'src/folder.run');
  });

  it('outside the current folder belongs to its package, or to its own folder', () => {
    assert.deepEqual(located('../shop/src/orders.handler', 'loose'), {
      taskRoot: path.join(root, 'shop'),
      handler: 'src/orders.handler',
    });
    assert.deepEqual(located('../loose/orders.handler'), {
      taskRoot: path.join(root, 'loose'),
      handler: 'orders.handler',
    });
  });

  it('is not the other file of the same name', () => {
    assert.throws(() => located('src/both.ts'), /but both\.js beside it comes first, as on Lambda/);
    assert.equal(located('src/both.js').handler, 'src/both.handler');
  });

  it('must be there and have an export', () => {
    assert.throws(() => located('src/order.handler'), /there is no order\.js, .*\.cts in .*src/);
    for (const text of ['src/orders', 'src/orders.', 'src', '.', ''])
      assert.throws(() => located(text), /names no export/, text);
  });
});
