/**
 * moto's server as a child process on the loopback interface: functions, roles, queues, topics and buckets for tests.
 * Installed once from its package, into a virtual environment of its own below `.vscode-test`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const PACKAGE = 'moto[server]==5.2.5';
const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3'];

/** Serves on a free port and says which; ends when its standard input does, as its parent may be killed. */
const LAUNCHER = `
import sys, threading
from werkzeug.serving import make_server
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print("port", server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
`;

export interface MotoServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export async function startMotoServer(repositoryRoot: string): Promise<MotoServer> {
  const python = setUp(path.join(repositoryRoot, '.vscode-test', 'moto-5.2.5'));
  const moto = spawn(python, ['-c', LAUNCHER], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  moto.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-2000)));
  const ended = new Promise<void>((resolve) => moto.once('close', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    moto.once('error', reject);
    void ended.then(() => reject(new Error(`moto's server did not start. ${complaints}`)));
    moto.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [, found] = /^port (\d+)$/m.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      moto.stdin.end();
      await ended;
    },
  };
}

/** @returns the environment's Python; one that was not finished is made anew */
function setUp(folder: string): string {
  const python = path.join(folder, 'bin', 'python');
  const finished = path.join(folder, 'finished');
  if (existsSync(finished)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const system = PYTHONS.find(isThere);
  if (system === undefined) throw new Error('moto needs Python 3.11 or newer on the PATH.');
  execFileSync(system, ['-m', 'venv', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(finished, '');
  return python;
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
