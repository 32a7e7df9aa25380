/**
 * One batch's way: its messages held, invoked part by part, each step in the journal before the next, its documents dealt
 * with when all of it has succeeded. What has surely succeeded is never sent again; what may have is asked about.
 */
import * as l10n from '@vscode/l10n';
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { TimeWindowMembers } from '../../engine/events/event-bytes';
import { buildEvent } from '../../engine/events/event-bytes';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { ServiceError } from '../../triggers/ports/service-error';
import type { DeployedAnswer } from '../ports/deployed-functions';
import type { DocumentClaims } from './document-claims';
import type { AnswerSummary, Verdict } from './journal-entry';
import { judgeAnswer, judgeRefusal } from './judge-answer';
import { nextCount } from './next-invocation';
import { recordsToSend } from './records-to-send';
import type { PlannedBatch } from './redrive-plan';
import type { BatchProgress } from './redrive-progress';
import type { BatchEnd, RedriveRun } from './redrive-run';
import { beforeItsEnd } from './time-window';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** In a row, with some minutes of waiting between them. */
const MOST_THROTTLES = 10;

export class BatchRedrive {
  private throttles = 0;
  private goesOnWithoutMessage = false;

  constructor(
    private readonly run: RedriveRun,
    private readonly claims: DocumentClaims,
    private readonly batch: PlannedBatch,
    private readonly stop: StopSignal,
  ) {}

  /** @throws when the journal can't be written; whatever is no expected outcome */
  async redrive(): Promise<BatchEnd> {
    const end = await this.untilSettled();
    if (end.kind === 'settled') return end;
    if (end.kind !== 'done') await this.claims.release(this.batch.documents);
    await this.run.record({ type: 'left', batchId: this.batch.id, reason: end.reason, atMs: this.now() });
    return end;
  }

  private async untilSettled(): Promise<BatchEnd> {
    try {
      if (!this.progress.isDone) {
        const end = await this.sendAll();
        if (end !== undefined) return end;
      }
      return await this.settle();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (this.progress.isDone) return { kind: 'done', reason: error.message };
      return { kind: error.kind === 'credentials' ? 'refused' : 'left', reason: error.message };
    }
  }

  /** @returns undefined when all records have succeeded */
  private async sendAll(): Promise<BatchEnd | undefined> {
    const loaded = await recordsToSend(this.run.parts, this.batch);
    if ('unusable' in loaded) return { kind: 'failed', reason: loaded.unusable };
    for (;;) {
      const { open, position } = this.progress;
      const hasAllSucceeded = open === undefined && position >= loaded.records.length;
      if (hasAllSucceeded) break;
      const end = open === undefined ? await this.sendNext(loaded.records) : await this.askAfterUnknown(open);
      if (end !== undefined) return end;
    }
    await this.run.record({ type: 'done', batchId: this.batch.id, atMs: this.now() });
    return undefined;
  }

  private async askAfterUnknown(open: NonNullable<BatchProgress['open']>): Promise<BatchEnd | undefined> {
    const reason = this.progress.trouble ?? l10n.t('the redrive was interrupted before the answer came');
    const decision = await this.run.parts.questions.afterUnknown(this.batch, open, reason);
    if (decision === 'leave') return { kind: 'left', reason };
    const { invocation } = open;
    await this.run.record({
      type: 'decided',
      batchId: this.batch.id,
      invocation,
      decision,
      atMs: this.now(),
    });
    return undefined;
  }

  private async sendNext(records: readonly EncodedRecord[]): Promise<BatchEnd | undefined> {
    if (this.isStopped()) return stopped();
    const left = await this.holdDocuments();
    if (left !== undefined) return left;
    if (this.isStopped()) return stopped();
    const { plan } = this.run.progress;
    const { position, most, invocations } = this.progress;
    const timeWindow = this.timeWindow();
    const count = nextCount(records, position, {
      most: Math.min(most, plan.batchSize ?? Number.POSITIVE_INFINITY),
      timeWindow,
    });
    const sent = records.slice(position, position + count);
    const isLast = position + count >= records.length;
    const members = timeWindow === undefined || isLast ? timeWindow : beforeItsEnd(timeWindow);
    const verdict = await this.invoke(sent, buildEvent(sent, members), invocations + 1);
    return this.conclude(verdict, count);
  }

  /** @returns the end, if the batch is not to be invoked without its message */
  private async holdDocuments(): Promise<BatchEnd | undefined> {
    if (this.goesOnWithoutMessage) return undefined;
    const missing = await this.claims.hold(this.batch.documents, this.stop);
    if (missing === undefined || this.isStopped()) return undefined;
    const { document, because } = missing;
    const answer = await this.run.parts.questions.messageMissing(this.batch, document, because);
    this.goesOnWithoutMessage = answer === 'invoke';
    if (this.goesOnWithoutMessage) return undefined;
    return { kind: 'left', reason: l10n.t('its message could not be received from the queue') };
  }

