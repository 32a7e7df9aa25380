/**
 * The quick look at an ES module's imports must never overlook one that has to go.
 */
import assert from 'node:assert/strict';
import { blankTypes } from '../../../../src/handler-hosts/node-host/typescript/blank-types';
import {
  keptSpecifiers,
  needsSyntaxTree,
} from '../../../../src/handler-hosts/node-host/typescript/import-elision';
import { referencedNames } from '../../../../src/handler-hosts/node-host/typescript/name-references';
import { childrenOf, parseSource } from '../../../../src/handler-hosts/node-host/typescript/syntax-tree';
import { typeScriptCorpus } from './typescript-corpus';

describe('looking for unused imports without a parser', function () {
  this.timeout(60_000);

  const cases: readonly (readonly [boolean, string])[] = [
    [false, `const a = 1;`],
    [false, `import { a } from 'a'; a();`],
    [false, `import a, { b as c } from 'a'; a(c);`],
    [false, `import * as a from 'a'; a.b();`],
    [false, `import 'a';`],
    [true, `import { a } from 'a';`],
    [true, `import { a } from 'a'; // a`],
    [true, `import { a } from 'a'; /* a */ const s = 'a' + "a";`],
    [true, `import a, { b } from 'a'; a();`],
    [true, `import { a as b } from 'a'; a();`],
    [true, `import {\n  a,\n  b,\n} from 'a'; b();`],
    [true, `import {        } from 'a';`],
    [true, `import { a } from 'a'; b.a();`],
    [true, `import { a } from 'a'; b = { a: 1 };`],
    [false, `import { a } from 'a'; b(...a);`],
    [true, `import { a } from 'a'; const { b, a } = c;`],
    [true, `import { a } from 'a'; function b(c, a) { a(); }`],
    [true, `import { a } from 'a'; const b = (a) => a();`],
    [true, `import { a } from 'a'; const b = async a => a();`],
    [true, `import { a } from 'a'; for (const a of b()) {}`],
    [true, `import { a } from 'a'; try {} catch (a) {}`],
    [false, `import { a } from 'a'; if (a) {} while (b(a)) {} const c = [a, { d: a }];`],
    [true, `@dec class A {}`],
    [true, `class A { @dec() b() {} }`],
    [false, `/** @param a */ const mail = 'a@b.c';`],
  ];
  for (const [expected, source] of cases) {
    it(`${expected ? 'asks for' : 'does without'} the parser: ${JSON.stringify(source)}`, () => {
      assert.equal(needsSyntaxTree(source), expected);
    });
  }

  it('overlooks nothing in real sources', () => {
    let certain = 0;
    for (const { path, text } of typeScriptCorpus(12)) {
      let source: string;
      try {
        source = blankTypes(text);
      } catch {
        continue;
      }
      if (needsSyntaxTree(source)) continue;
      const { body } = parseSource(source, { typescript: false, jsx: false });
      const used = referencedNames(body);
      for (const statement of body.filter(({ type }) => type === 'ImportDeclaration')) {
        const kept = keptSpecifiers(statement, source, used);
        assert.equal(kept?.length, childrenOf(statement, 'specifiers').length, path);
        certain += 1;
      }
    }
    assert.ok(certain > 100, `${certain} imports looked at`);
  });
});
