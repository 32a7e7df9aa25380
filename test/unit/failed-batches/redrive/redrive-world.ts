/**
 * A world for redrives: a function that remembers what it saw, a queue with visibility, a bucket, a disk with one journal,
 * and faults between any two steps. A kill leaves the run hanging in its next call for ever, as a dead process would.
 */
import type { StopSignal } from '../../../../src/engine/ports/stop-signal';
import type { DeployedAnswer } from '../../../../src/failed-batches/ports/deployed-functions';
import type { JournalEntry } from '../../../../src/failed-batches/redrive/journal-entry';
import { readJournalEntry } from '../../../../src/failed-batches/redrive/journal-entry';
import type { PlannedBatch } from '../../../../src/failed-batches/redrive/redrive-plan';
import type { OpenInvocation } from '../../../../src/failed-batches/redrive/redrive-progress';
import type { RedriveParts } from '../../../../src/failed-batches/redrive/redrive-run';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import type { SimulatedTime } from '../../../support/virtual-time';
import { ModelQueue } from './model-queue';
import type { Fault, RedriveHistory } from './redrive-history';
import { RedriveInvariants } from './redrive-invariants';

/** One call of the function that ran. */
export interface Execution {
  readonly sequenceNumbers: readonly string[];
  /** How many records at the beginning were done with success. */
  readonly done: number;
}

export class RedriveWorld {
  readonly queue: ModelQueue;
  readonly objects = new Set<string>();
  readonly executions: Execution[] = [];
  readonly invariants: RedriveInvariants;
  journal = '';
  /** Resolves when the process dies; a new one for each run. */
  killed: Promise<void> = Promise.resolve();
  private die: () => void = () => undefined;
  private generation = 0;
  private readonly faults: Fault[];
  private well = 0;

  constructor(
    private readonly history: RedriveHistory,
    private readonly time: SimulatedTime,
  ) {
    this.faults = [...history.faults];
    this.well = this.faults[0]?.after ?? 0;
    this.queue = new ModelQueue(time);
    this.invariants = new RedriveInvariants(history);
    for (const { id, documents } of history.batches) {
      if (documents[0]?.at.kind === 'queue') this.queue.send(id);
      else this.objects.add(id);
    }
    // Strangers', which must stay.
    for (let index = 0; index < 12; index += 1) this.queue.send(`stranger${index}`);
  }

  get hasFaults(): boolean {
    return this.faults.length > 0;
  }

  /** Whole lines only, as the reader of the file takes them. */
  entries(): readonly JournalEntry[] {
    const lines = this.journal.slice(0, this.journal.lastIndexOf('\n') + 1).split('\n');
    return lines.flatMap((line) => (line === '' ? [] : (readJournalEntry(JSON.parse(line)) ?? [])));
  }

