/**
 * One connection to the Runtime API, kept alive: requests and their replies, in order.
 *
 * Written on a plain socket because a debugger that follows asynchronous calls makes every promise, timer
 * and stream of node:http cost several times as much. There is no timeout: `next` may wait for hours. While
 * no reply is awaited, the connection does not keep the process alive.
 */
import { type OnReadOpts, Socket } from 'node:net';

import { type HttpReply, HttpReplyReader } from './http-reply';

export type Written = (error?: Error | null) => void;

export interface AwaitedReply {
  settle(reply: HttpReply): void;
  fail(error: Error): void;
  /** The request's text, if it can be sent again when the server ended the connection before it answered. */
  readonly repeatable?: string;
}

export class RuntimeConnection {
  // Bound early: handlers under test like to replace what node:net exports.
  private readonly socketClass = Socket;
  private socket: Socket | undefined;
  private awaited: AwaitedReply[] = [];

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /**
   * @param text a whole request, or the beginning of one
   * @param written called when it has left the process, or could not
   */
  send(text: string, awaited: AwaitedReply, written?: Written): void {
    const socket = this.socket ?? this.connect();
    if (this.awaited.length === 0) socket.ref();
    this.awaited.push(awaited);
    socket.write(text, written);
  }

  /** More of the request that was begun. */
  write(chunk: string | Uint8Array, written?: Written): void {
    if (this.socket === undefined) written?.(new Error('The Runtime API closed the connection.'));
    else this.socket.write(chunk, written);
  }

  private connect(): Socket {
    let reason: Error | undefined;
    const replies = new HttpReplyReader((reply) => {
      if (this.socket === socket) this.take(reply);
    });
    const onread: OnReadOpts = {
      buffer: () => replies.nextBuffer(),
      callback: (count) => {
        try {
          replies.take(count);
        } catch (error) {
          socket.destroy(error instanceof Error ? error : new Error(String(error)));
        }
        return true;
      },
    };
    const socket: Socket = new this.socketClass({ onread } as ConstructorParameters<typeof Socket>[0]);
    socket.on('error', (error) => (reason = error));
    socket.on('close', () => {
      replies.end();
      if (this.socket === socket) this.lose(reason);
    });
    socket.setNoDelay(true);
    socket.connect(this.port, this.host);
    this.socket = socket;
    return socket;
  }

  private take(reply: HttpReply): void {
    const awaited = this.awaited.shift();
    if (awaited === undefined) throw new Error('The Runtime API answered without a request.');
    if (this.awaited.length === 0) this.socket?.unref();
    if (reply.closes) this.moveOn();
    awaited.settle(reply);
  }

  /** The server is about to close: what it has not answered goes to a new connection. */
  private moveOn(): void {
    const { socket, awaited } = this;
    this.socket = undefined;
    this.awaited = [];
    socket?.destroy();
    for (const request of awaited) {
      if (request.repeatable !== undefined) this.send(request.repeatable, request);
      else request.fail(new Error('The Runtime API closed the connection.'));
    }
  }

  private lose(reason: Error | undefined): void {
    const { awaited } = this;
    this.socket = undefined;
    this.awaited = [];
    const error = reason ?? new Error('The Runtime API closed the connection.');
    for (const request of awaited) request.fail(error);
  }
}
