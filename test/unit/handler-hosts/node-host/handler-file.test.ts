import assert from 'node:assert/strict';
import path from 'node:path';

import { findDottedHandlerFile, findHandlerFile } from '../../../../src/handler-hosts/node-host/handler-file';
import { parseHandlerString } from '../../../../src/handler-hosts/node-host/handler-string';
import { nearestPackageType } from '../../../../src/handler-hosts/node-host/package-type';

describe('a handler string', () => {
  const good = {
    'index.handler': ['', 'index', ['handler']],
    'src/orders.api.handler': ['src', 'orders', ['api', 'handler']],
    'a/b/c.d': ['a/b', 'c', ['d']],
    'dist/handler.': ['dist', 'handler', ['']],
    '/var/task/index.handler': ['/var/task', 'index', ['handler']],
  } as const;
  for (const [handler, [folder, module, exportPath]] of Object.entries(good)) {
    it(`${handler} is split at the first dot of its last part`, () =>
      assert.deepEqual(parseHandlerString(handler), { folder, module, exportPath }));
  }

  for (const handler of ['', 'index', 'src/index', 'a.b/index', '../index.handler', 'index..handler']) {
    it(`"${handler}" is malformed`, () =>
      assert.throws(() => parseHandlerString(handler), { name: 'Runtime.MalformedHandlerName' }));
  }
});

describe('the file of a handler', () => {
  const find = (...files: readonly string[]) =>
    findHandlerFile('/task/index', {
      path: path.posix,
      exists: (file) => files.includes(file),
      readText: () => undefined,
    });

  it('is the exact name, then .js, .mjs, .cjs, then TypeScript, then Node decides', () => {
    const order = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'].map(
      (extension) => `/task/index${extension}`,
    );
    order.forEach((file, index) => {
      const found = find(...order.slice(index));
      assert.ok(found.load !== 'resolve');
      assert.equal(found.path, file);
      // The hooks decide what a TypeScript file is; import() takes it either way.
      assert.equal(found.load, /\.m|ts$/.test(file) ? 'import' : 'require');
    });
    assert.deepEqual(find(), { load: 'resolve' });
  });

  for (const extension of ['.js', '.ts']) {
    it(`is imported when a package of ES modules holds the ${extension}`, () => {
      const file = `/task/src/index${extension}`;
      const found = findHandlerFile('/task/src/index', {
        path: path.posix,
        exists: (candidate) => candidate === file,
        readText: (candidate) => (candidate === '/task/package.json' ? '{"type":"module"}' : undefined),
      });
      assert.deepEqual(found, { load: 'import', path: file });
    });
  }
});

describe('the file of a handler with dots in its name', () => {
  const find = (...files: readonly string[]) =>
    findDottedHandlerFile('/task/create', ['order', 'handler'], {
      path: path.posix,
      exists: (file) => files.includes(file),
      readText: () => undefined,
    });

  it('takes as many names as it needs and leaves at least one for the export', () => {
    assert.deepEqual(find('/task/create.order.ts'), {
      file: { load: 'import', path: '/task/create.order.ts' },
      exportPath: ['handler'],
    });
    assert.deepEqual(find('/task/create.order.cjs')?.file, {
      load: 'require',
      path: '/task/create.order.cjs',
    });
    assert.equal(find('/task/create.order.handler.ts', '/task/create.ts'), undefined);
  });
});

describe('the nearest package.json', () => {
  it('decides, on a Windows drive too, where the search ends at its root', () => {
    const files: Record<string, string> = { 'C:\\work\\package.json': '{"type":"module"}' };
    const type = (folder: string) => nearestPackageType(folder, (file) => files[file], path.win32);
    assert.equal(type('C:\\work\\src\\deep'), 'module');
    assert.equal(type('C:\\'), undefined);
    assert.equal(type('D:\\elsewhere'), undefined);
    assert.equal(type('\\\\server\\share\\folder'), undefined);
    assert.equal(type('C:\\work\\node_modules\\package'), undefined);
  });

  it('decides nothing where it is broken or does not say', () => {
    for (const text of ['', '{', 'null', '{"type":1}', '{}']) {
      const read = (file: string) => (file === '/a/package.json' ? text : '{"type":"module"}');
      assert.equal(nearestPackageType('/a', read, path.posix), undefined, text);
    }
  });
});
