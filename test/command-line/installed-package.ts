/**
 * The program as people get it: the repository packed by npm and installed in a folder of its own.
 * Packs what `npm run build` or `npm run package` left in dist.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { repositoryRoot } from '../support/repository-root';

const sample = path.join(repositoryRoot(), 'samples', 'orders');
export const sampleHandler = path.join(sample, 'src', 'handler.handler');

export function sampleCapture(name: string): string {
  return path.join(sample, '.stream-triggers', 'captures', name);
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface PackedFile {
  readonly path: string;
  readonly size: number;
}

export interface InstalledPackage {
  /** An empty folder that knows nothing of the repository; the program is started there. */
  readonly folder: string;
  /** The program's link in node_modules/.bin, and the Node that runs it. */
  readonly program: string;
  readonly packed: readonly PackedFile[];
  /** Other packages that npm put beside it. */
  readonly dependencies: readonly string[];
}

let installed: InstalledPackage | undefined;

const running = new Set<ChildProcess>();

// A test that failed must not leave its program running: mocha would wait for it.
afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

/** Packed and installed once a test process, without network; removed when it ends. */
export function installedPackage(): InstalledPackage {
  installed ??= install();
  return installed;
}

function install(): InstalledPackage {
  if (!existsSync(path.join(repositoryRoot(), 'dist', 'command-line.js')))
    throw new Error('dist has no command-line.js: run "npm run build" first.');
  const folder = mkdtempSync(path.join(tmpdir(), 'stream-triggers-installed-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const packArguments = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [pack] = JSON.parse(npm(packArguments, repositoryRoot())) as [
    { readonly filename: string; readonly files: readonly PackedFile[] },
  ];
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  npm(['install', '--offline', `./${pack.filename}`], folder);
  const lock = JSON.parse(readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, unknown>>;
  };
  return {
    folder,
    program: path.join(folder, 'node_modules', '.bin', 'dynamodb-stream-triggers'),
    packed: pack.files,
    dependencies: Object.keys(lock.packages).filter(
      (location) => location !== 'node_modules/dynamodb-stream-triggers',
    ),
  };
}

function npm(npmArguments: readonly string[], cwd: string): string {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return execFileSync('npm', [...npmArguments, ...quiet], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export interface RunOptions {
  readonly cwd?: string;
  readonly node?: string;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves with the first line on stderr that matches; rejects if the program ends without one. */
  readonly line: (pattern: RegExp) => Promise<string>;
  readonly closeStdout: () => void;
  /** `exitCode` is null if a signal ended it. */
  readonly finished: Promise<Finished>;
}

/** Runs the installed program to its end. */
export function run(programArguments: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return start(programArguments, options).finished;
}

/** Starts the installed program and leaves it running. */
export function start(programArguments: readonly string[], options: RunOptions = {}): Running {
  const { folder, program } = installedPackage();
  const { cwd = folder, node = process.execPath } = options;
  const child = spawn(node, [program, ...programArguments], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.on('exit', () => running.delete(child));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const lines = stderr.split('\n').slice(0, -1);
      const found = lines.find((text) => pattern.test(text));
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        child.stderr.once('data', () => resolve());
        child.once('close', () => reject(new Error(`It ended and did not say so: ${stderr}`)));
      });
    }
  };
  return {
    kill: (signal) => child.kill(signal),
    line,
    closeStdout: () => child.stdout.destroy(),
    finished,
  };
}
