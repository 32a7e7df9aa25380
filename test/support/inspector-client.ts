/** A debugger in a few lines: Chrome DevTools Protocol over Node's own WebSocket. */
import { get } from 'node:http';

interface Reply {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

export class InspectorClient {
  private lastId = 0;
  private readonly pending = new Map<number, (reply: Reply) => void>();

  private constructor(private readonly socket: WebSocketLike) {
    socket.addEventListener('message', (event) => {
      const reply = JSON.parse(event.data) as Reply;
      if (reply.id !== undefined) this.pending.get(reply.id)?.(reply);
    });
  }

  /** @param port of a Node inspector on 127.0.0.1 */
  static async connect(port: number): Promise<InspectorClient> {
    const socket = new WebSocketConstructor(await webSocketUrl(port));
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`No debugger answers on port ${port}.`)));
    });
    return new InspectorClient(socket);
  }

  send(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Reply> {
    const id = (this.lastId += 1);
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async evaluate(expression: string): Promise<unknown> {
    const reply = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return reply.result?.result?.value;
  }

  close(): void {
    this.socket.close();
  }
}

/** Node has it as a global from version 22 on; the declarations in use are older. */
interface WebSocketLike {
  addEventListener(type: 'message', listener: (event: { readonly data: string }) => void): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  send(text: string): void;
  close(): void;
}
const WebSocketConstructor = (globalThis as unknown as { WebSocket: new (url: string) => WebSocketLike })
  .WebSocket;

function webSocketUrl(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/json/list' }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const [target] = JSON.parse(text) as { readonly webSocketDebuggerUrl: string }[];
        resolve(target?.webSocketDebuggerUrl ?? '');
      });
    }).on('error', reject);
  });
}
