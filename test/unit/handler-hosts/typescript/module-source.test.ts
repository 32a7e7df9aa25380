/**
 * What becomes of whole files in real folders: errors with their place, names that are types elsewhere,
 * what a tsconfig.json leaves out.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ModuleSourceReader,
  type ModuleSource,
} from '../../../../src/handler-hosts/node-host/typescript/module-source';
import { folderWithoutEsbuild } from '../../../support/folder-without-esbuild';

type Files = Readonly<Record<string, string>>;

describe('making a module of a TypeScript file', () => {
  let root: string;

  beforeEach(() => (root = realpathSync(mkdtempSync(join(folderWithoutEsbuild(), 'module-source-')))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Writes the files and reads the first of them. */
  function read(files: Files): ModuleSource {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const reader = new ModuleSourceReader({ taskRoot: root, chosen: () => undefined });
    const source = reader.read(join(root, Object.keys(files)[0] ?? ''));
    return { ...source, code: source.code.replace(/\n\/\/# sourceMappingURL=.*$/, '') };
  }

  function refusal(files: Files): Error {
    try {
      read(files);
    } catch (error) {
      if (error instanceof Error) return error;
    }
    return assert.fail('was not refused');
  }

  function linkEsbuild(): void {
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(process.cwd(), 'node_modules/esbuild'), join(root, 'node_modules/esbuild'), 'junction');
  }

  describe('errors begin with the frame of their place', () => {
    it('for what is no TypeScript', () => {
      const error = refusal({ 'a.ts': 'const a = 1;\nexport const b = = 2;\n' });
      assert.equal(error.name, 'SyntaxError');
      assert.match(error.message, /^a\.ts:2:18: /);
      assert.equal(error.stack?.split('\n')[0], `SyntaxError: ${error.message}`);
      assert.equal(error.stack.split('\n')[1], `    at ${join(root, 'a.ts')}:2:18`);
    });

    it('for what has to be transformed', () => {
      const error = refusal({ 'src/a.ts': 'const a = 1;\n  enum B {}\n' });
      assert.match(error.message, /^src\/a\.ts has an enum on line 2, /);
      assert.equal(error.stack?.split('\n')[1], `    at ${join(root, 'src/a.ts')}:2:3`);
    });

    it('for what esbuild refuses', () => {
      linkEsbuild();
      const error = refusal({ 'a.ts': 'enum B {}\nexport const b = 1;\nexport const b = 2;\n' });
      assert.equal(error.name, 'SyntaxError');
      assert.match(error.message, /^a\.ts:3:14: Multiple exports .*\(esbuild\)$/);
      assert.equal(error.stack?.split('\n')[1], `    at ${join(root, 'a.ts')}:3:14`);
      assert.ok(error.cause instanceof Error);
    });
  });

  describe('syntax that this engine refuses', () => {
    const accessor = 'export class A {\n  accessor x: number = 1;\n}\n';

    it('is told with its line', () => {
      assert.match(refusal({ 'a.ts': accessor }).message, /^a\.ts has an `accessor` on line 2, /);
    });

    it('goes to the esbuild of the workspace', () => {
      linkEsbuild();
      assert.doesNotMatch(read({ 'a.ts': accessor }).code, /accessor x/);
    });

    it('is not suspected in names and comments', () => {
      const text = 'export const accessor = 1, using = 2; // accessor x';
      assert.match(read({ 'a.mts': text }).code, /accessor = 1/);
    });
  });

  describe('types that are passed on by name', () => {
    const types = {
      'types.ts': 'export interface Foo { a: 1 } export const v = 1; interface L {} export { L };',
      'package.json': '{ "type": "module" }',
    };
    const code = (text: string, more: Files = {}): string =>
      read({ 'a.ts': text, ...types, ...more })
        .code.replace(/\s+/g, ' ')
        .trim();

    it('are left out of `export from`', () => {
      assert.equal(code(`export { Foo, v } from './types.js';`), `export { v } from './types.js';`);
      assert.equal(code(`export { v, L as M } from './types';`), `export { v, } from './types';`);
      assert.equal(code(`export { Foo } from './types.js';`), ';');
    });

    it('are left out where they are imported and exported', () => {
      assert.equal(
        code(`import { Foo, v } from './types.js'; export { Foo, v };`),
        `import { v } from './types.js'; export { v };`,
      );
      assert.equal(code(`import { Foo } from './types.js'; export { Foo };`), `; export { };`);
    });

    it('are found through other files', () => {
      const through = {
        'all.ts': `export * from './types.js';`,
        'named.ts': `import { Foo as F } from './all.js'; export { F as G }; export default F;`,
      };
      assert.equal(code(`export { Foo, v } from './all.js';`, through), `export { v } from './all.js';`);
      assert.equal(code(`export { G, default as D } from './named.js';`, through), ';');
    });

    it('stay where the other file has a value by the name, or nothing', () => {
      const both = {
        'both.ts':
          'export interface A {} export const A = 1; export type B = 1; export enum B {} export class C {}',
        'circle.ts': `export { X } from './circle.js'; export * from './circle.js';`,
      };
      for (const text of [
        `export { A, B, C } from './both.js';`,
        `export { v, missing } from './types.js';`,
        `export { X } from './circle.js';`,
        `export { Foo } from 'not-here';`,
      ]) {
        assert.equal(code(text, both), text);
      }
    });

    it('stay where tsconfig.json wants every import kept', () => {
      const text = `export { Foo } from './types.js';`;
      const config = { 'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }' };
      assert.equal(code(text, config), text);
    });

    it('are all there is of a package of which only @types is installed', () => {
      const text = `import { Context } from 'aws-lambda'; export { Context }; export { Handler } from 'aws-lambda';`;
      const installed = { 'node_modules/@types/aws-lambda/package.json': '{ "name": "@types/aws-lambda" }' };
      assert.equal(code(text), text);
      assert.equal(code(text, installed), `; export { }; ;`);
      const commonJs = read({ 'b.cts': text, ...installed });
      assert.doesNotMatch(commonJs.code, /require\(/);
      assert.deepEqual(commonJs.converted?.exportNames, []);
    });
  });

  it('in ES modules leaves out an import whose name only a local variable has', () => {
    const { code } = read({
      'a.mts': `import { Order } from './types.js'; export const f = () => { const { Order } = g(); return Order };`,
    });
    assert.doesNotMatch(code, /import/);
  });

  it('in ES modules leaves out an unused namespace beside a default, comma and all', () => {
    const { code } = read({ 'a.mts': `import a, * as b from './a.js'; a();` });
    assert.equal(code.replace(/\s+/g, ' '), `import a from './a.js'; a();`);
  });

  describe('what tsconfig.json leaves out', () => {
    const config = (options: string): Files => ({ 'tsconfig.json': `{ "compilerOptions": ${options} }` });
    const typescript = (version: string): Files => ({
      'node_modules/typescript/package.json': JSON.stringify({ version }),
    });
    const keepsFields = (files: Files): boolean =>
      read({ 'a.ts': 'export class A { b: string; }', ...files }).code.includes(' b ');
    const namespaceIsModule = (files: Files): boolean =>
      read({ 'a.cts': `import * as m from 'm'; m();`, ...files }).code.includes('(null)');

    for (const [expected, name, files] of [
      [true, 'no tsconfig.json', typescript('5.9.3')],
      [true, 'no TypeScript', config('{}')],
      [false, 'TypeScript 5', { ...config('{}'), ...typescript('5.9.3') }],
      [true, 'TypeScript 6', { ...config('{}'), ...typescript('6.0.3') }],
      [
        true,
        'a module kind with a target of its own',
        { ...config('{ "module": "nodenext" }'), ...typescript('5.9.3') },
      ],
      [true, 'a late target', { ...config('{ "target": "es2022" }'), ...typescript('5.9.3') }],
      [false, 'an early target', { ...config('{ "target": "es2021" }'), ...typescript('6.0.3') }],
      [
        true,
        'an explicit option',
        { ...config('{ "useDefineForClassFields": true }'), ...typescript('5.9.3') },
      ],
    ] as const) {
      it(`${expected ? 'fields stay' : 'fields go'}: ${name}`, () => {
        assert.equal(keepsFields(files), expected);
      });
    }

    for (const [expected, name, files] of [
      [false, 'no tsconfig.json', {}],
      [true, 'no TypeScript', config('{ "module": "commonjs" }')],
      [true, 'TypeScript 5', { ...config('{ "target": "es2022" }'), ...typescript('5.9.3') }],
      [false, 'TypeScript 6', { ...config('{ "target": "es2022" }'), ...typescript('6.0.3') }],
      [
        false,
        'a module kind that implies esModuleInterop',
        { ...config('{ "module": "node16" }'), ...typescript('5.9.3') },
      ],
      [false, 'esModuleInterop', config('{ "esModuleInterop": true }')],
      [true, 'no esModuleInterop', { ...config('{ "esModuleInterop": false }'), ...typescript('6.0.3') }],
    ] as const) {
      it(`a namespace ${expected ? 'is the module' : 'is made'}: ${name}`, () => {
        assert.equal(namespaceIsModule(files), expected);
      });
    }
  });

  it('tells what makes a file an ES module', () => {
    const { moduleSyntax } = read({ 'a.ts': 'import b from "b";\nexport const c = await b;' });
    assert.deepEqual(moduleSyntax, { construct: 'an `await` outside of functions', line: 2 });
  });

  it('keeps the number of lines', () => {
    const text = `import module, {\n  type A,\n  B,\n} from 'm';\nexport {\n  B,\n  C,\n} from './c';\nmodule();\n`;
    const { code } = read({ 'a.cts': text, 'c.ts': 'export type B = 1; export const C = 1;' });
    assert.equal(code.split('\n').length, text.split('\n').length);
    assert.equal(code.split('\n')[8], 'module();}');
  });
});
