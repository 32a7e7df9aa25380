/** A function that does to each record what the scenario says, and keeps in the state what it has seen. */
import type { RecordPlan, Scenario } from './scenario';

export type FunctionAnswer =
  | { readonly kind: 'response'; readonly payload: string }
  | { readonly kind: 'error' | 'timeout' | 'notInvoked' };

export interface FunctionEvent {
  readonly sequenceNumbers: readonly string[];
  readonly state?: unknown;
  readonly isFinal: boolean;
}

/** 1 MB and a little in UTF-8, half as many characters. */
const largeText = 'é'.repeat(525_000);

const successes: readonly unknown[] = [
  null,
  [],
  {},
  { batchItemFailures: [] },
  { batchItemFailures: null },
  '',
  'done',
  7,
];

/** BI-3 to BI-6 and BI-11; the first record stands for a valid identifier. */
const failures: readonly ((sequenceNumbers: readonly string[]) => unknown)[] = [
  () => [{ itemIdentifier: '' }],
  () => [{ itemIdentifier: null }],
  () => [{ foo: 123 }],
  () => [{ foo: null }],
  () => [{ itemIdentifier: 123 }],
  () => [{ itemIdentifier: '5' }],
  () => [null],
  () => 'all of them',
  (all) => [{ itemIdentifier: all.at(-1) }, { itemIdentifier: 'unknown' }],
  (all) => [{ itemIdentifier: all[0] }],
];

export class ScriptedFunction {
  private readonly done = new Map<string, number>();
  private invocations = 0;
  private finals = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly planOf: (sequenceNumber: string) => RecordPlan,
  ) {}

  answer(event: FunctionEvent): FunctionAnswer {
    this.invocations += 1;
    const acting = this.acting(event.sequenceNumbers);
    if (event.isFinal && this.scenario.finalFailures[this.finals++] === true) return { kind: 'error' };
    if (acting.has('throttled')) return { kind: 'notInvoked' };
    if (acting.has('timesOut')) return { kind: 'timeout' };
    if (acting.has('throws') || acting.has('poison')) return { kind: 'error' };
    return { kind: 'response', payload: JSON.stringify(this.response(event, acting)) };
  }

  /** Which records do something this time. */
  private acting(sequenceNumbers: readonly string[]): ReadonlyMap<RecordPlan['kind'], readonly string[]> {
    const acting = new Map<RecordPlan['kind'], string[]>();
    for (const sequenceNumber of sequenceNumbers) {
      const plan = this.planOf(sequenceNumber);
      const times = 'times' in plan ? plan.times : plan.kind === 'poison' ? Number.POSITIVE_INFINITY : 0;
      const done = this.done.get(sequenceNumber) ?? 0;
      if (done >= times && plan.kind !== 'largeState') continue;
      this.done.set(sequenceNumber, done + 1);
      acting.set(plan.kind, [...(acting.get(plan.kind) ?? []), sequenceNumber]);
    }
    return acting;
  }

  private response(
    { sequenceNumbers, state }: FunctionEvent,
    acting: ReadonlyMap<RecordPlan['kind'], readonly string[]>,
  ): unknown {
    const { answers, tumblingSeconds } = this.scenario;
    const variant = answers[this.invocations % Math.max(1, answers.length)] ?? 0;
    const reported = acting.get('reported');
    const list = acting.has('oddResponse')
      ? failures[variant % failures.length]?.(sequenceNumbers)
      : reported?.toReversed().map((itemIdentifier) => ({ itemIdentifier }));
    if (tumblingSeconds === 0)
      return list === undefined ? successes[variant % successes.length] : { batchItemFailures: list };
    if (acting.has('noState')) return variant % 2 === 0 ? {} : { state: null };
    const firstReported = this.scenario.reportsItemFailures ? reported?.[0] : undefined;
    const handled =
      firstReported === undefined
        ? sequenceNumbers
        : sequenceNumbers.slice(0, sequenceNumbers.indexOf(firstReported));
    return {
      state: {
        seen: [...seenBefore(state), ...handled],
        ...(acting.has('largeState') ? { text: largeText } : {}),
      },
      ...(list === undefined ? {} : { batchItemFailures: list }),
    };
  }
}

function seenBefore(state: unknown): readonly unknown[] {
  const seen = typeof state === 'object' && state !== null && 'seen' in state ? state.seen : [];
  return Array.isArray(seen) ? (seen as readonly unknown[]) : [];
}
