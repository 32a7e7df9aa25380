/**
 * A program between the extension and the handler: whatever happens, nothing is left.
 *
 * It starts the handler as a tree of its own, tells the extension how it ended,
 * and kills the tree when its lifeline (stdin, held open by the extension host)
 * ends, which it does even when the extension host is killed. The handler may
 * loop for ever; this process never does more than wait.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeSync } from 'node:fs';

import { killEscaped } from './escaped-processes';
import { killTree, treeSpawnOptions } from './process-tree';
import { type SideChannelMessage, sideChannelFd } from './side-channel';

/** The first line on stdin, as JSON. Here rather than in arguments, which every user of the machine can read. */
export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The variable of the environment whose value no other process tree has. */
  readonly marker: string;
}

function main(): void {
  let received = '';
  let handler: GuardedProcess | undefined;
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (text: string) => {
    if (handler !== undefined) return;
    received += text;
    const end = received.indexOf('\n');
    if (end !== -1) handler = new GuardedProcess(JSON.parse(received.slice(0, end)) as GuardedCommand);
  });
  const endEverything = (): void => {
    handler?.kill();
    process.exit(0);
  };
  process.stdin.on('end', endEverything);
  process.stdin.on('error', endEverything);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endEverything);
}

class GuardedProcess {
  private readonly child: ChildProcess;

  constructor(private readonly guarded: GuardedCommand) {
    const { command, args, cwd, environment } = guarded;
    this.child = spawn(command, args, {
      cwd,
      env: { ...environment },
      stdio: ['ignore', 'inherit', 'inherit', sideChannelFd],
      ...treeSpawnOptions(process.platform),
    });
    this.child.on('error', (error) => this.end({ type: 'startFailed', message: error.message }));
    this.child.on('exit', (code, signal) => this.end({ type: 'ended', code, signal }));
    if (this.child.pid !== undefined) tell({ type: 'started', pid: this.child.pid });
  }

  /** The tree, and on Linux also what left it. */
  kill(): void {
    if (this.child.pid !== undefined) killTree(this.child.pid);
    const { marker, environment } = this.guarded;
    killEscaped(`${marker}=${environment[marker] ?? ''}`);
  }

  private end(message: SideChannelMessage): void {
    this.kill();
    tell(message);
    process.exit(0);
  }
}

function tell(message: SideChannelMessage): void {
  try {
    writeSync(sideChannelFd, `${JSON.stringify(message)}\n`);
  } catch {
    // The extension host is gone; the end of stdin brings everything to its end.
  }
}

main();
