/** The journals of a workspace's redrives in one folder. Ended ones are kept for some time, as reports. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type {
  OpenJournal,
  RedriveJournals,
  StoredRedrive,
} from '../../failed-batches/redrive/redrive-journals';
import type { RedrivePlan } from '../../failed-batches/redrive/redrive-plan';
import { RedriveProgress } from '../../failed-batches/redrive/redrive-progress';
import { CaptureError, captureErrorOf } from '../capture-error';
import { FileClaim } from '../files/file-claim';
import { hasCode } from '../files/new-file';
import { heldByAnother, RedriveJournalFile, readJournal } from './redrive-journal-file';

const EXTENSION = '.jsonl';
const KEPT_DAYS = 30;
const KEPT_JOURNALS = 50;
const DAY_MS = 86_400_000;

interface FoundJournal extends StoredRedrive {
  readonly file: string;
  readonly modifiedMs: number;
}

export class RedriveJournalFolder implements RedriveJournals {
  /** @param folder need not exist */
  constructor(private readonly folder: string) {}

  async create(plan: RedrivePlan, atMs: number): Promise<OpenJournal> {
    try {
      await mkdir(this.folder, { recursive: true });
      await this.removeOld(atMs);
    } catch (error) {
      throw captureErrorOf(error, this.folder, 'written');
    }
    return RedriveJournalFile.create(this.fileOf(plan.id), plan, atMs);
  }

  open(id: string): Promise<OpenJournal> {
    return RedriveJournalFile.open(this.fileOf(id));
  }

  async list(): Promise<readonly StoredRedrive[]> {
    try {
      return (await this.found()).map(({ plan, entries, isRunning }) => ({ plan, entries, isRunning }));
    } catch (error) {
      throw captureErrorOf(error, this.folder);
    }
  }

  async remove(id: string): Promise<void> {
    const file = this.fileOf(id);
    try {
      if (await FileClaim.isTaken(file)) throw new CaptureError(file, heldByAnother(), { action: 'written' });
      await rm(file, { force: true });
    } catch (error) {
      throw captureErrorOf(error, file, 'written');
    }
  }

  /** What can be gone on with stays, however old it is. */
  private async removeOld(nowMs: number): Promise<void> {
    const ended = (await this.found()).filter(
      ({ plan, entries, isRunning }) => !isRunning && !new RedriveProgress(plan, entries).isUnfinished,
    );
    for (const [index, { file, modifiedMs }] of ended.entries())
      if (index >= KEPT_JOURNALS || nowMs - modifiedMs > KEPT_DAYS * DAY_MS) await rm(file, { force: true });
  }

  /** The last one first. A broken one is nobody's reason not to redrive anything else. */
  private async found(): Promise<readonly FoundJournal[]> {
    const found: FoundJournal[] = [];
    for (const name of await this.names()) {
      const file = path.join(this.folder, name);
      const journal = await readFound(file);
      if (journal !== undefined) found.push(journal);
    }
    return found.sort((a, b) => b.modifiedMs - a.modifiedMs);
  }

  private async names(): Promise<readonly string[]> {
    try {
      return (await readdir(this.folder)).filter((name) => name.endsWith(EXTENSION) && !name.startsWith('.'));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /** Ids are made by this program: letters, digits and hyphens. */
  private fileOf(id: string): string {
    return path.join(this.folder, `${id.replace(/[^a-zA-Z0-9-]/g, '_')}${EXTENSION}`);
  }
}

async function readFound(file: string): Promise<FoundJournal | undefined> {
  try {
    const content = await readJournal(file);
    if (content === undefined) return undefined;
    const { plan, entries } = content;
    const { mtimeMs } = await stat(file);
    return { plan, entries, file, modifiedMs: mtimeMs, isRunning: await FileClaim.isTaken(file) };
  } catch (error) {
    if (error instanceof CaptureError || hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
