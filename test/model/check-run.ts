/**
 * What holds in every run, whatever the factor, the faults and the function: order, limits,
 * checkpoints that never pass what is unfinished, and that nothing is left out in the end.
 */
import { AttemptLog } from './attempt-log';
import { limitViolations } from './check-limits';
import { outcomeOf } from './outcome';
import { dutiesOf, type Duty, type StreamIndex } from './stream-index';
import type { Entry, ModelOptions, Run, WorldRecord } from './trace';

type Invoked = Extract<Entry, { is: 'invoked' }>;

export class RunChecker {
  readonly violations: string[] = [];
  private readonly handled = new Set<string>();
  private readonly succeeded = new Set<string>();
  private readonly inFlight = new Map<number, Invoked>();
  private readonly recordsInFlight = new Set<string>();
  private readonly attempts: AttemptLog;
  private readonly checkpoints: Map<string, string>;
  private readonly pages = new Map<string, { highest: bigint; isLast: boolean }>();
  private readonly read = new Set<string>();
  private readonly lost: Extract<Entry, { is: 'lost' }>[] = [];
  private readonly duty: (record: WorldRecord) => Duty;
  private nowMs: number;
  private readonly totals = { succeeded: 0, failed: 0, dropped: 0 };

  constructor(
    private readonly run: Run,
    private readonly index: StreamIndex,
    private readonly options: ModelOptions,
  ) {
    this.duty = dutiesOf(run, options);
    this.attempts = new AttemptLog(options, (violation) => this.report(violation));
    this.checkpoints = new Map(run.loaded);
    this.nowMs = run.startMs;
  }

  check(): readonly string[] {
    for (const entry of this.run.entries) {
      if ('atMs' in entry) this.nowMs = entry.atMs;
      this.entry(entry);
      if (this.violations.length > 5) break;
    }
    if (this.run.stoppedAtMs === Number.POSITIVE_INFINITY) this.atTheEnd();
    return this.violations;
  }

  private entry(entry: Entry): void {
    switch (entry.is) {
      case 'page':
        this.page(entry);
        break;
      case 'invoked':
        this.invoked(entry);
        break;
      case 'answered':
        this.answered(entry);
        break;
      case 'dropped':
        this.dropped(entry);
        break;
      case 'lost':
        this.lost.push(entry);
        break;
      case 'saved':
        this.saved(entry);
        break;
      case 'started':
        this.attempts.started(entry);
        break;
      case 'gateAnswers':
        if (entry.decision === 'retryAfresh') this.attempts.forget(entry.shardId, entry.sequenceNumbers);
        break;
      default:
        break;
    }
  }

  private page({ shardId, sequenceNumbers, isLast }: Extract<Entry, { is: 'page' }>): void {
    const highest = this.pages.get(shardId)?.highest ?? -1n;
    const last = BigInt(sequenceNumbers.at(-1) ?? -1);
    this.pages.set(shardId, { highest: last > highest ? last : highest, isLast });
    for (const sequenceNumber of sequenceNumbers) this.read.add(sequenceNumber);
  }

  private invoked(entry: Invoked): void {
    const records = entry.sequenceNumbers.map(this.index.record);
    for (const violation of limitViolations(entry, [...this.inFlight.values()], this.index, this.options)) {
      this.report(violation);
    }
    for (const [place, record] of records.entries()) {
      this.checkOrder(record, records.slice(0, place), entry);
      if (this.recordsInFlight.has(record.sequenceNumber)) this.report(`${tell(record)} is in flight twice`);
      if (this.handled.has(record.sequenceNumber))
        this.report(`${tell(record)} is delivered after it was finished`);
    }
    if (this.options.factor === 1) this.checkPrompt(entry.shardId);
    for (const { sequenceNumber } of records) this.recordsInFlight.add(sequenceNumber);
    this.inFlight.set(entry.id, entry);
    this.attempts.invoked(entry);
  }

