/** How far a redrive has got, told by its journal: the same after a crash as while it runs. */
import * as l10n from '@vscode/l10n';
import type { JournalEntry, Verdict } from './journal-entry';
import type { PlannedBatch, RedrivePlan } from './redrive-plan';

export interface OpenInvocation {
  readonly invocation: number;
  readonly from: number;
  readonly to: number;
}

export interface BatchProgress {
  /** So many records at the beginning have surely succeeded; they are never sent again. */
  readonly position: number;
  /** That have begun. */
  readonly invocations: number;
  /** Without a known answer: the function may have run. */
  readonly open?: OpenInvocation;
  /** How many records an invocation may have, after one was too large. */
  readonly most: number;
  /** JSON text, with a tumbling window: what the last invocation has handed on. */
  readonly state?: string;
  /** All records have succeeded. */
  readonly isDone: boolean;
  /** Indexes of documents. */
  readonly settled: ReadonlySet<number>;
  /** Of the last verdict that was no success; what was said when it was left. */
  readonly trouble?: string;
}

const notBegun: BatchProgress = {
  position: 0,
  invocations: 0,
  most: Number.POSITIVE_INFINITY,
  isDone: false,
  settled: new Set(),
};

export class RedriveProgress {
  private readonly batches = new Map<string, BatchProgress>();
  private ended = false;

  constructor(
    readonly plan: RedrivePlan,
    entries: Iterable<JournalEntry> = [],
  ) {
    for (const entry of entries) this.take(entry);
  }

  of(batchId: string): BatchProgress {
    return this.batches.get(batchId) ?? notBegun;
  }

  /** Nothing is left to be done for it. */
  isSettled({ id, documents }: PlannedBatch): boolean {
    const { isDone, settled } = this.of(id);
    return isDone && settled.size >= documents.length;
  }

  /**
   * Whether going on with it knows something that a redrive from anew would not: what has succeeded of a batch, that an
   * invocation may have run, that a document is to be deleted; or it was interrupted.
   */
  get isUnfinished(): boolean {
    const open = this.plan.batches.filter((batch) => !this.isSettled(batch));
    if (open.length === 0) return false;
    return !this.ended || open.some(({ id }) => this.hasBegun(id));
  }

  /** Whether a redrive from anew might repeat something of it. */
  hasBegun(batchId: string): boolean {
    const { position, open, isDone } = this.of(batchId);
    return position > 0 || open !== undefined || isDone;
  }

  take(entry: JournalEntry): void {
    if (entry.type === 'planned') return;
    if (entry.type === 'resumed' || entry.type === 'ended') {
      this.ended = entry.type === 'ended';
      return;
    }
    this.batches.set(entry.batchId, after(this.of(entry.batchId), entry));
  }
}

type BatchEntry = Extract<JournalEntry, { readonly batchId: string }>;

function after(progress: BatchProgress, entry: BatchEntry): BatchProgress {
  switch (entry.type) {
    case 'begins': {
      const { invocation, from, to } = entry;
      return { ...progress, invocations: invocation, open: { invocation, from, to } };
    }
    case 'answered':
      return afterVerdict(progress, entry.verdict);
    case 'decided':
      return afterVerdict(
        progress,
        entry.decision === 'done'
          ? { kind: 'succeeded' }
          : { kind: 'failed', reason: l10n.t('it is sent again, as was decided') },
      );
    case 'done':
      return { ...progress, isDone: true };
    case 'settled':
      return { ...progress, settled: new Set([...progress.settled, entry.document]) };
    case 'left':
      return { ...progress, trouble: entry.reason };
  }
}

function afterVerdict(progress: BatchProgress, verdict: Verdict): BatchProgress {
  const { open, ...rest } = progress;
  if (open === undefined) return progress;
  switch (verdict.kind) {
    case 'succeeded':
    case 'partial': {
      const position = verdict.kind === 'succeeded' ? open.to : open.from + verdict.succeeded;
      const state = verdict.state ?? progress.state;
      return { ...rest, position, ...(state !== undefined && { state }) };
    }
    case 'tooLarge':
      return { ...rest, most: Math.max(1, Math.floor((open.to - open.from) / 2)), trouble: verdict.reason };
    case 'failed':
    case 'throttled':
    case 'refused':
      return { ...rest, trouble: verdict.reason };
    case 'unknown':
      return { ...progress, trouble: verdict.reason };
  }
}
