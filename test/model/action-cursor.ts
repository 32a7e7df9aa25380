/** Holds what the model expects next against what was seen next. */
import { expectedDocument, sameDocument } from './failure-documents';
import type { Action } from './lane-actions';
import type { ModelOptions, WindowMembers, WorldRecord } from './trace';

/** Floating point of times with fractions. */
const SAME_MS = 0.001;

export class Mismatch extends Error {}
/** The run was stopped before what comes next. */
export class Ended extends Error {}

export interface Attempts {
  /** Invocations that count against MaximumRetryAttempts. */
  counted: number;
  failuresInARow: number;
  functionError: 'Unhandled' | null;
}

export class ActionCursor {
  private cursor = 0;

  constructor(
    private readonly actions: readonly Action[],
    private readonly stoppedAtMs: number,
    private readonly options: ModelOptions,
  ) {}

  expectInvocation(
    records: readonly WorldRecord[],
    nowMs: number,
    window: WindowMembers | undefined,
  ): Extract<Action, { is: 'invoked' }> {
    const action = this.take(nowMs, `an invocation with ${tellRecords(records.map(sequenceNumberOf))}`);
    const wanted = `an invocation with ${tellRecords(records.map(sequenceNumberOf))} at ${nowMs}`;
    if (action.is !== 'invoked') throw new Mismatch(`expected ${wanted}, but ${tell(action)}`);
    if (action.sequenceNumbers.join() !== records.map(sequenceNumberOf).join()) {
      throw new Mismatch(`expected ${wanted}, but ${tell(action)}`);
    }
    this.expectTime(action.atMs, nowMs, wanted);
    if (JSON.stringify(action.window) !== JSON.stringify(window)) {
      throw new Mismatch(
        `${wanted}: window ${JSON.stringify(action.window)} instead of ${JSON.stringify(window)}`,
      );
    }
    return action;
  }

  expectDrop(
    records: readonly WorldRecord[],
    reason: string | undefined,
    nowMs: number,
    { counted, functionError }: Attempts,
  ): void {
    const wanted = `${reason ?? 'the end of attempts'} for ${tellRecords(records.map(sequenceNumberOf))} at ${nowMs}`;
    const action = this.take(nowMs, wanted);
    const isSame =
      action.is === 'dropped' &&
      action.reason === (reason ?? action.reason) &&
      action.sequenceNumbers.join() === records.map(sequenceNumberOf).join();
    if (!isSame) throw new Mismatch(`expected ${wanted}, but ${tell(action)}`);
    this.expectTime(action.atMs, nowMs, wanted);
    const hasDocument =
      records.length > 0 && (reason === 'RetryAttemptsExhausted' || reason === 'RecordAgeExceeded');
    const document = hasDocument
      ? expectedDocument({ records, condition: reason, counted, functionError, nowMs }, this.options)
      : undefined;
    const difference = sameDocument(action.document, document);
    if (difference !== undefined) throw new Mismatch(`${wanted}: document ${difference}`);
  }

  private expectTime(actualMs: number, wantedMs: number, what: string): void {
    if (Math.abs(actualMs - wantedMs) > SAME_MS)
      throw new Mismatch(`${what} was at ${actualMs} instead of ${wantedMs}`);
  }

  private take(nowMs: number, wanted: string): Action {
    const action = this.actions[this.cursor];
    if (action === undefined) {
      if (nowMs >= this.stoppedAtMs) throw new Ended();
      throw new Mismatch(`${wanted}: expected at ${nowMs}, never seen`);
    }
    this.cursor += 1;
    return action;
  }

  /** @returns when the gate answered, and what */
  expectGate(nowMs: number, retryAtMs: number): { readonly nowMs: number; readonly decision: string } {
    const gate = this.take(nowMs, 'the retry gate is asked');
    if (gate.is !== 'gate')
      throw new Mismatch(`the retry gate should be asked at ${nowMs}, but ${tell(gate)}`);
    this.expectTime(gate.retryAtMs, retryAtMs, 'the retry told to the gate');
    if (gate.answeredAtMs === Number.POSITIVE_INFINITY) throw new Ended();
    return { nowMs: gate.answeredAtMs, decision: gate.decision };
  }

  expectNothing(): void {
    const superfluous = this.actions[this.cursor];
    if (superfluous !== undefined) throw new Mismatch(`nothing is left to do, but ${tell(superfluous)}`);
  }
}

function sequenceNumberOf({ sequenceNumber }: WorldRecord): string {
  return sequenceNumber;
}

function tellRecords(sequenceNumbers: readonly string[]): string {
  return `[${sequenceNumbers.map((text) => text.slice(-4)).join(' ')}]`;
}

function tell(action: Action): string {
  switch (action.is) {
    case 'invoked':
      return `invoked with ${tellRecords(action.sequenceNumbers)} at ${action.atMs}`;
    case 'dropped':
      return `dropped ${tellRecords(action.sequenceNumbers)} for ${action.reason} at ${action.atMs}`;
    case 'gate':
      return `asked the retry gate at ${action.atMs}`;
  }
}
