import assert from 'node:assert/strict';
import { SourceMap } from 'node:module';
import fc from 'fast-check';
import { withPositionMap } from '../../../../src/handler-hosts/node-host/typescript/position-map';

function mapOf(code: string, source: string): SourceMap {
  const text = withPositionMap(code, source, '/w/a.ts');
  const encoded = /base64,(.*)$/.exec(text)?.[1] ?? assert.fail('no map');
  return new SourceMap(
    JSON.parse(Buffer.from(encoded, 'base64').toString()) as ConstructorParameters<typeof SourceMap>[0],
  );
}

describe('a map for code whose types were taken out', () => {
  it('maps every word to its own place', () => {
    const line = fc
      .array(fc.constantFrom('a', 'bc', ' ', '(', ')', '+', '    '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const code = lines.join('\n');
        const map = mapOf(code, `${code} `);
        lines.forEach((text, lineNumber) => {
          for (const { index } of text.matchAll(/[\w$]+|[^\s\w$]/g)) {
            const entry = map.findEntry(lineNumber, index) as Record<string, unknown>;
            assert.equal(entry['originalLine'], lineNumber);
            assert.equal(entry['originalColumn'], index);
            assert.equal(entry['originalSource'], 'file:///w/a.ts');
          }
        });
      }),
    );
  });

  it('maps a rewritten line to its beginning', () => {
    const entry = mapOf('const x = require("x");\n', '    import x from "x";\n').findEntry(0, 20) as Record<
      string,
      unknown
    >;
    assert.deepEqual([entry['originalLine'], entry['originalColumn']], [0, 4]);
  });

  it('is left out where nothing was taken out', () => {
    assert.equal(withPositionMap('a();\n', 'a();\n', '/w/a.ts'), 'a();\n');
  });
});