  private checkOrder(record: WorldRecord, before: readonly WorldRecord[], entry: Invoked): void {
    const duty = this.duty(record);
    if (duty === 'mustNot') this.report(`${tell(record)} must not be delivered`);
    if (record.shardId !== entry.shardId) this.report(`${tell(record)} is said to be of ${entry.shardId}`);
    const previous = before.at(-1);
    if (previous !== undefined && BigInt(previous.sequenceNumber) >= BigInt(record.sequenceNumber)) {
      this.report(`${tell(record)} after ${tell(previous)} in one batch`);
    }
    const together = new Set(before);
    const isLater = (earlier: WorldRecord) => BigInt(earlier.sequenceNumber) < BigInt(record.sequenceNumber);
    const shard = this.index.shards.get(record.shardId);
    const own = this.options.factor === 1 ? (shard?.records ?? []) : this.index.ofItem(record.item);
    const mustBeFinished = [
      ...own.filter((earlier) => isLater(earlier)),
      ...(before.length > 0 ? [] : this.index.ancestorsOf(record.shardId).flatMap(({ records }) => records)),
    ];
    const unfinished = mustBeFinished.find((earlier) => !together.has(earlier) && this.isOwed(earlier));
    if (unfinished !== undefined)
      this.report(`${tell(record)} is delivered before ${tell(unfinished)} is finished`);
  }

  /** Not finished, and still there to be delivered. */
  private isOwed(record: WorldRecord): boolean {
    if (this.duty(record) !== 'must' || this.handled.has(record.sequenceNumber)) return false;
    return this.read.has(record.sequenceNumber) || record.trimmedAtMs > this.nowMs;
  }

  /** The position is saved after each batch: what was delivered before is below it when the next one goes. */
  private checkPrompt(shardId: string): void {
    const checkpoint = this.checkpoints.get(shardId);
    const late = (this.index.shards.get(shardId)?.records ?? []).find(
      ({ sequenceNumber }) =>
        this.succeeded.has(sequenceNumber) &&
        (checkpoint === undefined || (checkpoint !== '' && BigInt(checkpoint) < BigInt(sequenceNumber))),
    );
    if (late !== undefined) this.report(`the checkpoint is not past ${tell(late)}, which succeeded before`);
  }

  private answered({ id, result }: Extract<Entry, { is: 'answered' }>): void {
    const invoked = this.inFlight.get(id);
    if (invoked === undefined) throw new Error(`Invocation ${id} was never made.`);
    this.inFlight.delete(id);
    const { sequenceNumbers, shardId } = invoked;
    for (const sequenceNumber of sequenceNumbers) this.recordsInFlight.delete(sequenceNumber);
    const outcome = outcomeOf(result, sequenceNumbers, this.options);
    switch (outcome.kind) {
      case 'succeeded':
        this.totals.succeeded += 1;
        this.finish(sequenceNumbers);
        break;
      case 'partial':
        this.totals.succeeded += 1;
        this.finish(sequenceNumbers.slice(0, outcome.firstFailed));
        break;
      case 'failed':
        this.totals.failed += 1;
        this.attempts.of(shardId, sequenceNumbers).counted += 1;
        break;
      case 'notInvoked':
        this.totals.failed += 1;
        break;
      case 'stopped':
        break;
    }
  }

  private finish(sequenceNumbers: readonly string[]): void {
    for (const sequenceNumber of sequenceNumbers) {
      this.handled.add(sequenceNumber);
      this.succeeded.add(sequenceNumber);
    }
  }

  private dropped({ sequenceNumbers, shardId, reason }: Extract<Entry, { is: 'dropped' }>): void {
    this.totals.dropped += sequenceNumbers.length;
    const { maximumRetries, maximumAgeMs } = this.options;
    for (const sequenceNumber of sequenceNumbers) {
      if (this.handled.has(sequenceNumber)) this.report(`${sequenceNumber} is dropped after it was finished`);
      this.handled.add(sequenceNumber);
      const { createdMs } = this.index.record(sequenceNumber);
      const ageMs = this.nowMs - createdMs;
      if (reason === 'RecordAgeExceeded' && !(maximumAgeMs >= 0 && ageMs > maximumAgeMs)) {
        this.report(`${sequenceNumber} is dropped as too old at ${ageMs} ms`);
      }
      if (reason === 'ExpiredFromStream' && ageMs <= 24 * 60 * 60 * 1000)
        this.report(`${sequenceNumber} is not expired`);
    }
    if (reason === 'RetryAttemptsExhausted' && sequenceNumbers.length > 0) {
      const { counted } = this.attempts.of(shardId, sequenceNumbers);
      if (maximumRetries < 0 || counted !== maximumRetries + 1) {
        this.report(`${tellAll(sequenceNumbers)} is dropped after ${counted} failures`);
      }
    }
  }

