/**
 * The ways people lay out TypeScript handlers, each under VS Code's own JavaScript debugger with no set-up:
 * a breakpoint in the `.ts` file is hit on its line, or a sentence says why not.
 */
import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { repositoryRoot } from '../../../support/repository-root';
import { DebugDriver, breakAt, clearBreakpoints } from './debug-driver';
import { type WorkspaceTask, writeTask } from './workspace-task';

const repository = repositoryRoot();
const modules = path.join(repository, 'node_modules');

interface Row {
  readonly fixture: string;
  readonly handler: string;
  readonly breakpointIn: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly notice: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'CommonJS with extensionless imports and aliases': {
    fixture: 'commonjs-aliases',
    handler: 'src/handler.handler',
    breakpointIn: 'src/handler.ts',
    notice: /types stripped by/,
  },
  'ES modules with .js specifiers': {
    fixture: 'es-modules',
    handler: 'src/handler.handler',
    breakpointIn: 'src/handler.ts',
    notice: /types stripped by/,
  },
  'import syntax without "type" in package.json': {
    fixture: 'import-syntax-without-type',
    handler: 'src/handler.handler',
    breakpointIn: 'src/handler.ts',
    notice: /types stripped by/,
  },
  'an enum and decorators, transformed by the workspace’s esbuild': {
    fixture: 'enum-and-decorators',
    handler: 'src/handler.handler',
    breakpointIn: 'src/status.ts',
    links: { 'node_modules/esbuild': path.join(modules, 'esbuild') },
    notice: /src\/status\.ts has an enum, transformed by esbuild/,
  },
  'an enum and decorators, transformed by the esbuild of the workspace’s tsx': {
    fixture: 'enum-and-decorators',
    handler: 'src/handler.handler',
    breakpointIn: 'src/status.ts',
    links: { 'node_modules/tsx': path.join(modules, 'tsx') },
    notice: /src\/status\.ts has an enum, transformed by esbuild/,
  },
  'a package in a monorepo': {
    fixture: 'monorepo',
    handler: 'packages/app/src/handler.handler',
    breakpointIn: 'packages/shared/src/index.ts',
    links: { 'node_modules/@acme/shared': 'packages/shared' },
    notice: /types stripped by/,
  },
};

const oneRecord = JSON.stringify({
  Records: [
    {
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: { Keys: { id: { S: 'a' } }, SequenceNumber: '1'.padStart(21, '0') },
    },
  ],
});

describe('a breakpoint in a TypeScript handler', () => {
  let driver: DebugDriver;
  let copies = 0;

  beforeEach(() => {
    driver = new DebugDriver();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    driver.dispose();
    clearBreakpoints();
  });

  async function copyOf({ fixture, links = {} }: Pick<Row, 'fixture' | 'links'>): Promise<string> {
    copies += 1;
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const root = path.join(folder.uri.fsPath, `row-${copies}`, fixture);
    await fs.cp(path.join(repository, 'test', 'fixtures', 'typescript', fixture), root, { recursive: true });
    await fs.writeFile(path.join(root, 'event.json'), oneRecord);
    for (const [link, target] of Object.entries(links)) {
      await fs.mkdir(path.dirname(path.join(root, link)), { recursive: true });
      await fs.symlink(
        path.isAbsolute(target) ? target : path.join(root, target),
        path.join(root, link),
        'junction',
      );
    }
    return root;
  }

  for (const [name, row] of Object.entries(rows)) {
    it(`is hit on its line: ${name}`, async () => {
      const root = await copyOf(row);
      const file = path.join(root, row.breakpointIn);
      const line = await breakAt(file, '// breakpoint');
      await driver.start({ cwd: root, handler: row.handler, captures: [path.join(root, 'event.json')] });
      const stop = await driver.nextStop();
      assert.equal(stop.file, file);
      assert.equal(stop.line, line);
      await driver.finish(stop);
      assert.match(driver.text(), row.notice);
      assert.match(driver.text(), /Batch 1 of event\.json \(1 record\): succeeded/);
    });
  }

  it('is hit on a Node 20, whose types are stripped by us', async function () {
    const node = process.env['STREAM_TRIGGERS_NODE_20'] ?? '/usr/bin/node';
    if (!existsSync(node)) this.skip();
    const root = await copyOf({ fixture: 'es-modules' });
    const file = path.join(root, 'src/handler.ts');
    const line = await breakAt(file, '// breakpoint');
    await driver.start({
      cwd: root,
      handler: 'src/handler.handler',
      captures: [path.join(root, 'event.json')],
      runtimeExecutable: node,
    });
    const stop = await driver.nextStop();
    assert.deepEqual([stop.file, stop.line], [file, line]);
    await driver.finish(stop);
    assert.match(driver.text(), /succeeded/);
  });

  it('is hit through the source map of a handler that a task builds first', async () => {
    const root = await copyOf({ fixture: 'built' });
    const file = path.join(root, 'src/handler.ts');
    const line = await breakAt(file, '// breakpoint');
    const taskName = `build ${path.basename(path.dirname(root))}`;
    await writeTask(buildTask(root, taskName));
    await driver.start({
      cwd: root,
      preLaunchTask: taskName,
      handler: 'dist/handler.handler',
      outFiles: [`${root}/dist/**/*.js`],
      captures: [path.join(root, 'event.json')],
    });
    const stop = await driver.nextStop();
    assert.deepEqual([stop.file, stop.line], [file, line]);
    await driver.finish(stop);
    assert.match(driver.text(), /succeeded/);
  });

  it('can’t bind where an enum meets neither esbuild nor tsx, and the Debug Console says what to do', async () => {
    const root = await copyOf({ fixture: 'enum-and-decorators' });
    await driver.start({
      cwd: root,
      handler: 'src/handler.handler',
      captures: [path.join(root, 'event.json')],
      retryOnSave: false,
    });
    await driver.end();
    assert.match(driver.text(), /Runtime\.UserCodeSyntaxError/);
    assert.match(driver.text(), /src\/status\.ts has an enum on line 5.*install esbuild or tsx/);
  });
});

function buildTask(root: string, label: string): WorkspaceTask {
  const sources = ['handler', 'rows'].map((name) => path.join(root, 'src', `${name}.ts`));
  return {
    label,
    command: process.execPath,
    args: [
      path.join(modules, 'esbuild', 'bin', 'esbuild'),
      ...sources,
      `--outdir=${path.join(root, 'dist')}`,
      ...['--format=cjs', '--platform=node', '--sourcemap', '--log-level=warning'],
    ],
  };
}
