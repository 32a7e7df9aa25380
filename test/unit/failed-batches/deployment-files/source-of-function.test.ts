/** From a handler string to the files that may be its source; from a name to the patterns that it fits. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { functionsNamed } from '../../../../src/failed-batches/deployment-files/functions-named';
import { matchesPattern, namePattern } from '../../../../src/failed-batches/deployment-files/name-pattern';
import {
  entryOfBundle,
  handlerParts,
  isBuilt,
  onlySourceOf,
  sourcePaths,
} from '../../../../src/failed-batches/deployment-files/source-of-function';

describe('a handler string', () => {
  it('has a module and what it exports', () => {
    assert.deepEqual(handlerParts('src/orders.handler'), { module: 'src/orders', exported: 'handler' });
    assert.deepEqual(handlerParts('index.a.b'), { module: 'index', exported: 'a.b' });
    assert.deepEqual(handlerParts('a.b/c.d'), { module: 'a.b/c', exported: 'd' });
    for (const text of ['', 'handler', '.handler', 'src/.handler', 'index.'])
      assert.equal(handlerParts(text), undefined);
  });

  it('leads to TypeScript before JavaScript, and to an entry point before both', () => {
    const parts = { module: 'orders', exported: 'handler' };
    const paths = sourcePaths(parts, { entryPoints: ['handlers/orders.ts', 'handlers/mail.ts'] });
    assert.deepEqual(paths, [
      'handlers/orders.ts',
      ...['orders.ts', 'orders.mts', 'orders.cts', 'orders.js', 'orders.mjs', 'orders.cjs'],
    ]);
  });

  it('below a build folder is of the only source with that name', () => {
    assert.ok(
      isBuilt('dist/orders') &&
        isBuilt('.aws-sam/a/b') &&
        !isBuilt('src/dist/orders') &&
        !isBuilt('distant/a'),
    );
    assert.equal(onlySourceOf('dist/orders', ['/w/src/orders.ts']), '/w/src/orders.ts');
    assert.equal(onlySourceOf('dist/orders', ['/w/a/orders.ts', '/w/b/orders.ts']), undefined);
    assert.equal(
      onlySourceOf('dist/b/orders', ['/w/a/orders.ts', '/w/src/b/orders.ts']),
      '/w/src/b/orders.ts',
    );
    assert.equal(onlySourceOf('dist/orders', ['/w/src/reorders.ts']), undefined);
  });
});

describe('a bundle of esbuild', () => {
  it('names its entry last', () => {
    const bundle =
      '// node_modules/a/index.js\nvar a;\n// src/item.ts\nvar b;\n// src/orders.ts\nvar c;\n//# sourceMappingURL=x\n';
    assert.equal(entryOfBundle(bundle), 'src/orders.ts');
    assert.equal(entryOfBundle('var minified=1;'), undefined);
  });
});

describe('a pattern of a name', () => {
  const literal = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 4 });
  const unknown = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 3 });

  it('is fit by whatever it was made for', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.tuple(literal), unknown), { maxLength: 6 }), (parts) => {
        const pattern = namePattern(parts.map((part) => (typeof part === 'string' ? undefined : part[0])));
        const name = parts.map((part) => (typeof part === 'string' ? part : part[0])).join('');
        if (pattern !== undefined)
          assert.ok(matchesPattern(name, pattern), `${name} ${JSON.stringify(pattern)}`);
      }),
    );
  });

  it('is fit by nothing that lacks a part of it', () => {
    assert.ok(!matchesPattern('shop-orders', ['shop-', '-orders']));
    assert.ok(!matchesPattern('shop-a-orderz', ['shop-', '-orders']));
    assert.ok(!matchesPattern('shop', ['shop', '']));
    assert.ok(!matchesPattern('orders2', ['orders']));
    assert.ok(matchesPattern('a-x-b-y-c', ['a-', '-b-', '-c']));
    assert.ok(!matchesPattern('a--b-y-c', ['a-', '-b-', '-c']));
  });

  it('says more the longer it is, and an exact name says most', () => {
    const one = { tool: 'sam' } as const;
    const functions = [
      { ...one, logicalName: 'Any', name: ['', 's'] },
      { ...one, logicalName: 'Orders', name: ['', '-orders'] },
      { ...one, logicalName: 'Exact', name: ['shop-dev-orders'] },
    ] as const;
    const order = functionsNamed(functions, 'shop-dev-orders').map(
      ({ function: { logicalName } }) => logicalName,
    );
    assert.deepEqual(order, ['Exact', 'Orders', 'Any']);
  });

  it('made by CloudFormation may have a shortened logical id', () => {
    const logicalName = 'AVeryLongLogicalIdOfAFunctionThatNobodyTypes';
    const found = functionsNamed(
      [{ tool: 'sam', logicalName }],
      `a-stack-${logicalName.slice(0, 30)}-1A2b3C4d5E6f`,
    );
    assert.equal(found[0]?.by, 'generated');
  });
});
