/**
 * A redrive's journal as JSON Lines. Each entry is on the disk before `append` resolves, because what follows it must not
 * be done without it; what was being written when a process died is cut off.
 */
import * as l10n from '@vscode/l10n';
import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { JournalEntry } from '../../failed-batches/redrive/journal-entry';
import { readJournalEntry } from '../../failed-batches/redrive/journal-entry';
import type { OpenJournal } from '../../failed-batches/redrive/redrive-journals';
import type { RedrivePlan } from '../../failed-batches/redrive/redrive-plan';
import { CaptureError, captureErrorOf } from '../capture-error';
import { FileClaim } from '../files/file-claim';
import { syncFolder } from '../files/synced-file';

const LINE_FEED = 0x0a;

export interface JournalContent {
  readonly plan: RedrivePlan;
  readonly entries: readonly JournalEntry[];
  /** Of the whole lines, in bytes. */
  readonly length: number;
}

export class RedriveJournalFile implements OpenJournal {
  private appending: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly claim: FileClaim,
    private length: number,
    readonly plan: RedrivePlan,
    readonly entries: readonly JournalEntry[],
  ) {}

  /** @param file must not exist. @throws CaptureError */
  static async create(file: string, plan: RedrivePlan, atMs: number): Promise<RedriveJournalFile> {
    const first: JournalEntry = { type: 'planned', version: 1, atMs, plan };
    return RedriveJournalFile.claimed(file, async (claim) => {
      const handle = await open(file, 'wx');
      const journal = new RedriveJournalFile(file, handle, claim, 0, plan, [first]);
      try {
        await journal.append(first);
        await syncFolder(path.dirname(file));
        return journal;
      } catch (error) {
        await handle.close();
        await rm(file, { force: true });
        throw error;
      }
    });
  }

  /** @throws CaptureError, also while another window works at it */
  static async open(file: string): Promise<RedriveJournalFile> {
    return RedriveJournalFile.claimed(file, async (claim) => {
      const content = await readJournal(file);
      if (content === undefined) throw new CaptureError(file, l10n.t('it holds no plan of a redrive'));
      const { plan, entries, length } = content;
      const handle = await open(file, 'r+');
      try {
        await handle.truncate(length);
        return new RedriveJournalFile(file, handle, claim, length, plan, entries);
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /** One after the other, as they are asked for; after a failure none is written any more. */
  append(entry: JournalEntry): Promise<void> {
    const written = this.appending.then(() => this.write(entry));
    this.appending = written;
    // Whoever asked hears of it.
    written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.appending.catch(() => undefined);
    try {
      await this.handle.close();
    } finally {
      await this.claim.release();
    }
  }

  private async write(entry: JournalEntry): Promise<void> {
    try {
      if (!(await this.claim.isOurs()))
        throw new CaptureError(this.file, heldByAnother(), { action: 'written' });
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      for (let written = 0; written < line.length;) {
        const { bytesWritten } = await this.handle.write(line, written, line.length - written, this.length);
        written += bytesWritten;
        this.length += bytesWritten;
      }
      await this.handle.sync();
    } catch (error) {
      throw captureErrorOf(error, this.file, 'written');
    }
  }

  private static async claimed(
    file: string,
    work: (claim: FileClaim) => Promise<RedriveJournalFile>,
  ): Promise<RedriveJournalFile> {
    let claim: FileClaim | undefined;
    try {
      claim = await FileClaim.take(file, heldByAnother());
      return await work(claim);
    } catch (error) {
      await claim?.release();
      throw captureErrorOf(error, file, 'written');
    }
  }
}

/** Why a journal can't be written, as a clause. */
export function heldByAnother(): string {
  return l10n.t('another window works at this redrive');
}

/** @returns undefined if it holds no plan: it broke off before anything was begun, or is another version's. @throws the file system's error */
export async function readJournal(file: string): Promise<JournalContent | undefined> {
  const bytes = await readFile(file);
  const length = bytes.lastIndexOf(LINE_FEED) + 1;
  const lines = bytes.toString('utf8', 0, length).split('\n').slice(0, -1);
  const entries: JournalEntry[] = [];
  for (const line of lines) {
    const entry = parseLine(line);
    if (entry === undefined)
      throw new CaptureError(file, l10n.t('line {0} is no entry of a redrive', entries.length + 1));
    entries.push(entry);
  }
  const [first] = entries;
  return first?.type === 'planned' ? { plan: first.plan, entries, length } : undefined;
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return readJournalEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}
