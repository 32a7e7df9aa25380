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

import { descendantsOf, kill, killEscaped } from './escaped-processes';
import { killTree, treeSpawnOptions } from './process-tree';
import { type SideChannelMessage, sideChannelFd } from './side-channel';

/** How long the handler's own end is waited for after its kill; it may hang in the kernel. */
const reapPatienceMs = 500;

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
    if (handler === undefined) process.exit(0);
    handler.killAndReap();
  };
  process.stdin.on('end', endEverything);
  process.stdin.on('error', endEverything);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endEverything);
}

class GuardedProcess {
  private readonly child: ChildProcess | undefined;
  private hasEnded = false;

  constructor(private readonly guarded: GuardedCommand) {
    const { command, args, cwd, environment } = guarded;
    try {
      this.child = spawn(command, args, {
        cwd,
        env: { ...environment },
        stdio: ['ignore', 'inherit', 'inherit', sideChannelFd],
        ...treeSpawnOptions(process.platform),
      });
    } catch (error) {
      // What Node itself refuses: a NUL character in an argument or a variable, too many arguments.
      this.end({ type: 'startFailed', message: error instanceof Error ? error.message : String(error) });
      return;
    }
    this.child.on('error', (error) => this.end({ type: 'startFailed', message: error.message }));
    this.child.on('exit', (code, signal) => this.end({ type: 'ended', code, signal }));
    if (this.child.pid !== undefined) tell({ type: 'started', pid: this.child.pid });
  }

  /** Kills, and ends this process when the handler's end was seen: not every init reaps what is left to it. */
  killAndReap(): void {
    this.kill();
    setTimeout(() => process.exit(0), reapPatienceMs);
  }

  /** The tree, and on Linux also what left it. */
  private kill(): void {
    const pid = this.child?.pid;
    if (pid !== undefined) {
      // Before the kill: afterwards they are nobody's. An id that was waited for may be another's by now.
      const descendants = this.hasEnded ? [] : descendantsOf(pid);
      killTree(pid);
      descendants.forEach(kill);
    }
    const { marker, environment } = this.guarded;
    killEscaped(`${marker}=${environment[marker] ?? ''}`);
  }

  private end(message: SideChannelMessage): void {
    this.hasEnded = true;
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
