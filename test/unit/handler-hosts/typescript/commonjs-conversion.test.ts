/**
 * Files with import syntax as CommonJS: what they export and import means the same, lines stay lines.
 */
import assert from 'node:assert/strict';
import { compileFunction } from 'node:vm';
import {
  convertToCommonJs,
  type ConversionOptions,
  RUNTIME_KEY,
} from '../../../../src/handler-hosts/node-host/typescript/commonjs-conversion';
import {
  liveBindingsOf,
  tellFollowers,
} from '../../../../src/handler-hosts/node-host/typescript/live-bindings';
import { parseSource } from '../../../../src/handler-hosts/node-host/typescript/syntax-tree';
import { blankTypes } from '../../../../src/handler-hosts/node-host/typescript/blank-types';
import { typeScriptCorpus } from './typescript-corpus';

type Exports = Record<string, unknown>;

const DEFAULTS = { keepUnusedImports: false, dropEmptyFields: false, namespaceIsModule: false };

function convert(source: string, options: Partial<ConversionOptions> = {}): string {
  const tree = parseSource(source, { typescript: false, jsx: false });
  return convertToCommonJs(source, tree, { ...DEFAULTS, ...options }).code;
}

/** Runs files as one program: names are specifiers, values sources or ready-made exports. */
function programOf(
  files: Readonly<Record<string, unknown>>,
  options: Partial<ConversionOptions> = {},
): (name: string) => Exports {
  const modules = new Map<string, { exports: Exports }>();
  const load = (name: string): Exports => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const file = files[name];
    if (file === undefined) throw new Error(`Cannot find module '${name}'`);
    if (typeof file !== 'string') return file as Exports;
    const module = { exports: {} as Exports };
    modules.set(name, module);
    Object.defineProperty(module, Symbol.for(RUNTIME_KEY), { value: liveBindingsOf(module) });
    const body = compileFunction(
      convert(file, options),
      ['exports', 'require', 'module', '__filename', '__dirname'],
      { filename: name },
    );
    (body as (...args: unknown[]) => void)(module.exports, load, module, name, '');
    tellFollowers(module.exports);
    return module.exports;
  };
  return load;
}

