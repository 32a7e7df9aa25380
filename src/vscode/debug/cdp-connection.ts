/**
 * Chrome DevTools Protocol through the JavaScript debugger's own session, over the WebSocket that js-debug
 * opens for this (`requestCDPProxy`). A client in a few lines: VS Code's Node has no WebSocket of its own in
 * every version that we support, and commands and their short answers are all there is to carry.
 */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import * as vscode from 'vscode';
import { isJsonObject } from '../../engine/events/json-object';
import { readFrames, textFrame } from './websocket-frames';

interface Proxy {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class CdpConnection {
  private readonly pending = new Map<number, Pending>();
  private received: Buffer = Buffer.alloc(0);
  private lastId = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('close', () => this.failAll());
    // Its close follows, and fails what waits.
    socket.on('error', () => undefined);
  }

  /** @throws an error when js-debug has no proxy for this session */
  static async open(session: vscode.DebugSession): Promise<CdpConnection> {
    const proxy = (await session.customRequest('requestCDPProxy')) as Proxy;
    return new CdpConnection(await upgrade(proxy));
  }

  get isClosed(): boolean {
    return this.socket.destroyed;
  }

  /** Resolves when the debugger has done it. */
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.socket.destroyed) return Promise.reject(closed());
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.socket.write(textFrame(JSON.stringify({ id, method, params }), randomBytes(4)));
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    const { texts, rest } = readFrames(Buffer.concat([this.received, chunk]));
    this.received = rest;
    for (const text of texts) this.answer(JSON.parse(text));
  }

  private answer(message: unknown): void {
    if (!isJsonObject(message) || typeof message['id'] !== 'number') return;
    const waiting = this.pending.get(message['id']);
    this.pending.delete(message['id']);
    const { error } = message;
    if (isJsonObject(error)) waiting?.reject(new Error(String(error['message'])));
    else waiting?.resolve();
  }

  private failAll(): void {
    for (const { reject } of this.pending.values()) reject(closed());
    this.pending.clear();
  }
}

function closed(): Error {
  return new Error(
    vscode.l10n.t('The JavaScript debugger has closed its connection: start the session again.'),
  );
}

function upgrade({ host, port, path }: Proxy): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      port,
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    asked.on('upgrade', (_response, socket, head) => {
      // What came with the answer belongs to what follows.
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.on('response', ({ statusCode }) => {
      const problem = vscode.l10n.t(
        'The JavaScript debugger refused a connection (HTTP {0}): start the session again, or leave out "stopOn".',
        statusCode ?? '',
      );
      reject(new Error(problem));
    });
    asked.on('error', reject);
    asked.end();
  });
}
