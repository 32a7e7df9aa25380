/**
 * One run of the handler's process, behind its guard: output, notices, and how it ended.
 *
 * The guard's stdin is the lifeline: while we live and hold it, the tree lives.
 */
import * as l10n from '@vscode/l10n';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

import { InspectorLines } from './inspector-lines';
import { LimitedOutput } from './output-limit';
import type { GuardedCommand } from './process-guard';
import { killTree, treeSpawnOptions } from './process-tree';
import { type SideChannelMessage, parseSideChannelLine } from './side-channel';

export interface HandlerProcessListener {
  output(stream: 'stdout' | 'stderr', text: string): void;
  notice(message: string): void;
  debuggerListening(port: number): void;
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** It never ran; the message is the operating system's. */
  | { readonly kind: 'notStarted'; readonly message: string };

export interface HandlerProcessOptions extends GuardedCommand {
  /** What runs the guard: a Node executable and the variables that it needs. */
  readonly node: { readonly command: string; readonly environment: Readonly<Record<string, string>> };
  /** The bundled guard. */
  readonly guardFile: string;
  /** Node listens for a debugger, and says so on stderr. */
  readonly inspect: boolean;
}

export class HandlerProcess {
  /** Resolves when the whole tree is gone and all its output was passed on. */
  readonly ended: Promise<ProcessEnd>;
  private readonly guard: ChildProcess;
  private chunks = 0;
  private readonly outputs: LimitedOutput[] = [];
  private readonly inspectorLines: InspectorLines | undefined;
  private handlerPid: number | undefined;
  private end: ProcessEnd | undefined;
  private isBetweenInvocations = false;

  constructor(
    options: HandlerProcessOptions,
    private readonly listener: HandlerProcessListener,
  ) {
    const { node, guardFile, command, args, cwd, environment, marker } = options;
    this.guard = spawn(node.command, [guardFile], {
      cwd: path.dirname(guardFile),
      env: { ...node.environment },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      ...treeSpawnOptions(process.platform),
    });
    this.ended = new Promise((resolve) => {
      this.guard.on('error', (error) => {
        this.end ??= { kind: 'notStarted', message: error.message };
        resolve(this.end);
      });
      this.guard.on('close', (code, signal) => resolve(this.closed(code, signal)));
    });
    this.guard.on('exit', () => this.letGoOfOutput());
    const stderr = this.limited('stderr');
    this.inspectorLines = options.inspect
      ? new InspectorLines(stderr, (port) => listener.debuggerListening(port))
      : undefined;
    this.readOutput(stderr);
    const guarded: GuardedCommand = { command, args, cwd, environment, marker };
    // The guard may be gone before it reads this; its `close` event tells how it ended.
    this.guard.stdin?.on('error', () => undefined);
    this.guard.stdin?.write(`${JSON.stringify(guarded)}\n`);
  }

  /** How often output was read so far, whether it was passed on, kept or dropped. */
  get chunksRead(): number {
    return this.chunks;
  }

  /** The process said at its end that it had begun nothing that it did not answer. */
  get endedBetweenInvocations(): boolean {
    return this.isBetweenInvocations;
  }

  /** Starts a new allowance of output and passes on what the last one held back. */
  flushOutput(): void {
    for (const output of this.outputs) {
      output.flush((characters) =>
        this.listener.notice(
          l10n.t(
            'The handler printed more than the Debug Console can take: about {0} characters in the middle of its output were dropped.',
            characters,
          ),
        ),
      );
    }
  }

  /** Kills the tree. Resolves when it is gone. */
  async kill(): Promise<ProcessEnd> {
    this.guard.stdin?.end();
    // The guard only waits, so it answers at once, unless somebody stopped or killed it.
    const impatience = setTimeout(() => this.killBothTrees(), 5000);
    const end = await this.ended;
    clearTimeout(impatience);
    return end;
  }

  private closed(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
    if (this.end === undefined) {
      // The guard ended without a word: by our lifeline, or somebody killed it and it could not clean up.
      this.killBothTrees();
      this.end = {
        kind: 'signalled',
        signal: signal ?? (code === 0 ? 'SIGKILL' : `code ${code ?? 'unknown'}`),
      };
    }
    this.inspectorLines?.end();
    this.flushOutput();
    return this.end;
  }

  /** Outside Linux a detached process may hold the pipes open after everything else is gone. */
  private letGoOfOutput(): void {
    const streams = [this.guard.stdout, this.guard.stderr, this.guard.stdio[3]];
    const grace = setTimeout(() => streams.forEach((stream) => stream?.destroy()), 2000);
    this.guard.on('close', () => clearTimeout(grace));
  }

  private killBothTrees(): void {
    if (this.handlerPid !== undefined) killTree(this.handlerPid);
    if (this.guard.pid !== undefined) killTree(this.guard.pid);
  }

  private readOutput(emitStderr: (text: string) => void): void {
    const { inspectorLines } = this;
    const { stdout, stderr } = this.guard;
    for (const stream of [stdout, stderr]) stream?.on('data', () => (this.chunks += 1));
    if (stdout !== null) readText(stdout, this.limited('stdout'));
    const readStderr = inspectorLines === undefined ? emitStderr : inspectorLines.write.bind(inspectorLines);
    if (stderr !== null) readText(stderr, readStderr);
    const sideChannel = this.guard.stdio[3];
    if (sideChannel !== null && sideChannel !== undefined) {
      readLines(sideChannel as Readable, (line) => this.hear(parseSideChannelLine(line)));
    }
  }

  private limited(stream: 'stdout' | 'stderr'): (text: string) => void {
    const output = new LimitedOutput((text) => this.listener.output(stream, text));
    this.outputs.push(output);
    return (text) => output.write(text);
  }

  private hear(message: SideChannelMessage | undefined): void {
    if (message === undefined) return;
    if (message.type === 'notice') this.listener.notice(message.message);
    else if (message.type === 'endsBetweenInvocations') this.isBetweenInvocations = true;
    else if (message.type === 'started') this.handlerPid ??= message.pid;
    else if (message.type === 'startFailed') this.end = { kind: 'notStarted', message: message.message };
    else if (message.signal !== null) this.end = { kind: 'signalled', signal: message.signal };
    else this.end = { kind: 'exited', code: message.code ?? 0 };
  }
}

/** Characters that are split between two chunks stay whole. */
function readText(stream: Readable, emit: (text: string) => void): void {
  const decoder = new StringDecoder('utf8');
  stream.on('data', (chunk: Buffer) => emit(decoder.write(chunk)));
  stream.on('end', () => emit(decoder.end()));
  // A broken pipe is the end of the process, which `close` reports.
  stream.on('error', () => undefined);
}

/** A line that grows without end would be a handler's mischief; it is cut at 64 KiB. */
function readLines(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  readText(stream, (text) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, 65_536);
    for (const line of lines) take(line);
  });
}