  /** What a new process finds: the torn line is cut off. */
  begin(): void {
    this.generation += 1;
    this.invariants.beginRun();
    this.journal = this.journal.slice(0, this.journal.lastIndexOf('\n') + 1);
    this.killed = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  /** Of the process that has begun last. */
  parts(): RedriveParts {
    const mine = this.generation;
    const alive = <T>(work: () => Promise<T>): Promise<T> =>
      mine === this.generation ? work() : new Promise<T>(() => undefined);
    const step = <T>(work: () => Promise<T> | T): Promise<T> => alive(() => this.step(work, alive));
    return {
      connection: {},
      clock: {
        now: () => this.time.now(),
        sleepUntil: (epochMs: number, stop: StopSignal) => alive(() => this.time.sleepUntil(epochMs, stop)),
      },
      functions: {
        invoke: (_connection, _function, event) => alive(() => this.invoke(event, alive)),
      },
      queues: {
        describe: () => step(() => this.queue.state()),
        receive: (_connection, _queue, { most, hiddenForSeconds }) =>
          step(() => this.queue.receive(most, hiddenForSeconds)),
        hide: (_connection, _queue, messages, seconds) =>
          step(() =>
            messages.filter((message) => !this.queue.hide(message, seconds)).map((one) => one.messageId),
          ),
        delete: (_connection, _queue, receiptHandle) => step(() => this.delete(receiptHandle)),
      },
      buckets: {
        mark: () => step(() => undefined),
        move: (_connection, _bucket, key) => step(() => this.move(key)),
      },
      journal: { append: (entry) => alive(() => this.append(entry, alive)) },
      questions: {
        afterUnknown: (batch, open) => alive(() => Promise.resolve(this.tell(batch, open))),
        messageMissing: () => alive(() => Promise.resolve(this.dice() % 2 === 0 ? 'invoke' : 'leave')),
      },
      loadRecords: ({ id }) =>
        alive(() => Promise.resolve(this.history.batches.find((batch) => batch.id === id)?.records ?? [])),
      hashOf,
      observe: () => undefined,
      warn: () => undefined,
    };
  }

  /** Which of a batch's records the function has done, whatever anybody knows of it. */
  hasRun({ id }: Pick<PlannedBatch, 'id'>): boolean {
    const done = this.doneRecords();
    return this.recordsOf(id).every((sequenceNumber) => done.has(sequenceNumber));
  }

  private kill(): void {
    this.generation += 1;
    this.die();
  }

  private nextFault(): Fault | undefined {
    if (this.well > 0) {
      this.well -= 1;
      return undefined;
    }
    const fault = this.faults.shift();
    this.well = this.faults[0]?.after ?? 0;
    return fault;
  }

  private dice(): number {
    return this.faults[0]?.dice ?? 0;
  }

  private async step<T>(work: () => Promise<T> | T, alive: Alive): Promise<T> {
    const fault = this.nextFault();
    switch (fault?.step) {
      case undefined:
        return work();
      case 'unavailable':
        throw unavailable('unavailable');
      case 'invisible':
        this.queue.receiveElsewhere(fault.dice);
        return work();
      case 'killBefore':
      case 'killTorn':
        this.kill();
        return alive(() => Promise.resolve(work()));
      case 'killAfter': {
        const result = await work();
        this.kill();
        return alive(() => Promise.resolve(result));
      }
    }
  }

  private async append(entry: JournalEntry, alive: Alive): Promise<void> {
    const line = `${JSON.stringify(entry)}\n`;
    const fault = this.nextFault();
    const kills = fault?.step === 'killBefore' || fault?.step === 'killTorn' || fault?.step === 'killAfter';
    const written =
      fault?.step === 'killTorn' ? fault.dice % line.length : fault?.step === 'killBefore' ? 0 : line.length;
    this.journal += line.slice(0, written);
    if (written === line.length) this.invariants.learn(entry);
    if (!kills) return;
    this.kill();
    return alive(() => Promise.resolve());
  }

  private async invoke(event: Uint8Array, alive: Alive): Promise<DeployedAnswer> {
    const sequenceNumbers = sequenceNumbersOf(event);
    this.invariants.checkInvocation(sequenceNumbers);
    const fault = this.nextFault();
    // It takes its time, in which the heartbeat and others go on.
    await this.time.sleepUntil(
      this.time.now() + 1000 + (this.dice() % 200_000),
      new AbortController().signal,
    );
    return alive(async () => {
      if (fault !== undefined && fault.dice % 5 === 0) {
        if (fault.dice % 2 === 0) this.executions.push({ sequenceNumbers, done: sequenceNumbers.length });
        this.kill();
        return alive(() => this.invoke(event, alive));
      }
      return Promise.resolve(this.answer(sequenceNumbers, fault));
    });
  }

  private answer(sequenceNumbers: readonly string[], fault: Fault | undefined): DeployedAnswer {
    const ran = (done: number): void => {
      this.executions.push({ sequenceNumbers, done });
    };
    const succeeded = (payload: string): DeployedAnswer => ({
      outcome: 'succeeded',
      requestId: String(this.executions.length),
      payload,
    });
    switch (fault?.function) {
      case undefined:
        ran(sequenceNumbers.length);
        return succeeded('null');
      case 'throttled':
        return { outcome: 'throttled', message: 'Rate Exceeded.', retryAfterMs: fault.dice % 3000 };
      case 'tooLarge':
        return { outcome: 'tooLarge', message: 'Request must be smaller than 6291456 bytes.' };
      case 'cutBefore':
        return { outcome: 'unknown', message: 'The connection was cut.' };
      case 'cutAfter':
        ran(sequenceNumbers.length);
        return { outcome: 'unknown', message: 'The connection was cut.' };
      case 'refused':
        throw unavailable('credentials');
      case 'functionError':
        ran(0);
        return {
          outcome: 'functionError',
          requestId: 'r',
          errorType: 'TypeError',
          errorMessage: 'no',
          stackTrace: [],
        };
      case 'invalid':
        ran(0);
        return succeeded('{"batchItemFailures":[{"itemIdentifier":""}]}');
      case 'partial': {
        const index = fault.dice % sequenceNumbers.length;
        ran(index);
        return succeeded(JSON.stringify({ batchItemFailures: [{ itemIdentifier: sequenceNumbers[index] }] }));
      }
    }
  }

  /** A person who looks into the function's log knows what has run. */
  private tell({ id }: PlannedBatch, { from, to }: OpenInvocation): 'again' | 'done' | 'leave' {
    if (this.hasFaults && this.dice() % 4 === 0) return 'leave';
    const done = this.doneRecords();
    const all = this.recordsOf(id)
      .slice(from, to)
      .every((one) => done.has(one));
    return all ? 'done' : 'again';
  }

  private doneRecords(): ReadonlySet<string> {
    return new Set(this.executions.flatMap(({ sequenceNumbers, done }) => sequenceNumbers.slice(0, done)));
  }

  private recordsOf(id: string): readonly string[] {
    const batch = this.history.batches.find((other) => other.id === id);
    return (batch?.records ?? []).map(({ sequenceNumber }) => sequenceNumber);
  }

  private delete(receiptHandle: string): void {
    const id = this.queue.delete(receiptHandle);
    if (id !== undefined) this.settle(id);
  }

  private move(key: string): void {
    this.settle(key);
    this.objects.delete(key);
  }

  private settle(id: string): void {
    if (!this.hasRun({ id })) this.invariants.violations.push(`${id} is gone and has not succeeded`);
  }
}

type Alive = <T>(work: () => Promise<T>) => Promise<T>;

export const hashOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function unavailable(kind: 'unavailable' | 'credentials'): ServiceError {
  return new ServiceError(kind, `It is ${kind}.`, { action: 'any', code: '', serviceMessage: '' });
}

function sequenceNumbersOf(event: Uint8Array): readonly string[] {
  const { Records } = JSON.parse(new TextDecoder().decode(event)) as {
    Records: readonly { dynamodb: { SequenceNumber: string } }[];
  };
  return Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
}
