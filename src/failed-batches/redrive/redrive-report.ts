/** What a redrive has sent, what was answered, what was left out and what became of the documents: from its journal alone. */
import type { AnswerSummary, JournalEntry, Verdict } from './journal-entry';
import type { PlannedBatch, RedrivePlan } from './redrive-plan';
import { RedriveProgress } from './redrive-progress';

export interface ReportedInvocation {
  readonly invocation: number;
  readonly atMs: number;
  /** Of the records that are sent of the batch, from 1, both included. */
  readonly firstRecord: number;
  readonly lastRecord: number;
  readonly eventHash: string;
  readonly answer?: AnswerSummary;
  /** Without the window's state. */
  readonly verdict?: Verdict;
  /** What a person said of it. */
  readonly decision?: 'again' | 'done';
}

export type ReportedDocument = PlannedBatch['documents'][number] & {
  /** Absent while it is still to be dealt with. */
  readonly settled?: Extract<JournalEntry, { readonly type: 'settled' }>['how'];
};

export interface ReportedBatch {
  readonly id: string;
  readonly streamArn?: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly captureFile: string;
  readonly records: number;
  readonly succeeded: number;
  readonly outcome: 'settled' | 'documentLeft' | 'unknown' | 'failed' | 'notBegun';
  readonly trouble?: string;
  readonly invocations: readonly ReportedInvocation[];
  readonly skipped: PlannedBatch['skipped'];
  readonly documents: readonly ReportedDocument[];
}

export interface RedriveReport {
  readonly id: string;
  readonly beganMs: number;
  /** Absent while it can be gone on with. */
  readonly endedMs?: number;
  readonly connectionName: string;
  readonly functionArn: string;
  readonly batches: readonly ReportedBatch[];
}

export function reportOf(plan: RedrivePlan, entries: readonly JournalEntry[]): RedriveReport {
  const progress = new RedriveProgress(plan, entries);
  const { id, connectionName, functionArn } = plan;
  const last = entries.at(-1);
  return {
    id,
    beganMs: entries[0]?.atMs ?? 0,
    ...(last?.type === 'ended' && { endedMs: last.atMs }),
    connectionName,
    functionArn,
    batches: plan.batches.map((batch) => reportedBatch(batch, progress, entries)),
  };
}

function reportedBatch(
  batch: PlannedBatch,
  progress: RedriveProgress,
  entries: readonly JournalEntry[],
): ReportedBatch {
  const { id, streamArn, shardId, startSequenceNumber, endSequenceNumber, captureFile } = batch;
  const { position, trouble, isDone } = progress.of(id);
  return {
    id,
    ...(streamArn !== undefined && { streamArn }),
    shardId,
    startSequenceNumber,
    endSequenceNumber,
    captureFile,
    records: batch.recordCount,
    succeeded: position,
    outcome: outcomeOf(batch, progress),
    ...(trouble !== undefined && !(isDone && progress.isSettled(batch)) && { trouble }),
    invocations: invocationsOf(id, entries),
    skipped: batch.skipped,
    documents: batch.documents.map((document, index) => ({ ...document, ...settledAs(id, index, entries) })),
  };
}

function outcomeOf(batch: PlannedBatch, progress: RedriveProgress): ReportedBatch['outcome'] {
  const { isDone, open, invocations } = progress.of(batch.id);
  if (isDone) return progress.isSettled(batch) ? 'settled' : 'documentLeft';
  if (open !== undefined) return 'unknown';
  return invocations > 0 ? 'failed' : 'notBegun';
}

function invocationsOf(batchId: string, entries: readonly JournalEntry[]): readonly ReportedInvocation[] {
  const found = new Map<number, ReportedInvocation>();
  for (const entry of entries) {
    if (!('invocation' in entry) || entry.batchId !== batchId) continue;
    const { invocation, atMs } = entry;
    if (entry.type === 'begins') {
      const { from, to, eventHash } = entry;
      found.set(invocation, { invocation, atMs, firstRecord: from + 1, lastRecord: to, eventHash });
      continue;
    }
    const begun = found.get(invocation);
    if (begun === undefined) continue;
    if (entry.type === 'decided') found.set(invocation, { ...begun, decision: entry.decision });
    else found.set(invocation, { ...begun, answer: entry.answer, verdict: withoutState(entry.verdict) });
  }
  return [...found.values()];
}

function settledAs(
  batchId: string,
  document: number,
  entries: readonly JournalEntry[],
): Pick<ReportedDocument, 'settled'> {
  const entry = entries.find(
    (one) => one.type === 'settled' && one.batchId === batchId && one.document === document,
  );
  return entry?.type === 'settled' ? { settled: entry.how } : {};
}

/** It is the handler's data. */
function withoutState(verdict: Verdict): Verdict {
  switch (verdict.kind) {
    case 'succeeded':
      return { kind: 'succeeded', ...(verdict.note !== undefined && { note: verdict.note }) };
    case 'partial':
      return { kind: 'partial', succeeded: verdict.succeeded };
    default:
      return verdict;
  }
}
