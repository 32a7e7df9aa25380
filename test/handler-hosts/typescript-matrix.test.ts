/**
 * The ways people lay out TypeScript handlers, each as a real process on each Node that is here: the
 * handler answers, and a breakpoint in the `.ts` file is hit on its line.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleTypeScriptLoader } from '../support/bundled-typescript-loader';
import { folderWithoutEsbuild } from '../support/folder-without-esbuild';
import { NODES, runHandler, type Outcome, type TestedNode } from '../support/handlers-on-each-node';
import { InspectedNode } from '../support/inspected-node';
import { breakAt, pathOf, placeOf, stopped, stopsOnMappedLine } from '../support/typescript-breakpoints';

const FIXTURES = join(process.cwd(), 'test/fixtures/typescript');
const MODULES = join(process.cwd(), 'node_modules');
interface Row {
  readonly fixture: string;
  readonly handler: string;
  readonly answer: unknown;
  /** Where a breakpoint is set, on the line that says so. */
  readonly breakpointIn: string;
  /** An expression of that place and its value there. */
  readonly watch: readonly [expression: string, value: unknown];
  readonly links?: Readonly<Record<string, string>>;
  readonly ways: readonly ('import' | 'require')[];
}

const rows: Readonly<Record<string, Row>> = {
  'CommonJS with extensionless imports and aliases': {
    fixture: 'commonjs-aliases',
    handler: 'src/handler.ts',
    answer: ['o-1 open in EUR, invocation 1'],
    breakpointIn: 'src/handler.ts',
    watch: ['typeof describeOrder + defaults.currency + orders[0].id', 'functionEURo-1'],
    ways: ['import', 'require'],
  },
  'ES modules with .js specifiers': {
    fixture: 'es-modules',
    handler: 'src/handler.ts',
    answer: { here: 'handler.ts', items: ['label 0', 'folder', 'eu-west-1'] },
    breakpointIn: 'src/handler.ts',
    watch: ['typeof project + folder + items[0]', 'functionfolderlabel 0'],
    ways: ['import'],
  },
  'import syntax without "type" in package.json': {
    fixture: 'import-syntax-without-type',
    handler: 'src/handler.ts',
    answer: [false, 'helper 1', 'default 2', 'default 1'],
    breakpointIn: 'src/handler.ts',
    watch: ['typeof legacy + typeof help + typeof os.EOL + text', 'functionfunctionstringdefault 1'],
    ways: ['import', 'require'],
  },
  'a package in a monorepo': {
    fixture: 'monorepo',
    handler: 'packages/app/src/handler.ts',
    answer: 'hello 5 EUR shared default,greeting,sum',
    breakpointIn: 'packages/shared/src/index.ts',
    watch: ['values.join()', '2,3'],
    links: { 'node_modules/@acme/shared': 'packages/shared' },
    ways: ['import'],
  },
  '.mts and .cts': {
    fixture: 'explicit-extensions',
    handler: 'handler.mts',
    answer: [3, 8],
    breakpointIn: 'handler.mts',
    watch: ['four', 4],
    ways: ['import'],
  },
};

const mapped = {
  'enum and decorators with esbuild': { links: { 'node_modules/esbuild': join(MODULES, 'esbuild') } },
  'enum and decorators with tsx only': { links: { 'node_modules/tsx': join(MODULES, 'tsx') } },
};