describe('converting import syntax to CommonJS', function () {
  this.timeout(60_000);

  it('exports declarations of every kind', () => {
    const main = programOf({
      main: `export const a = 1, { b, c: [d = 4, ...e], ...f } = { b: 2, c: [undefined, 5], g: 6 };
        export function h() { return 'h' }
        export class I {}
        export async function* j() {}
        let k = 'k'; export { k, k as "string name", k as default };`,
    })('main');
    assert.deepEqual(Object.keys(main).sort(), [
      'I',
      'a',
      'b',
      'd',
      'default',
      'e',
      'f',
      'h',
      'j',
      'k',
      'string name',
    ]);
    assert.deepEqual([main['a'], main['b'], main['d'], main['e'], main['f']], [1, 2, 4, [5], { g: 6 }]);
    assert.equal(main['string name'], 'k');
    assert.equal(main['default'], 'k');
    assert.equal(main['__esModule'], true);
  });

  for (const [source, value] of [
    ['export default 5', 5],
    ['export default function () { return 5 }', 5],
    ['export default function named() { return 5 }', 5],
    ['export default async () => 5', 5],
    ['export default class { static five = 5 }', 5],
    ['export default class Named extends Object { static five = 5 }', 5],
    ['let five = 5; export default five; five = 6', 5],
    ['export default ({ five: 5 }).five\n;[1].map(String)', 5],
  ] as const) {
    it(`exports by default: ${source.split('\n')[0] ?? ''}`, async () => {
      const exported = programOf({ main: source })('main')['default'] as number | { five?: number };
      const isClass = typeof exported === 'function' && 'five' in exported;
      const called: unknown =
        typeof exported === 'function' && !isClass ? await (exported as () => unknown)() : exported;
      assert.equal(isClass ? (exported as { five: number }).five : called, value);
    });
  }

  it('a default function is there before the file has run', () => {
    const load = programOf({
      main: `import { early } from 'other'; export default function () { return 'late' } export const seen = early;`,
      other: `import main from 'main'; export const early = main();`,
    });
    assert.equal(load('main')['seen'], 'late');
  });

  it('imports defaults and namespaces from CommonJS as TypeScript and esbuild do', () => {
    const plain = Object.assign(() => 'called', { named: 1 });
    const compiled = Object.defineProperty({ default: 'd', named: 2 }, '__esModule', { value: true });
    const main = programOf({
      plain,
      compiled,
      main: `import p, { named, missing } from 'plain'; import * as ps from 'plain';
        import c, { named as n2 } from 'compiled'; import * as cs from 'compiled';
        export const all = [p(), named, missing, ps.named, ps.default === p, c, n2, cs.default];`,
    })('main');
    assert.deepEqual(main['all'], ['called', 1, undefined, 1, true, 'd', 2, 'd']);
  });

  it('without esModuleInterop the namespace of a CommonJS module is what it exports, a function too', () => {
    const plain = Object.assign(() => 'called', { named: 1 });
    const compiled = Object.defineProperty({ default: 'd' }, '__esModule', { value: true });
    const files = {
      plain,
      compiled,
      main: `import * as p from 'plain'; import * as c from 'compiled'; export * as q from 'plain';
        export const all = [p(), p.named, c.default]; export const same = p;`,
    };
    const main = programOf(files, { namespaceIsModule: true })('main');
    assert.deepEqual(main['all'], ['called', 1, 'd']);
    assert.equal(main['same'], plain);
    assert.equal(main['q'], plain);
    assert.throws(() => programOf(files)('main'), /p is not a function/);
  });

  for (const name of ['module', 'exports', 'require', '__filename', '__dirname']) {
    it(`imports and declares what the wrapper calls \`${name}\``, () => {
      const load = programOf({
        other: `export const a = 'a'; export let b = 'b'; export const set = () => { b = 'c' };`,
        main: `import ${name} from 'other2'; import { b, set } from 'other'; export * from 'other';
          export { a as again } from 'other'; set();
          export default function () { return [${name}, b] } // the end`,
        other2: `const ${name} = { is: 5 }; export default ${name}; export { ${name} } // the end`,
      });
      const main = load('main');
      assert.deepEqual((main['default'] as () => unknown)(), [{ is: 5 }, 'c']);
      assert.deepEqual([main['a'], main['b'], main['again']], ['a', 'c', 'a']);
      assert.deepEqual(load('other2')[name], { is: 5 });
    });
  }

  it('follows `export let` wherever it is assigned', () => {
    const main = programOf({
      state: `export let n = 0, o; export const set = (v) => { n = v; ({ o } = { o: v }); return n++; };
        export function shadow(n) { n = 9; return n }`,
      passed: `export { n as m } from 'state'; export * from 'state'; import { n } from 'state'; export { n as own };`,
      main: `import { set, shadow, n } from 'state'; import { m, o, own } from 'passed'; import * as all from 'passed';
        export const before = [n, m, o]; export const result = set(5); shadow(1);
        export const after = [n, m, o, own, all.n];`,
    })('main');
    assert.deepEqual(main['before'], [0, 0, undefined]);
    assert.equal(main['result'], 5);
    assert.deepEqual(main['after'], [6, 6, 5, 6, 6]);
  });

  it('a circular import sees what is there and, later, the rest', () => {
    const load = programOf({
      a: `import { useA, kept } from 'b'; export const config = { on: true }; export const during = useA();
        export class A {} export const late = 1; export { kept };`,
      b: `import { config, A, late } from 'a'; export const kept = [typeof config, typeof A];
        export const useA = () => [config?.on, typeof A, late];`,
    });
    const a = load('a');
    assert.deepEqual(a['kept'], ['undefined', 'undefined']);
    assert.deepEqual(a['during'], [true, 'undefined', undefined]);
    assert.deepEqual((load('b')['useA'] as () => unknown)(), [true, 'function', 1]);
  });

  it('leaves out imports that no value uses, whatever comments, keys and labels say', () => {
    const source = `import { Type, Other as Alias } from 'types'; // Type
      import Default, * as all from 'types'; import {} from 'types';
      /* Alias */ const o = { Type: 1, Alias() {} }; o.all; Default: for (;;) break Default; class C { Type = 'Type' }
      export const ok = true;`;
    assert.equal(programOf({ main: source })('main')['ok'], true);
    assert.throws(() => programOf({ main: source + ';Alias' })('main'), /Cannot find module 'types'/);
  });

  for (const local of [
    'function f(Type, { Other }, [...T3]) { return [Type, Other, T3] }',
    'const f = (Type, Other = 1, T3) => [Type, Other, T3]',
    'const f = Type => Other => T3 => Type + Other + T3',
    '{ let Type = 1; const { Other } = { Other: 2 }; class T3 {} [Type, Other, T3] }',
    'function f() { if (f) { var Type; for (var Other of []) { try {} catch { var [T3] = [1] } } } Type = Other = T3 }',
    'try {} catch (Type) { Type; try {} catch ({ Other, T3 }) { Other; T3 } }',
    'for (let Type = 0; Type < 0; Type++) {} for (const Other of []) Other; for (const T3 in {}) { T3 }',
    'switch (1) { case 1: let Type; function Other() {} class T3 {} default: Type = Other ?? T3 }',
    'const f = function Type() { Type() }; const C = class Other { m() { Other } static { var T3; T3 } }',
    'const o = { Type() {}, get Other() { return 1 }, T3: 3, m(Type, Other, T3) { return () => Type } }',
  ]) {
    it(`takes no local name for an import: ${local}`, () => {
      const source = `import { Type, Other, T3 } from 'types'; ${local}; export const ok = true;`;
      assert.equal(programOf({ main: source })('main')['ok'], true);
    });
  }

  for (const use of [
    '(a = Type) => { var Type; }',
    '({ [Type]: a }) => { let Type }',
    '{ let Type } Type',
    '{ function f() { let Type } Type }',
    'switch (Type) { case 1: let Type }',
    '() => { { let Type } return Type }',
    '({ Type })',
    '({ [Type](Type) {} })',
    '(class Type2 extends Type {})',
    'var [a = Type] = []',
    'typeof Type',
  ]) {
    it(`keeps the import that is meant in: ${use}`, () => {
      assert.throws(
        () => programOf({ main: `import { Type } from 'types';\n${use}` })('main'),
        /Cannot find module 'types'/,
      );
    });
  }

  it('keeps imports for their effect, and all of them where tsconfig.json wants it so', () => {
    assert.throws(() => programOf({ main: `import 'effect'` })('main'), /'effect'/);
    const kept = convert(`import { Type } from 'types'`, { keepUnusedImports: true });
    assert.match(kept, /require\("types"\)/);
  });

  it('is strict and has no `this` of its own to offer', () => {
    const main = programOf({ main: `export const strict = (function () { return this === undefined })()` })(
      'main',
    );
    assert.equal(main['strict'], true);
  });

  it('drops fields without a value where the target says so, and only those', () => {
    const source = `export class A { a; static b; c = 1; 'd'; [e]; #f; async; get\n g() {} }`;
    const code = convert(source, { dropEmptyFields: true });
    assert.match(code, /class A \{ ; +; +c = 1; ; +\[e\]; #f; ;/);
  });

  it('keeps a hashbang where it is', () => {
    const [first, second] = convert('#!/usr/bin/env node\nexport const a = 1;').split('\n');
    assert.equal(first, '#!/usr/bin/env node');
    assert.match(second ?? '', /^"use strict"/);
  });

  it('keeps lines of real sources where they are, columns too but on lines it has to change', () => {
    let converted = 0;
    for (const { path, text } of typeScriptCorpus(12)) {
      let source: string;
      try {
        source = blankTypes(text);
      } catch {
        continue;
      }
      const tree = parseSource(source, { typescript: false, jsx: false });
      if (!tree.body.some(({ type }) => type.startsWith('Import') || type.startsWith('Export'))) continue;
      const code = convert(source);
      // Files for ES modules only are not converted when loaded; here they may be.
      compileFunction(`return async () => {${code.replaceAll('import.meta', 'importMeta')}\n}`, [], {
        filename: path,
      });
      const before = source.split('\n');
      const after = code.split('\n');
      assert.equal(after.length, before.length, path);
      const moved = after.filter((line, index) => index > 0 && line !== before[index]);
      assert.ok(
        moved.every((line) => /\$esm|require\(|^\s*;|_default|^\s*$|^ {7,}/.test(line)),
        `${path}: ${moved.find((line) => !/\$esm|require\(|^\s*;|_default|^\s*$|^ {7,}/.test(line)) ?? ''}`,
      );
      converted += 1;
    }
    assert.ok(converted > 100, `${converted} files converted`);
  });
});
