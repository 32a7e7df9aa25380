/**
 * Small projects that are right for TypeScript and strange for a loader, and the sentences for those that
 * cannot run: each as a real process on each Node that is here.
 */
import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleTypeScriptLoader } from '../support/bundled-typescript-loader';
import { folderWithoutEsbuild } from '../support/folder-without-esbuild';
import { NODES, runHandler } from '../support/handlers-on-each-node';

/** Projects of a file or two; the first is the handler. */
const small: Readonly<
  Record<
    string,
    { readonly files: Readonly<Record<string, string>>; readonly answer?: unknown; readonly error?: RegExp }
  >
> = {
  'an import called `module` in a file that runs as CommonJS': {
    files: {
      'handler.ts':
        "import module from 'node:module';\n" +
        'export const handler = async (): Promise<boolean> => module.builtinModules.length > 0;',
    },
    answer: true,
  },
  'a namespace that is called, without esModuleInterop': {
    files: {
      'handler.ts':
        "import * as moment from 'moment';\nexport const handler = async (): Promise<string> => moment('a') + moment.b;",
      'tsconfig.json': '{ "compilerOptions": { "target": "ES2022", "module": "commonjs" } }',
      'node_modules/moment/index.js': "module.exports = Object.assign((a) => a, { b: 'b' });",
    },
    answer: 'ab',
  },
  'an imported type whose name is also a parameter': {
    files: {
      'handler.ts':
        "import { Context } from 'aws-lambda';\nfunction log(Context: string): string { return Context; }\n" +
        'export const handler = async (_: unknown, context?: Context): Promise<string> => log(typeof context);',
    },
    answer: 'undefined',
  },
  'an imported type whose name is also a local variable, in ES modules': {
    files: {
      'handler.ts':
        "import { Order } from './types.js';\nexport const handler = async (): Promise<Order> => " +
        "{ const { Order } = { Order: { id: 'a' } }; return Order; };",
      'types.ts': 'export interface Order { id: string }',
      'package.json': '{ "type": "module" }',
    },
    answer: { id: 'a' },
  },
  'a type passed on by name, in ES modules': {
    files: {
      'handler.ts':
        "import { Foo, v } from './all.js';\nexport const handler = async (): Promise<Foo> => ({ a: v } as Foo);",
      'all.ts': "export { Foo, v } from './types.js';",
      'types.ts': 'export interface Foo { a: 1 } export const v = 1;',
      'package.json': '{ "type": "module" }',
    },
    answer: { a: 1 },
  },
  'CommonJS importing a file with an `await` outside of functions': {
    files: {
      'handler.ts': "import { db } from './db';\nexport const handler = async (): Promise<number> => db;",
      'db.ts': '// The table.\nexport const db: number = await Promise.resolve(4);',
    },
    error:
      /db\.ts has an `await` outside of functions on line 2, .*put `"type": "module"` into package\.json/,
  },
};

describe('small TypeScript projects', function () {
  this.timeout(120_000);
  let temporary: string;
  let driver: string;

  before(async () => {
    temporary = realpathSync(await mkdtemp(join(folderWithoutEsbuild(), 'typescript-projects-')));
    driver = await bundleTypeScriptLoader(join(temporary, 'loader'));
  });

  after(() => rm(temporary, { recursive: true, force: true }));

  async function project(files: Readonly<Record<string, string>>): Promise<string> {
    const root = await mkdtemp(join(temporary, 'project-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  }

  for (const node of NODES) {
    const which = node.name;

    for (const [name, { files, answer, error }] of Object.entries(small)) {
      it(`${name}: ${error === undefined ? 'answers' : 'is refused with what to do'} (${which})`, async () => {
        const root = await project(files);
        const outcome = await runHandler(node, driver, root, Object.keys(files)[0] ?? '');
        if (error === undefined) assert.deepEqual(outcome.error, undefined);
        else assert.match(outcome.error?.message ?? '', error);
        assert.deepEqual(outcome.answer, answer);
      });
    }

    it(`a refused file is the first frame of the error, from the hooks thread too (${which})`, async () => {
      const root = await project({
        'asks.mjs': `export const handler = () => import('./status.ts').catch((error) => error.stack.split('\\n')[1]);`,
        'status.ts': 'export const a = 1;\n  export enum Status { Open }\n',
      });
      const outcome = await runHandler(node, driver, root, 'asks.mjs');
      assert.equal(outcome.answer, `    at ${join(root, 'status.ts')}:2:3`);
    });

    it(`a \`using\` declaration: answers, or says what to install; with esbuild it answers (${which})`, async () => {
      const file =
        'export const handler = async (): Promise<string[]> => {\n  const said: string[] = [];\n' +
        "  { using r = { [Symbol.dispose]: () => { said.push('disposed'); } }; said.push(typeof r); }\n" +
        '  return said;\n};\n';
      const root = await project({ 'handler.ts': file });
      const alone = await runHandler(node, driver, root, 'handler.ts');
      if (alone.error === undefined) assert.deepEqual(alone.answer, ['object', 'disposed']);
      else
        assert.match(
          alone.error.message,
          /^handler\.ts has a `using` declaration on line 3, which .*: install esbuild or tsx/,
        );
      if (node.command === process.execPath) assert.equal(alone.error, undefined);
      await mkdir(join(root, 'node_modules'));
      await symlink(
        join(process.cwd(), 'node_modules/esbuild'),
        join(root, 'node_modules/esbuild'),
        'junction',
      );
      assert.deepEqual((await runHandler(node, driver, root, 'handler.ts')).answer, ['object', 'disposed']);
    });
  }
});