  private async invoke(
    sent: readonly EncodedRecord[],
    event: Uint8Array,
    invocation: number,
  ): Promise<Verdict> {
    const { parts, progress } = this.run;
    const of = { batchId: this.batch.id, invocation };
    const from = this.progress.position;
    const eventHash = parts.hashOf(event);
    const beganMs = this.now();
    await this.run.record({
      ...of,
      type: 'begins',
      from,
      to: from + sent.length,
      eventHash,
      atMs: beganMs,
    });
    const { functionArn, timeoutInSeconds, reportBatchItemFailures } = progress.plan;
    let verdict: Verdict;
    let answer: DeployedAnswer | undefined;
    try {
      // A stop lets what is running answer: else nobody knows whether it has run.
      const unstopped = new StopSwitch();
      answer = await parts.functions.invoke(
        parts.connection,
        functionArn,
        event,
        timeoutInSeconds,
        unstopped,
      );
      verdict = judgeAnswer(answer, {
        sequenceNumbers: () => sent.map(({ sequenceNumber }) => sequenceNumber),
        reportBatchItemFailures,
        mustReturnState: this.batch.timeWindow !== undefined,
      });
    } catch (error) {
      verdict = judgeRefusal(error);
    }
    const summary = summaryOf(answer, this.now() - beganMs);
    await this.run.record({ ...of, type: 'answered', answer: summary, verdict, atMs: this.now() });
    return verdict;
  }

  private async conclude(verdict: Verdict, count: number): Promise<BatchEnd | undefined> {
    if (verdict.kind !== 'throttled') this.throttles = 0;
    switch (verdict.kind) {
      // Each of these has records behind it: that bounds how often the rest is sent.
      case 'succeeded':
      case 'partial':
      // It is asked about before anything else is done.
      case 'unknown':
        return undefined;
      // Lambda has tried as often as its trigger says: once more tells whether what was changed since helps.
      case 'failed':
        return { kind: 'failed', reason: verdict.reason };
      case 'refused':
        return { kind: 'refused', reason: verdict.reason };
      case 'tooLarge':
        return count > 1 ? undefined : { kind: 'failed', reason: verdict.reason };
      case 'throttled': {
        this.throttles += 1;
        if (this.throttles >= MOST_THROTTLES) return { kind: 'failed', reason: verdict.reason };
        const delayMs = doublingDelayMs(this.throttles, FIRST_DELAY_MS, LONGEST_DELAY_MS);
        const { clock } = this.run.parts;
        await clock.sleepUntil(clock.now() + Math.max(delayMs, verdict.retryAfterMs ?? 0), this.stop);
        return undefined;
      }
    }
  }

  private async settle(): Promise<BatchEnd> {
    const { id, documents } = this.batch;
    let isLeft = false;
    for (const [index, document] of documents.entries()) {
      if (this.progress.settled.has(index)) continue;
      const how = await this.claims.settle(document, this.stop);
      if (how === 'hidden') isLeft = true;
      else await this.run.record({ type: 'settled', batchId: id, document: index, how, atMs: this.now() });
    }
    return isLeft ? messageHidden() : { kind: 'settled' };
  }

  /** With the state that the batch's last invocation has returned (TW-3). */
  private timeWindow(): TimeWindowMembers | undefined {
    const { timeWindow } = this.batch;
    const { state } = this.progress;
    return timeWindow === undefined || state === undefined ? timeWindow : { ...timeWindow, state };
  }

  private get progress(): BatchProgress {
    return this.run.progress.of(this.batch.id);
  }

  private now(): number {
    return this.run.parts.clock.now();
  }

  /** Asked after each wait. */
  private isStopped(): boolean {
    return this.stop.aborted;
  }
}

function stopped(): BatchEnd {
  return { kind: 'left', reason: l10n.t('the redrive was stopped') };
}

function messageHidden(): BatchEnd {
  return {
    kind: 'done',
    reason: l10n.t('its message can’t be received from the queue now, and so not be deleted'),
  };
}

function summaryOf(answer: DeployedAnswer | undefined, durationMs: number): AnswerSummary {
  if (answer === undefined) return { outcome: 'refused', durationMs };
  const { outcome } = answer;
  if (!('requestId' in answer)) return { outcome, durationMs };
  const { requestId, executedVersion } = answer;
  return {
    outcome,
    requestId,
    ...(executedVersion !== undefined && { executedVersion }),
    ...(answer.outcome === 'functionError' && { errorType: answer.errorType }),
    durationMs,
  };
}
