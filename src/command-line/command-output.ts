/** The program's two outputs: results, which other programs read, and messages, which people read. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';

export class CommandOutput {
  constructor(
    private readonly results: Writable,
    private readonly messages: Writable,
  ) {}

  /** Waits while the reader is slower. */
  async result(text: string): Promise<void> {
    if (!this.results.write(text)) await once(this.results, 'drain');
  }

  /** One sentence a line. */
  message(text: string): void {
    this.messages.write(`${text}\n`);
  }

  /** What the handler printed, as it is. */
  handlerOutput(text: string): void {
    this.messages.write(text);
  }
}
