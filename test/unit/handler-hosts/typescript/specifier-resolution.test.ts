/**
 * What specifiers mean beyond Node's rules, on real folders.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { declaredFormatOf } from '../../../../src/handler-hosts/node-host/typescript/declared-format';
import { projectConfigurationOf } from '../../../../src/handler-hosts/node-host/typescript/project-configuration';
import {
  aliasedFile,
  sourceOfMissingFile,
} from '../../../../src/handler-hosts/node-host/typescript/specifier-resolution';

describe('resolving specifiers of TypeScript sources', () => {
  let root: string;

  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), 'specifiers-')))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  }

  function missing(specifier: string): string | undefined {
    return named(sourceOfMissingFile(specifier, join(root, 'main.ts')));
  }

  function alias(specifier: string, importer = 'src/main.ts'): string | undefined {
    return named(aliasedFile(specifier, join(root, importer)));
  }

  function named(file: string | undefined): string | undefined {
    return file === undefined ? undefined : relative(root, file).replaceAll('\\', '/');
  }

  it('takes the TypeScript source of a JavaScript file that is not there', () => {
    write({
      'a.ts': '',
      'b.mts': '',
      'c.cts': '',
      'd.tsx': '',
      'e/index.ts': '',
      'f.d.ts': '',
      'g.test.ts': '',
    });
    assert.deepEqual(
      [
        './a',
        './a.js',
        './b.mjs',
        './c.cjs',
        './d.js',
        './d.jsx',
        './e',
        './e/',
        './g.test',
        './g.test.js',
      ].map(missing),
      [
        'a.ts',
        'a.ts',
        'b.mts',
        'c.cts',
        'd.tsx',
        'd.tsx',
        'e/index.ts',
        'e/index.ts',
        'g.test.ts',
        'g.test.ts',
      ],
    );
    assert.deepEqual(
      ['./f', './f.js', './nothing', './b.js', 'a', 'a.js'].map(missing),
      Array(6).fill(undefined),
    );
  });

  it('prefers JavaScript that is there', () => {
    write({ 'a.ts': '', 'a.js': '', 'b/index.js': '', 'b/index.ts': '' });
    assert.deepEqual(['./a', './a.js', './b'].map(missing), ['a.js', 'a.js', 'b/index.js']);
  });

  it('follows paths, also inherited ones, and leaves packages and builtins alone', () => {
    write({
      'base.json':
        '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*", "./old/*"], "exact": ["./lib/a"] } } }',
      'tsconfig.json': '{ // a comment\n "extends": "./base.json", }',
      'lib/a.ts': '',
      'old/b.ts': '',
      'fs.ts': '',
      'node_modules/dep/index.js': '',
    });
    assert.deepEqual(
      ['@lib/a', '@lib/a.js', '@lib/b', 'exact'].map((specifier) => alias(specifier)),
      ['lib/a.ts', 'lib/a.ts', 'old/b.ts', 'lib/a.ts'],
    );
    assert.deepEqual(
      ['@lib/c', 'fs', 'node:fs', 'dep', './lib/a', '#lib/a', 'file:///x'].map((specifier) =>
        alias(specifier),
      ),
      Array(7).fill(undefined),
    );
    assert.equal(alias('@lib/a', 'node_modules/dep/index.js'), undefined);
  });

  it('follows baseUrl without paths', () => {
    write({
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
      'src/lib/a.ts': '',
      'src/fs.ts': '',
    });
    assert.equal(alias('lib/a'), 'src/lib/a.ts');
    assert.equal(alias('fs'), undefined);
  });

  it('asks the project that a solution refers to', () => {
    write({
      'tsconfig.json':
        '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tools" }] }',
      'tsconfig.app.json':
        '{ "include": ["src"], "compilerOptions": { "target": "ES2020", "paths": { "~/*": ["./src/*"] } } }',
      'tools/tsconfig.json': '{ "compilerOptions": { "target": "ES2019" } }',
      'src/a.ts': '',
      'src/main.ts': '',
      'tools/x.ts': '',
    });
    assert.equal(alias('~/a'), 'src/a.ts');
    const target = (file: string): unknown =>
      projectConfigurationOf(join(root, file))?.compilerOptions['target'];
    assert.match(String(target('src/main.ts')), /^es2020$/i);
    assert.match(String(target('tools/x.ts')), /^es2019$/i);
  });

  it('runs without a tsconfig.json that cannot be read', () => {
    write({ 'tsconfig.json': '{ "extends": "./nowhere.json" }' });
    assert.equal(alias('~/a'), undefined);
  });

  it('takes the module system from the extension, then from the nearest package.json', () => {
    write({
      'package.json': '{ "type": "module" }',
      'inner/package.json': '{}',
      'inner/deep/x.ts': '',
      'cjs/package.json': '{ "type": "commonjs" }',
      'broken/package.json': '{',
    });
    assert.deepEqual(
      ['a.ts', 'deep/a.ts', 'a.cts', 'cjs/a.ts', 'cjs/a.mts', 'inner/deep/x.ts', 'broken/a.ts'].map((file) =>
        declaredFormatOf(join(root, file)),
      ),
      ['module', 'module', 'commonjs', 'commonjs', 'module', undefined, undefined],
    );
  });
});
