/** A streamed response on its way to the Runtime API, in chunks and with trailers (reference section 5.4). */
import type { RuntimeConnection, Written } from './runtime-connection';

export class StreamedRequest {
  /** Resolves when the extension has taken the whole response; rejects when it can't be reached. */
  readonly answered: Promise<void>;

  /** @param head the request line and what headers the response has of its own */
  constructor(
    private readonly connection: RuntimeConnection,
    head: string,
  ) {
    const headers = [
      'Lambda-Runtime-Function-Response-Mode: streaming',
      'Transfer-Encoding: chunked',
      'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      'Connection: close',
    ];
    this.answered = new Promise((resolve, reject) => {
      connection.send(`${head}${headers.join('\r\n')}\r\n\r\n`, { settle: () => resolve(), fail: reject });
    });
    // Whoever waits sees the failure too; without a waiter it must not count as unhandled.
    this.answered.catch(() => undefined);
  }

  write(chunk: Uint8Array, written?: Written): void {
    // A chunk without bytes would be the end.
    if (chunk.length === 0) {
      written?.();
      return;
    }
    this.connection.write(`${chunk.length.toString(16)}\r\n`);
    this.connection.write(chunk);
    this.connection.write('\r\n', written);
  }

  /** @param trailers by name, printable ASCII */
  end(trailers: Readonly<Record<string, string>> = {}): void {
    const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.connection.write(`0\r\n${lines.join('')}\r\n`);
  }
}
