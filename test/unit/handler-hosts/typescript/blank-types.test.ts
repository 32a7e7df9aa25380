/**
 * Our stripper against Node's own, whose output is the yardstick: the same text, character for character.
 */
import assert from 'node:assert/strict';
import * as nodeModule from 'node:module';
import fc from 'fast-check';
import { blankTypes } from '../../../../src/handler-hosts/node-host/typescript/blank-types';
import { NonErasableSyntax } from '../../../../src/handler-hosts/node-host/typescript/non-erasable-syntax';
import { parseSource } from '../../../../src/handler-hosts/node-host/typescript/syntax-tree';
import { typeScriptCorpus } from './typescript-corpus';

const { stripTypeScriptTypes } = nodeModule as unknown as {
  stripTypeScriptTypes: (source: string) => string;
};

/** Statements that are legal next to each other in any order, whatever stands between them. */
const statements = [
  'let é: "ÄÖ€😀" = 1',
  'const f1 = (a: string)\n: string => a',
  'const f2 = async <T>(\n a: T\n): Promise<\n T\n> => a',
  'const f3 = async <\nT\n>(x: T) => x',
  'function* g1() { yield <T>\n(v: T) => v }',
  'function g2() { return <T>\n(v: T) => v }',
  'type A = 1',
  'interface B { [key: string]: unknown }',
  'declare const c: number',
  'declare function d(): void',
  'declare class E1 { x: string }',
  'declare module "x" { export = y }',
  'namespace N1 { export interface I {} export namespace M { type T = 1 } }',
  'import type { F } from "f"',
  'import { type G1, H1, type H2 as H3 } from "g"',
  'import { type J1 } from "j"',
  'export type { K1 } from "k"',
  'export { type L1 } from "l"',
  'export * as Q1 from "q"',
  'export type * from "r"',
  'let s1 = value as any',
  'let s2 = value! satisfies S',
  'x! = (y as T)!.z<string>()',
  '(a as any) = b',
  'new Map<string, Array<number>>()',
  'tag<string>`text`',
  'const instantiated = make<string>;',
  'let definite!: string',
  'if (a) type T1 = 1; else b()',
  'for (const [k, v] of [] as const) {}',
  'try { a() } catch (e: unknown) { b() }',
  'function over(a: string): void\nfunction over(a: unknown) {}',
  'function self(this: Window, a?: string, ...rest: string[]): asserts a is string {}',
  'function only(this: Window /* , */): void {}',
  'abstract class P1<T> extends Q<T> implements R, S<T> { abstract a: string; protected abstract b(): void; c?(): void; d() {} }',
  'class P2 { private x?: string = 1; declare y: string; readonly z; static readonly s: number = 1; public static async m(this: P2): Promise<void> {} }',
  'class P3 extends P2 { override m(): void {} public override readonly n: string = "" }',
  'class P4 { constructor(a: string); constructor(a: unknown) { void a } get v(): string { return "" } set v(a: string) {} }',
  'class P5 { private ["a"] = 1; protected *gen() {} public async *agen<T>(): AsyncGenerator<T> {} }',
  'class P6 { get: string\n x() {} static\n y = 1; set?: string\n z!: number\n #p?: string; accessor q: string = "" }',
  'class P7 { private private: string; public readonly: number; static static; declare = 1; abstract() {} }',
  '[1, 2].map((n): n is number => true)',
  '(function <T>(this: T) {})()',
  'void `${value as string} ${(<T,>(x: T) => x)(1)}`',
  'value = a ? (b) : c => d',
  'value = a ? (b): c => d : e',
  'label: for (;;) { break label }',
  '/regular/.test(text as string)',
  '+number! as unknown',
  'async () => { await using r: R = open(); for await (const x of y as any) {} }',
  'export default interface Z1 {}',
  'var u: typeof import("u"), w: unique symbol = 1',
];

/** What ours takes and Node 24's does not, or not rightly; each with what ours makes of it. */
const differences: readonly (readonly [why: string, source: string, ours: string])[] = [
  ['angle brackets', 'let x = <any>y;', 'let x =      y;'],
  ['the old keyword of a namespace without values', 'module M { type T = 1 }', ' '.repeat(23)],
  ['`export as namespace`, which Node leaves in', 'export as namespace foo;', ' '.repeat(24)],
  [
    'async arrow with a line break before its parameters, which Node leaves illegal',
    'let v = async <T>\n(x: T) => x',
    'let v = async (  \n x   ) => x',
  ],
  [
    'a member that a removed one kept apart from the next',
    'class C { a = 1\n declare b: string\n ["c"] = 2 }',
    'class C { a = 1\n ;                \n ["c"] = 2 }',
  ],
  [
    'a template with values after a removed statement, which Node lets run into the line before',
    'a\ntype T = 1\n`${b}`',
    'a\n;         \n`${b}`',
  ],
  [
    'an instantiation before a sign on the next line, which TypeScript reads as a comparison',
    'const a = make<string>\n+b',
    'const a = make        \n+b',
  ],
];

