/**
 * A small hidden file beside one that grows (a recording, a journal) that says who is writing it, so that no two windows
 * do. Whoever writes touches it every few seconds: what has not been touched for longer, or was left by a process of this
 * machine that has ended, counts for nothing.
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import { isJsonObject } from '../../engine/events/json-object';
import { CaptureError } from '../capture-error';
import { hasCode, moveToFreeName, temporaryFileFor } from './new-file';
import { writeTemporary } from './synced-file';

const TOUCH_INTERVAL_MS = 5000;
const BELIEVED_MS = 3 * TOUCH_INTERVAL_MS;

export class FileClaim {
  private readonly touching: NodeJS.Timeout;

  private constructor(
    private readonly claim: string,
    private readonly holder: string,
  ) {
    this.touching = setInterval(() => this.touch(), TOUCH_INTERVAL_MS).unref();
  }

  /**
   * @param file its path
   * @param heldBecause a clause about who else writes it
   * @throws CaptureError while somebody else does; the file system's error
   */
  static async take(file: string, heldBecause: string): Promise<FileClaim> {
    const claim = claimOf(file);
    await removeAbandoned(claim);
    const holder = JSON.stringify({ host: hostname(), processId: process.pid, id: randomUUID() });
    const temporary = await writeTemporary(path.dirname(file), holder);
    try {
      if (!(await moveToFreeName(temporary, claim)))
        throw new CaptureError(file, heldBecause, { action: 'written' });
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return new FileClaim(claim, holder);
  }

  /** @returns whether somebody writes the file, this process among them. @throws the file system's error */
  static isTaken(file: string): Promise<boolean> {
    return isHeld(claimOf(file));
  }

  /** Asleep with its machine for a while, a process may have lost it to another. @throws the file system's error */
  async isOurs(): Promise<boolean> {
    try {
      return (await readFile(this.claim, 'utf8')) === this.holder;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Can be called more than once; another's stays. */
  async release(): Promise<void> {
    clearInterval(this.touching);
    if (await this.isOurs()) await rm(this.claim, { force: true });
  }

  private touch(): void {
    const now = new Date();
    // If it can't be touched, the disk is in a state that writing the file itself will tell of.
    utimes(this.claim, now, now).catch(() => undefined);
  }
}

function claimOf(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.lock`);
}

/** Moved away first: of two who find it abandoned only one takes it, and not what the other has put there since. */
async function removeAbandoned(claim: string): Promise<void> {
  if (await isHeld(claim)) return;
  const away = temporaryFileFor(path.dirname(claim));
  try {
    await rename(claim, away);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (await isHeld(away)) await moveToFreeName(away, claim);
  await rm(away, { force: true });
}

async function isHeld(claim: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(claim);
    if (Date.now() - mtimeMs > BELIEVED_MS) return false;
    const holder: unknown = JSON.parse(await readFile(claim, 'utf8'));
    if (!isJsonObject(holder) || holder['host'] !== hostname()) return true;
    return isProcessAlive(Number(holder['processId']));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    // Its name is taken and its content is still on the way.
    if (error instanceof SyntaxError) return true;
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