  private saved({ shardId, sequenceNumber }: Extract<Entry, { is: 'saved' }>): void {
    const before = this.checkpoints.get(shardId);
    const isFinished = sequenceNumber === undefined;
    if (before === '' && !isFinished) this.report(`${shardId} is saved after it was finished`);
    if (before !== undefined && before !== '' && !isFinished && BigInt(sequenceNumber) < BigInt(before)) {
      this.report(`the checkpoint of ${shardId} goes back to ${sequenceNumber}`);
    }
    this.checkpoints.set(shardId, sequenceNumber ?? '');
    const passed = (this.index.shards.get(shardId)?.records ?? []).filter(
      (record) => isFinished || BigInt(record.sequenceNumber) <= BigInt(sequenceNumber),
    );
    const unfinished = passed.find((record) => this.isOwed(record));
    if (unfinished !== undefined)
      this.report(`the checkpoint passes ${tell(unfinished)}, which is unfinished`);
    if (sequenceNumber !== undefined && BigInt(sequenceNumber) > (this.pages.get(shardId)?.highest ?? -1n)) {
      this.report(`the checkpoint ${sequenceNumber} was never read`);
    }
  }

  private atTheEnd(): void {
    for (const record of this.index.all) {
      if (this.isOwed(record))
        this.report(`${tell(record)} was neither delivered nor dropped nor filtered out`);
      if (this.isUnreportedLoss(record)) this.report(`${tell(record)} was lost without a word`);
    }
    for (const shardId of this.index.shards.keys()) {
      if (this.checkpoints.get(shardId) !== '') this.report(`${shardId} is not saved as finished in the end`);
    }
    if (this.inFlight.size > 0) this.report('the run ended while the function was at work');
    this.checkSummary();
  }

  private checkSummary(): void {
    const { summary } = this.run;
    if (summary === undefined) return;
    const { succeeded, failed, dropped } = this.totals;
    const told = [summary.succeededInvocations, summary.failedInvocations, summary.droppedRecords];
    if (told.join() !== [succeeded, failed, dropped].join()) {
      this.report(`the summary tells ${told.join()} instead of ${[succeeded, failed, dropped].join()}`);
    }
  }

  /** Trimmed after something of its shard had been read (CK-8): before, nobody can know what was there. */
  private isUnreportedLoss(record: WorldRecord): boolean {
    const { sequenceNumber, shardId, trimmedAtMs } = record;
    if (this.duty(record) !== 'must' || this.handled.has(sequenceNumber) || this.read.has(sequenceNumber))
      return false;
    const began =
      this.run.loaded.get(shardId) !== undefined
        ? this.run.startMs
        : this.run.entries.find(
            (entry) => entry.is === 'page' && entry.shardId === shardId && entry.sequenceNumbers.length > 0,
          );
    const beganAtMs = typeof began === 'object' && 'atMs' in began ? began.atMs : began;
    if (typeof beganAtMs !== 'number' || beganAtMs >= trimmedAtMs) return false;
    return !this.lost.some(
      ({ shardId: of, after, before }) =>
        of === shardId &&
        BigInt(after ?? -1) < BigInt(sequenceNumber) &&
        (before === undefined || BigInt(sequenceNumber) < BigInt(before)),
    );
  }

  private report(violation: string): void {
    this.violations.push(`at ${this.nowMs}: ${violation}`);
  }
}

function tell({ sequenceNumber, shardId }: WorldRecord): string {
  return `record ${sequenceNumber} of ${shardId}`;
}

function tellAll(sequenceNumbers: readonly string[]): string {
  return `[${sequenceNumbers.join(' ')}]`;
}
