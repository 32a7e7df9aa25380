/**
 * A small hidden file beside an unfinished recording that says who is writing it, so that no two
 * windows do. Whoever writes touches it every few seconds: what has not been touched for longer, or
 * was left by a process of this machine that has ended, counts for nothing.
 */
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import { isJsonObject } from '../../engine/events/json-object';
import { CaptureError } from '../capture-error';
import { hasCode, temporaryFileFor } from '../files/new-file';

const TOUCH_INTERVAL_MS = 5000;
const BELIEVED_MS = 3 * TOUCH_INTERVAL_MS;

export class RecordingClaim {
  private readonly touching: NodeJS.Timeout;

  private constructor(private readonly file: string) {
    this.touching = setInterval(() => this.touch(), TOUCH_INTERVAL_MS).unref();
  }

  /** @param recording its path. @throws CaptureError while somebody else writes it; the file system's error */
  static async take(recording: string): Promise<RecordingClaim> {
    const file = path.join(path.dirname(recording), `.${path.basename(recording)}.lock`);
    if (await isHeld(file))
      throw new CaptureError(recording, 'another window is recording to it', { action: 'written' });
    const temporary = temporaryFileFor(path.dirname(recording));
    try {
      await writeFile(temporary, JSON.stringify({ host: hostname(), processId: process.pid }));
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return new RecordingClaim(file);
  }

  /** Can be called more than once. */
  async release(): Promise<void> {
    clearInterval(this.touching);
    await rm(this.file, { force: true });
  }

  private touch(): void {
    const now = new Date();
    // If it can't be touched, the disk is in a state that writing the records will tell of.
    utimes(this.file, now, now).catch(() => undefined);
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > BELIEVED_MS) return false;
    const holder: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isJsonObject(holder) || holder['host'] !== hostname()) return true;
    return isProcessAlive(Number(holder['processId']));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