describe('blanking types', function () {
  this.timeout(60_000);

  for (const source of statements) {
    it(`agrees with Node's stripper on ${JSON.stringify(source)}`, () => {
      assert.equal(blankTypes(source), stripTypeScriptTypes(source));
    });
  }

  for (const [why, source, ours] of differences) {
    it(`differs from Node's stripper: ${why}`, () => {
      assert.equal(blankTypes(source), ours);
      assert.equal(keepsPositions(source, ours), true);
      let theirs: string | undefined;
      try {
        theirs = stripTypeScriptTypes(source);
      } catch {
        theirs = undefined;
      }
      assert.notEqual(theirs, ours, 'no longer a difference');
    });
  }

  it('agrees with Node on any sequence of statements, with any separators and comments between them', () => {
    const separator = fc.constantFrom(
      ';\n',
      '\n',
      '\n\n',
      ';',
      '\n// note\n',
      ' /* a\n b */\n',
      '\r\n',
      ';\u2028',
    );
    const next = fc.constantFrom(
      '',
      '(call)()',
      '[0].map(String)',
      '`text`',
      '/x/.test(y)',
      '+a',
      '-b',
      'plain()',
    );
    const piece = fc.tuple(fc.constantFrom(...statements), separator, next, separator);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const source = pieces.flat().join('');
        const theirs = attempt(() => stripTypeScriptTypes(source));
        const ours = attempt(() => blankTypes(source));
        // A sequence that means nothing (two `[` without separator…) is refused by one side or the other.
        if (theirs === undefined || ours === undefined) return;
        assert.equal(ours, theirs);
        assert.equal(keepsPositions(source, ours), true);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with Node on real sources, each line keeping its length, and leaves JavaScript', () => {
    let compared = 0;
    for (const { path, text } of typeScriptCorpus(6)) {
      const theirs = attempt(() => stripTypeScriptTypes(text));
      const ours = attempt(() => blankTypes(text));
      if (theirs === undefined || ours === undefined) {
        assert.equal(ours, theirs, path);
        continue;
      }
      assert.ok(ours === theirs, `${path} differs`);
      assert.equal(keepsPositions(text, ours), true, path);
      assert.ok(parseSource(ours, { typescript: false, jsx: false }).body.length >= 0);
      compared += 1;
    }
    assert.ok(compared > 200, `${compared} files compared`);
  });

  const refused: readonly (readonly [source: string, construct: string, line: number])[] = [
    ['\nenum A { B }', 'an enum', 2],
    ['const enum A { B }', 'an enum', 1],
    ['namespace A {\n export const b = 1 }', 'a namespace with values', 1],
    ['class A {\n\n constructor(private readonly a: string) {} }', 'a parameter property', 3],
    ['@dec class A {}', 'a decorator', 1],
    ['class A {\n @dec() m() {} }', 'a decorator', 2],
    ['import a = require("a")', 'an `import =`', 1],
    ['const a = 1;\nexport = a', 'an `export =`', 2],
    ['x = a + b as any * c', 'a type assertion that holds an expression together', 1],
    ['x = () => <T>{}', 'a type assertion in angle brackets at a place where only `as` can be erased', 1],
  ];
  for (const [source, construct, line] of refused) {
    it(`refuses ${JSON.stringify(source)} with its line`, () => {
      assert.throws(
        () => blankTypes(source),
        (error) => error instanceof NonErasableSyntax && error.construct === construct && error.line === line,
      );
    });
  }

  it('takes the types out of declared enums and namespaces', () => {
    assert.equal(blankTypes('declare enum A { B }').trim(), '');
    assert.equal(blankTypes('declare namespace A { const b: 1 }').trim(), '');
  });
});

function attempt(strip: () => string): string | undefined {
  try {
    return strip();
  } catch {
    return undefined;
  }
}

function keepsPositions(source: string, stripped: string): boolean {
  const lines = stripped.split(/\r\n|[\n\r\u2028\u2029]/);
  return source.split(/\r\n|[\n\r\u2028\u2029]/).every((line, index) => line.length === lines[index]?.length);
}
