/**
 * A Node process under its inspector, spoken to in the Chrome DevTools Protocol as VS Code's debugger
 * does: it says where breakpoints in a file bind.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

interface Socket {
  onopen: (() => void) | null;
  onerror: ((event: unknown) => void) | null;
  onmessage: ((event: { readonly data: string }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Paused {
  readonly reason: string;
  readonly callFrames: readonly {
    readonly callFrameId: string;
    readonly location: {
      readonly scriptId: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
  }[];
}

export class InspectedNode {
  private readonly events = new EventEmitter();
  private readonly answers = new Map<
    number,
    (answer: { result?: unknown; error?: { message: string } }) => void
  >();
  private readonly pauses: Paused[] = [];
  private lastId = 0;
  /** By script id: what V8 calls the script, and its source map's URL. */
  readonly scripts = new Map<string, { readonly url: string; readonly sourceMapURL: string }>();
  /** What the process printed. */
  readonly output: string[] = [];
  private constructor(
    private readonly child: ChildProcess,
    private readonly socket: Socket,
  ) {
    socket.onmessage = ({ data }) => this.receive(JSON.parse(data) as Received);
    child.stdout?.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
    child.once('exit', () => this.events.emit('exit'));
  }

  /** Starts `node --inspect-brk` and connects; the program has not run a line yet. */
  static async start(node: string, args: readonly string[]): Promise<InspectedNode> {
    const child = spawn(node, ['--inspect-brk=127.0.0.1:0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const url = await new Promise<string>((found, failed) => {
      const lines = createInterface({ input: child.stderr });
      lines.on('line', (line) => {
        const match = /^Debugger listening on (ws:\S+)/.exec(line);
        if (match?.[1] !== undefined) found(match[1]);
      });
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`node ended with ${code} before it listened`)));
    });
    const { WebSocket } = globalThis as unknown as { WebSocket: new (url: string) => Socket };
    const socket = new WebSocket(url);
    await new Promise<void>((opened, failed) => {
      socket.onopen = () => opened();
      socket.onerror = () => failed(new Error(`no connection to ${url}`));
    });
    const inspected = new InspectedNode(child, socket);
    await inspected.send('Debugger.enable', {});
    await inspected.send('Runtime.enable', {});
    return inspected;
  }

  async send<T>(method: string, params: object): Promise<T> {
    const id = (this.lastId += 1);
    const answer = await new Promise<{ result?: unknown; error?: { message: string } }>((answered) => {
      this.answers.set(id, answered);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result as T;
  }

  /** The next time the program stands still; undefined where it has ended. */
  async nextPause(): Promise<Paused | undefined> {
    const waiting = this.pauses.shift();
    if (waiting !== undefined) return waiting;
    await Promise.race([
      once(this.events, 'paused'),
      once(this.events, 'exit'),
      once(this.events, 'finished'),
    ]);
    return this.pauses.shift();
  }

  /** The value of an expression in the innermost frame, as JSON. */
  async evaluate(paused: Paused, expression: string): Promise<unknown> {
    const { result } = await this.send<{ result: { value?: unknown } }>('Debugger.evaluateOnCallFrame', {
      callFrameId: paused.callFrames[0]?.callFrameId,
      expression,
      returnByValue: true,
    });
    return result.value;
  }

  async resume(): Promise<void> {
    await this.send('Debugger.resume', {});
  }

  async end(): Promise<void> {
    const running = this.child.exitCode === null && this.child.signalCode === null;
    const ended = running ? once(this.child, 'exit') : Promise.resolve();
    this.child.kill('SIGKILL');
    await ended;
    this.socket.close();
  }

  private receive(message: Received): void {
    if (message.id !== undefined) {
      this.answers.get(message.id)?.(message);
      this.answers.delete(message.id);
    } else if (message.method === 'Debugger.paused') {
      this.pauses.push(message.params as Paused);
      this.events.emit('paused');
    } else if (message.method === 'Debugger.scriptParsed') {
      const script = message.params as { scriptId: string; url: string; sourceMapURL?: string };
      this.scripts.set(script.scriptId, { url: script.url, sourceMapURL: script.sourceMapURL ?? '' });
    } else if (message.method === 'Runtime.executionContextDestroyed') {
      this.events.emit('finished');
    }
  }
}

interface Received {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
