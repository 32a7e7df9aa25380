/**
 * Runs a redrive, or goes on with one: batches side by side where no order is to be kept between them, everything in the
 * journal before it is done. A crash at any point loses nothing: what is left is told by the journal alone.
 */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { DocumentClaims } from './document-claims';
import type { JournalEntry } from './journal-entry';
import { BatchRedrive } from './redrive-batch';
import type { PlannedBatch } from './redrive-plan';
import type { RedriveProgress } from './redrive-progress';
import type { BatchEnd, RedriveParts, RedriveRun } from './redrive-run';

/**
 * @param progress by the journal's entries so far, the plan's own among them
 * @param stop ends it after the invocations that are running; then it can be gone on with
 * @returns how each batch has ended that was begun or held up, by its id
 * @throws when the journal can't be written, after the invocations that are running
 */
export async function runRedrive(
  parts: RedriveParts,
  progress: RedriveProgress,
  stop: StopSignal,
): Promise<ReadonlyMap<string, BatchEnd>> {
  const run: RedriveRun = {
    parts,
    progress,
    record: async (entry: JournalEntry) => {
      await parts.journal.append(entry);
      progress.take(entry);
      parts.observe(entry);
    },
  };
  const schedule = new RedriveSchedule(run, stop);
  await schedule.run();
  if (!stop.aborted) await run.record({ type: 'ended', atMs: parts.clock.now() });
  return schedule.ends;
}

class RedriveSchedule {
  readonly ends = new Map<string, BatchEnd>();
  private readonly passed = new Set<string>();
  private readonly running = new Map<string, Promise<void>>();
  private waiting: readonly PlannedBatch[];
  private readonly halt: StopSwitch;
  private readonly claims: DocumentClaims;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly redrive: RedriveRun,
    stop: StopSignal,
  ) {
    const { plan } = redrive.progress;
    this.waiting = plan.batches;
    this.halt = new StopSwitch(stop);
    this.claims = new DocumentClaims(redrive.parts, plan.batches);
  }

  async run(): Promise<void> {
    try {
      for (;;) {
        // What is left behind may be all that others have waited for.
        while (await this.startWhatMay());
        if (this.running.size === 0) break;
        await Promise.race(this.running.values());
      }
    } catch (error) {
      this.fail(error);
      await Promise.all(this.running.values());
    } finally {
      this.halt.unlink();
    }
    await this.close();
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** @returns whether a batch was left behind */
  private async startWhatMay(): Promise<boolean> {
    const { progress } = this.redrive;
    const stillWaiting: PlannedBatch[] = [];
    this.letPass();
    const endsBefore = this.ends.size;
    for (const batch of this.waiting) {
      const may = this.mayStart(batch);
      if (may === 'never') await this.leave(batch);
      else if (may === 'now' && !this.halt.aborted && this.running.size < progress.plan.concurrency)
        this.start(batch);
      else stillWaiting.push(batch);
    }
    this.waiting = stillWaiting;
    return this.ends.size > endsBefore;
  }

  /** What has ended lets its successors begin, but not before those that it waited for itself. */
  private letPass(): void {
    const { progress } = this.redrive;
    for (const batch of progress.plan.batches) {
      if (progress.isSettled(batch)) this.ends.set(batch.id, { kind: 'settled' });
      const hasEnded = this.ends.has(batch.id);
      if (hasEnded && batch.after.every(({ batchId }) => this.passed.has(batchId))) this.passed.add(batch.id);
    }
    this.waiting = this.waiting.filter(({ id }) => !this.ends.has(id));
  }

  private mayStart({ id, after }: PlannedBatch): 'now' | 'later' | 'never' {
    // What has succeeded has only its document left, which is in nobody's order.
    if (this.redrive.progress.of(id).isDone) return 'now';
    if (!after.every(({ batchId }) => this.passed.has(batchId))) return 'later';
    const hasSucceeded = (batchId: string): boolean => this.redrive.progress.of(batchId).isDone;
    return after.every(({ batchId, because }) => because === 'shard' || hasSucceeded(batchId))
      ? 'now'
      : 'never';
  }

  private async leave({ id }: PlannedBatch): Promise<void> {
    const reason = l10n.t('an earlier batch with the same items has not succeeded');
    this.ends.set(id, { kind: 'left', reason });
    this.passed.add(id);
    await this.redrive.record({
      type: 'left',
      batchId: id,
      reason,
      atMs: this.redrive.parts.clock.now(),
    });
  }

  private start(batch: PlannedBatch): void {
    const work = new BatchRedrive(this.redrive, this.claims, batch, this.halt).redrive();
    const ended = work.then(
      (end) => this.end(batch, end),
      (error: unknown) => this.fail(error),
    );
    this.running.set(
      batch.id,
      ended.then(() => void this.running.delete(batch.id)),
    );
  }

  private end(batch: PlannedBatch, end: BatchEnd): void {
    this.ends.set(batch.id, end);
    const stops = end.kind === 'failed' && this.redrive.progress.plan.onFailure === 'stop';
    if (stops || end.kind === 'refused') this.halt.abort();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.halt.abort();
  }

  private async close(): Promise<void> {
    const { progress } = this.redrive;
    await this.claims.close(progress.plan.batches.filter(({ id }) => progress.of(id).isDone));
  }
}
