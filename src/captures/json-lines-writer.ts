/**
 * Writes a long capture record by record. Until `finish` it is a hidden temporary file,
 * so nobody ever sees half of one.
 */
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import type { SourcedRecord } from '../engine/ports/record-sequence';
import { CaptureError, captureErrorOf } from './capture-error';
import { headerLine, recordLine } from './json-lines-format';
import { publish, temporaryFileFor } from './new-file';

/** So much text is kept before it is written. */
const BUFFERED_CHARACTERS = 256 * 1024;

export class JsonLinesWriter {
  private buffered: string;
  private recordCount = 0;

  private constructor(
    private readonly folder: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
    streamArn: string,
  ) {
    this.buffered = headerLine(streamArn);
  }

  /** @param folder must exist. @throws CaptureError */
  static async create(folder: string, streamArn: string): Promise<JsonLinesWriter> {
    const temporary = temporaryFileFor(folder);
    try {
      return new JsonLinesWriter(folder, temporary, await open(temporary, 'wx'), streamArn);
    } catch (error) {
      throw captureErrorOf(error, folder, 'written');
    }
  }

  /** One call at a time: wait for it before the next. @throws CaptureError; then call `discard` */
  async append(record: SourcedRecord): Promise<void> {
    this.recordCount += 1;
    this.buffered += recordLine(record);
    if (this.buffered.length >= BUFFERED_CHARACTERS) await this.flush();
  }

  /**
   * @param name without extension; a number is added if it is taken
   * @returns the capture's path
   * @throws CaptureError, also without any record; then nothing is left behind
   */
  async finish(name: string): Promise<string> {
    try {
      if (this.recordCount === 0)
        throw new CaptureError(this.folder, 'no record was captured', { action: 'written' });
      await this.flush();
      await this.handle.sync();
      await this.handle.close();
      return await publish(this.temporary, this.folder, name, '.jsonl');
    } catch (error) {
      await this.discard();
      throw captureErrorOf(error, this.folder, 'written');
    }
  }

  /** Leaves nothing behind. Can be called at any time before `finish` and more than once. */
  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.temporary, { force: true });
  }

  private async flush(): Promise<void> {
    const text = this.buffered;
    this.buffered = '';
    try {
      await this.handle.appendFile(text);
    } catch (error) {
      throw captureErrorOf(error, this.folder, 'written');
    }
  }
}
