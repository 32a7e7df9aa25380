/**
 * The stream that a streaming handler writes its response to (reference section 5.4).
 *
 * A real Writable, so that `pipeline` takes it. A failure half-way travels in
 * the trailers, because the status is long gone by then.
 */
import { Writable } from 'node:stream';

import { type ErrorReport, headerText } from './error-report';
import { RuntimeError } from './runtime-errors';
import type { StreamedRequest } from './streamed-request';

type OpenRequest = (contentType: string) => StreamedRequest;
type WriteCallback = (error?: Error | null) => void;

const preludeContentType = 'application/vnd.awslambda.http-integration-response';

export class ResponseStream extends Writable {
  private contentType = 'application/octet-stream';
  private prelude: string | undefined;
  private opened: StreamedRequest | undefined;

  constructor(
    private readonly openRequest: OpenRequest,
    highWaterMark: number | undefined,
  ) {
    super({ decodeStrings: true, ...(highWaterMark === undefined ? {} : { highWaterMark }) });
  }

  /** @throws RuntimeError after the first write */
  setContentType(contentType: string): void {
    if (this.opened !== undefined) {
      throw new RuntimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    }
    this.contentType = contentType;
  }

  /** Metadata that goes before the first write, as JSON and eight zero bytes. */
  setPrelude(metadata: unknown): void {
    this.setContentType(preludeContentType);
    this.prelude = JSON.stringify(metadata);
  }

  /** Plain objects are written as JSON, as Lambda's client does it. */
  override write(chunk: unknown, ...rest: unknown[]): boolean {
    const data = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    return (super.write as (...args: unknown[]) => boolean).call(this, data, ...rest);
  }

  /** Ends the response as failed. Resolves when the extension has answered. */
  async fail(error: ErrorReport): Promise<void> {
    const request = this.open();
    request.end({
      'Lambda-Runtime-Function-Error-Type': headerText(error.errorType),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(error)).toString('base64'),
    });
    await request.answered;
  }

  /** Resolves when the extension has taken the whole response. */
  async answered(): Promise<void> {
    await this.open().answered;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: WriteCallback): void {
    this.open().write(chunk, callback);
  }

  override _final(callback: WriteCallback): void {
    const request = this.open();
    request.end();
    request.answered.then(() => callback(), callback);
  }

  private open(): StreamedRequest {
    if (this.opened === undefined) {
      this.opened = this.openRequest(this.contentType);
      if (this.prelude !== undefined) {
        this.opened.write(Buffer.from(this.prelude));
        this.opened.write(new Uint8Array(8));
      }
    }
    return this.opened;
  }
}