describe('TypeScript handlers', function () {
  this.timeout(120_000);
  let temporary: string;
  let driver: string;

  before(async () => {
    temporary = realpathSync(await mkdtemp(join(folderWithoutEsbuild(), 'typescript-matrix-')));
    driver = await bundleTypeScriptLoader(join(temporary, 'loader'));
  });

  after(() => rm(temporary, { recursive: true, force: true }));

  /** A copy outside this repository, so that nothing is found in its node_modules. */
  async function copyOf(fixture: string, links: Readonly<Record<string, string>> = {}): Promise<string> {
    const root = join(await mkdtemp(join(temporary, `${fixture}-`)), fixture);
    await cp(join(FIXTURES, fixture), root, { recursive: true });
    for (const [link, target] of Object.entries(links)) {
      await mkdir(dirname(join(root, link)), { recursive: true });
      await symlink(join(existsSync(target) ? '' : root, target), join(root, link), 'junction');
    }
    return root;
  }

  function run(
    node: TestedNode,
    root: string,
    handler: string,
    way?: 'import' | 'require',
  ): Promise<Outcome> {
    return runHandler(node, driver, root, handler, way);
  }

  for (const node of NODES) {
    const which = node.name;

    for (const [name, row] of Object.entries(rows)) {
      for (const way of row.ways) {
        it(`${name}: answers when loaded by ${way} (${which})`, async () => {
          const outcome = await run(node, await copyOf(row.fixture, row.links), row.handler, way);
          assert.deepEqual(outcome.error, undefined);
          assert.deepEqual(outcome.answer, row.answer);
          assert.equal(outcome.notices.length, 1);
          assert.match(outcome.notices[0] ?? '', strippedByWhom(node.stripsTypes));
        });
      }

      it(`${name}: a breakpoint binds (${which})`, async () => {
        const root = await copyOf(row.fixture, row.links);
        const file = join(root, row.breakpointIn);
        const line = breakpointLine(file);
        const inspected = await InspectedNode.start(node.command, [
          ...node.args,
          driver,
          root,
          join(root, row.handler),
        ]);
        try {
          await breakAt(inspected, file, line);
          await inspected.send('Runtime.runIfWaitingForDebugger', {});
          await stopped(inspected); // at the first line of the program
          await inspected.resume();
          const paused = await stopped(inspected);
          const { scriptId, lineNumber } = placeOf(paused);
          assert.equal(pathOf(inspected.scripts.get(scriptId)?.url ?? ''), file);
          assert.equal(lineNumber + 1, line);
          assert.equal(await inspected.evaluate(paused, row.watch[0]), row.watch[1]);
        } finally {
          await inspected.end();
        }
      });
    }

    for (const [name, { links }] of Object.entries(mapped)) {
      it(`${name}: answers and says what transformed it (${which})`, async () => {
        const outcome = await run(node, await copyOf('enum-and-decorators', links), 'src/handler.ts');
        assert.deepEqual(outcome.error, undefined);
        assert.equal(outcome.answer, 'orders Open 0 project');
        assert.match(
          outcome.notices.join('\n'),
          /src\/status\.ts has an enum, transformed by esbuild \d+\.\d+/,
        );
        assert.match(outcome.notices.join('\n'), /emitDecoratorMetadata, which esbuild does not write/);
      });
    }

    it(`import =, export = and a namespace with esbuild: answers (${which})`, async () => {
      const root = await copyOf('commonjs-assignments', { 'node_modules/esbuild': join(MODULES, 'esbuild') });
      for (const way of ['import', 'require'] as const) {
        assert.deepEqual((await run(node, root, 'handler.ts', way)).answer, ['b', 'aa', 1, 1]);
      }
    });

    it(`an enum transformed by esbuild: a breakpoint binds through its map (${which})`, async () => {
      const root = await copyOf('enum-and-decorators', mapped['enum and decorators with esbuild'].links);
      const file = join(root, 'src/status.ts');
      const inspected = await InspectedNode.start(node.command, [
        ...node.args,
        driver,
        root,
        join(root, 'src/handler.ts'),
      ]);
      try {
        await stopsOnMappedLine(inspected, file, breakpointLine(file));
      } finally {
        await inspected.end();
      }
    });

    it(`an enum without esbuild or tsx is refused in a sentence with file, line and fix (${which})`, async () => {
      const outcome = await run(node, await copyOf('enum-and-decorators'), 'src/handler.ts');
      assert.equal(outcome.error?.name, 'SyntaxError');
      assert.equal(
        outcome.error.message,
        'src/status.ts has an enum on line 5, which is more than types to strip: install esbuild or tsx in ' +
          'the workspace, or build first (`preLaunchTask`) and point `handler` at the built file (`outFiles`).',
      );
    });

    it(`CommonJS importing a package of ES modules: answers, or says what to change (${which})`, async () => {
      const root = await copyOf('import-syntax-without-type');
      const folder = join(root, 'node_modules/modern');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
      await writeFile(join(folder, 'index.js'), 'export default 7; export const eight = 8;');
      await writeFile(
        join(root, 'handler.ts'),
        `import seven, { eight } from 'modern';\nexport const handler = async () => [seven, eight];\n`,
      );
      const outcome = await run(node, root, 'handler.ts');
      if (outcome.error === undefined) assert.deepEqual(outcome.answer, [7, 8]);
      else
        assert.match(
          outcome.error.message,
          /handler\.ts imports the ES module .*put `"type": "module"` into/,
        );
      if (node.command === process.execPath) assert.equal(outcome.error, undefined);
    });

    it(`a built dist with source maps: answers and maps back to the source (${which})`, async () => {
      const root = await copyOf('built');
      await build({
        entryPoints: [join(root, 'src/handler.ts'), join(root, 'src/rows.ts')],
        outdir: join(root, 'dist'),
        format: 'cjs',
        platform: 'node',
        sourcemap: true,
      });
      const outcome = await run(node, root, 'dist/handler.js', 'require');
      assert.deepEqual(outcome, { answer: 'batch of 0', notices: [] });
      const map = new SourceMap(
        JSON.parse(await readFile(join(root, 'dist/handler.js.map'), 'utf8')) as ConstructorParameters<
          typeof SourceMap
        >[0],
      );
      const built = readFileSync(join(root, 'dist/handler.js'), 'utf8').split('\n');
      const generatedLine = built.findIndex((line) => line.includes('return `${kind}'));
      const entry = map.findEntry(generatedLine, 4) as { originalLine?: number };
      assert.equal((entry.originalLine ?? -1) + 1, breakpointLine(join(root, 'src/handler.ts')));
    });
  }
});

function strippedByWhom(stripsTypes: TestedNode['stripsTypes']): RegExp {
  const byNode = 'Node v\\S+';
  const byUs = 'DynamoDB Stream Triggers \\(Node v\\S+ has no type stripping\\)';
  const who = stripsTypes === 'perhaps' ? `(?:${byNode}|${byUs})` : stripsTypes ? byNode : byUs;
  return new RegExp(`^TypeScript: types stripped by ${who}\\.$`);
}

/** Counted from 1. */
function breakpointLine(file: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('// breakpoint'));
  assert.notEqual(line, -1);
  return line + 1;
}
