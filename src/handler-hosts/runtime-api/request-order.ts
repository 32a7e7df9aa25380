/**
 * One request of a connection after the other, each when the one before is answered.
 *
 * A client may send an answer and the question for the next invocation in one write. node:http announces
 * both at once, before the body of the first is read.
 */
import type { Socket } from 'node:net';

type Serve = () => Promise<void> | undefined;

export class RequestOrder {
  /** What waits on a connection on which a request is being served. */
  private readonly waiting = new WeakMap<Socket, Serve[]>();

  /** @param serve undefined if the request is served already; the promise never rejects */
  run(socket: Socket, serve: Serve): void {
    const queue = this.waiting.get(socket);
    if (queue === undefined) this.start(socket, serve);
    else queue.push(serve);
  }

  private start(socket: Socket, serve: Serve): void {
    const served = serve();
    if (served === undefined) return;
    this.waiting.set(socket, []);
    void served.then(() => this.goOn(socket));
  }

  private goOn(socket: Socket): void {
    const queue = this.waiting.get(socket) ?? [];
    this.waiting.delete(socket);
    for (const serve of queue) this.run(socket, serve);
  }
}
