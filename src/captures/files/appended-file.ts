/**
 * A file that grows by whole lines. What was appended is handed to the disk after a second at the
 * latest, so that a crash of the process loses no more than that; a crash of the machine may lose what
 * the system had not written yet.
 *
 * A compressed file gets one whole member (see `compressed-members.ts`) each time: what was handed
 * over can be read and gone on from, whatever happens to what comes after it. The price is that few
 * records a second compress badly, and then the file is small anyway.
 */
import type { FileHandle } from 'node:fs/promises';
import type { Compression } from './compressed-members';
import { packMember } from './member-codec';

const LONGEST_DELAY_MS = 1000;
const PLAIN_WRITE_BYTES = 256 * 1024;
const MEMBER_BYTES = 1024 * 1024;

/** Whoever appends waits while more than this is on its way to the disk. */
const MOST_QUEUED_BYTES = 4 * 1024 * 1024;

export class AppendedFile {
  private readonly writeBytes: number;
  private buffer: Buffer;
  private buffered = 0;
  private queued = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;

  /** @param length of the file; anything behind it has been cut off */
  constructor(
    private readonly handle: FileHandle,
    private length: number,
    private readonly compression: Compression,
  ) {
    this.writeBytes = compression === 'none' ? PLAIN_WRITE_BYTES : MEMBER_BYTES;
    this.buffer = Buffer.allocUnsafeSlow(this.writeBytes);
  }

  /** On disk, as far as it is known: what is still to be compressed does not count. */
  get sizeBytes(): number {
    return this.compression === 'none' ? this.length + this.queued + this.buffered : this.length;
  }

  /** @param parts of one line, its end included; they are copied */
  append(...parts: readonly Uint8Array[]): void {
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    if (this.buffered + bytes > this.buffer.length) this.handOver(bytes);
    for (const part of parts) {
      this.buffer.set(part, this.buffered);
      this.buffered += part.length;
    }
    this.timer ??= setTimeout(() => this.handOver(), LONGEST_DELAY_MS).unref();
  }

  /** Resolves when there is room for more. @throws what writing failed with, now or before */
  async ready(): Promise<void> {
    if (this.queued > MOST_QUEUED_BYTES) await this.writing;
    this.throwFailure();
  }

  /** Resolves when the system has all of it. @throws as `ready` */
  async flush(): Promise<void> {
    this.handOver();
    await this.writing;
    this.throwFailure();
  }

  /** @returns when the disk has all of it. @throws as `ready`; it is closed in any case */
  async close(): Promise<void> {
    try {
      await this.flush();
      await this.handle.sync();
    } finally {
      clearTimeout(this.timer);
      await this.handle.close();
    }
  }

  private handOver(nextBytes = 0): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.buffered === 0 && this.buffer.length >= nextBytes) return;
    const content = this.buffer.subarray(0, this.buffered);
    this.buffer = Buffer.allocUnsafeSlow(Math.max(this.writeBytes, nextBytes));
    this.buffered = 0;
    this.queued += content.length;
    // Members are packed side by side and written one after the other.
    const packed = this.compression === 'none' ? undefined : packMember(this.compression, content);
    packed?.catch(() => undefined); // Seen below, unless an earlier write has failed.
    this.writing = this.writing.then(async () => {
      try {
        if (this.failure === undefined) await this.write((await packed) ?? content);
      } catch (error) {
        this.failure = error;
      }
      this.queued -= content.length;
    });
  }

  private async write(bytes: Buffer): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await this.handle.write(bytes, written, bytes.length - written, this.length);
      written += bytesWritten;
      this.length += bytesWritten;
    }
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure as Error;
  }
}
