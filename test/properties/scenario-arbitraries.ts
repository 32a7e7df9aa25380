/** Random scenarios, small enough that a failing one can be read. */
import fc from 'fast-check';
import type { Fault, RecordPlan, Scenario, Step, Stop } from './scenario';

/** With the other members of such a record a third of 6 MB. */
const PADDING_OF_A_THIRD = 2_096_755;

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Emphasis {
  readonly maximumSteps: number;
  readonly plans: fc.Arbitrary<RecordPlan>;
  readonly filtered: number;
  readonly alone: number;
  readonly rolls: number;
  readonly gapsMs: fc.Arbitrary<number>;
  readonly paddings: fc.Arbitrary<number>;
  /** By how much a record's creation time may lie behind that of the one before it. */
  readonly lateSeconds: fc.Arbitrary<number>;
}

export const contentPlans: fc.Arbitrary<RecordPlan> = fc.constant({ kind: 'content' });

const times = fc.integer({ min: 1, max: 5 });

/** Mostly content; the others each in their turn. */
const mixedPlans: fc.Arbitrary<RecordPlan> = fc.oneof(
  { weight: 6, arbitrary: contentPlans },
  { weight: 1, arbitrary: fc.constant<RecordPlan>({ kind: 'poison' }) },
  { weight: 1, arbitrary: times.map((n): RecordPlan => ({ kind: 'throws', times: n })) },
  { weight: 1, arbitrary: times.map((n): RecordPlan => ({ kind: 'timesOut', times: n })) },
  { weight: 1, arbitrary: times.map((n): RecordPlan => ({ kind: 'throttled', times: n })) },
  { weight: 1, arbitrary: times.map((n): RecordPlan => ({ kind: 'oddResponse', times: n })) },
  { weight: 2, arbitrary: times.map((n): RecordPlan => ({ kind: 'reported', times: n })) },
);

export const windowPlans: fc.Arbitrary<RecordPlan> = fc.oneof(
  { weight: 12, arbitrary: mixedPlans },
  { weight: 1, arbitrary: times.map((n): RecordPlan => ({ kind: 'noState', times: n })) },
);

export const largeStatePlans: fc.Arbitrary<RecordPlan> = fc.oneof(
  { weight: 3, arbitrary: mixedPlans },
  { weight: 1, arbitrary: fc.constant<RecordPlan>({ kind: 'largeState' }) },
);

/** Three of them make an event of 6 MB, give or take a few bytes. */
export const thirdsOfAnEvent = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -1, max: 2 }).map((n) => PADDING_OF_A_THIRD + n) },
  { weight: 1, arbitrary: fc.constantFrom(0, 300_000, 6_300_000) },
);

const shortGapsMs = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 3, arbitrary: fc.integer({ min: 900, max: 6000 }) },
);

export const longGapsMs = fc.oneof(
  { weight: 12, arbitrary: shortGapsMs },
  { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 60_000 }) },
);

export const usualEmphasis: Emphasis = {
  maximumSteps: 24,
  plans: mixedPlans,
  filtered: 1,
  alone: 0,
  rolls: 1,
  gapsMs: shortGapsMs,
  paddings: fc.constant(0),
  lateSeconds: fc.constant(0),
};

/** How often something happens, out of ten. */
function sometimes(outOfTen: number): fc.Arbitrary<boolean> {
  if (outOfTen === 0) return fc.constant(false);
  return fc.integer({ min: 0, max: 9 }).map((n) => n > 9 - outOfTen);
}

function stepsOf(emphasis: Emphasis): fc.Arbitrary<readonly Step[]> {
  const item = fc.integer({ min: 0, max: 5 });
  const write = fc.record({
    kind: fc.constant('write' as const),
    gapMs: emphasis.gapsMs,
    item,
    plan: emphasis.plans,
    isFilteredOut: sometimes(emphasis.filtered),
    travelsAlone: sometimes(emphasis.alone),
    padding: emphasis.paddings,
    lateSeconds: emphasis.lateSeconds,
  });
  const change = fc.record({
    kind: fc.constantFrom('roll' as const, 'split' as const),
    gapMs: emphasis.gapsMs,
    item,
  });
  const step = fc.oneof({ weight: 10, arbitrary: write }, { weight: emphasis.rolls, arbitrary: change });
  return fc.array(step, { minLength: 1, maxLength: emphasis.maximumSteps, size: 'max' }).map((steps) =>
    // No two steps, and no step and a poll, at the same moment.
    steps.map((one, index) => ({ ...one, gapMs: one.gapMs + 0.0137 * (index + 1) })),
  );
}

export const faults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fault>({ kind: 'none' }) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('throttled' as const, 'unavailable' as const, 'expiredIterator' as const)
        .map((kind): Fault => ({ kind: 'fails', with: kind })),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 0, max: 3 }).map((n): Fault => ({ kind: 'atMost', records: n })),
    },
    { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'withoutEnd' }) },
  ),
  { maxLength: 40, size: 'max' },
);

export const trims: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fault>({ kind: 'none' }) },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 0, max: 3 }).map((n): Fault => ({ kind: 'atMost', records: n })),
    },
    {
      weight: 2,
      // Trimmed data may also be said in passing, by a service or a proxy that errs.
      arbitrary: fc
        .constantFrom('expiredIterator' as const, 'trimmedData' as const)
        .map((kind): Fault => ({ kind: 'fails', with: kind })),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 0, max: 4 }).map((n): Fault => ({ kind: 'trims', records: n })),
    },
  ),
  { maxLength: 25, size: 'max' },
);

export const stops: fc.Arbitrary<readonly Stop[]> = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 1, max: 30_000 }).map((n) => n + 0.731),
    pauseMs: fc.constantFrom(0, 1000, 20_000),
    lostSaves: fc.constantFrom(0, 0, 0, 1, 3),
  }),
  { maxLength: 3 },
);

/** A mapping with AWS's defaults on a stream that is written to while it runs. */
export const plain = {
  roots: fc.integer({ min: 1, max: 2 }),
  startDelayMs: fc.constantFrom(0, 5000, 60_000),
  isCapture: fc.constant(false),
  start: fc.constant('TRIM_HORIZON'),
  startAt: fc.nat(30),
  batchSize: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(100)),
  batchingWindowSeconds: fc.constant(0),
  factor: fc.constant(1),
  maximumAgeSeconds: fc.constant(-1),
  maximumRetries: fc.integer({ min: 0, max: 3 }),
  bisects: fc.constant(false),
  tumblingSeconds: fc.constant(0),
  reportsItemFailures: fc.constant(false),
  ageFrom: fc.constantFrom('creation' as const, 'creation' as const, 'reading' as const),
  concurrentInvocations: fc.constant(100),
  pollIntervalMs: fc.constantFrom(250.37, 1000.37, 3000.37),
  durationsMs: fc.array(fc.constantFrom(1, 3, 40, 700, 2500, 9000), { maxLength: 5 }),
  answers: fc.array(fc.nat(9), { maxLength: 5 }),
  gate: fc.constant(undefined as Scenario['gate']),
  faults: fc.constant([] as Scenario['faults']),
  stops: fc.constant([] as Scenario['stops']),
  finalFailures: fc.constant([] as readonly boolean[]),
  destinationFailures: fc.constant([] as readonly boolean[]),
};

export const gates: fc.Arbitrary<Scenario['gate']> = fc.option(
  fc.array(fc.constantFrom('retry' as const, 'retry' as const, 'retryAfresh' as const, 'giveUp' as const), {
    maxLength: 12,
  }),
  { nil: undefined },
);

export const nearTheEndOfRetention = fc.constantFrom(DAY_MS - 90_000, DAY_MS - 4000, DAY_MS - 1000);

export function scenarioOf(
  emphasis: Emphasis,
  options: { readonly [Name in Exclude<keyof Scenario, 'steps'>]: fc.Arbitrary<Scenario[Name]> },
): fc.Arbitrary<Scenario> {
  const all = { ...options, steps: stepsOf(emphasis) };
  return fc.record(all as { readonly [Name in keyof Scenario]: fc.Arbitrary<Scenario[Name]> }).map(finite);
}

/** A function that fails for ever is retried for a day where nothing limits it: fewer failures show the same. */
function finite(scenario: Scenario): Scenario {
  const { maximumAgeSeconds, maximumRetries, startDelayMs, steps } = scenario;
  const isLimited = maximumRetries >= 0 || maximumAgeSeconds >= 0 || startDelayMs > DAY_MS / 2;
  if (isLimited) return scenario;
  return {
    ...scenario,
    steps: steps.map((step) =>
      step.kind === 'write' && step.plan.kind === 'poison'
        ? { ...step, plan: { kind: 'throws', times: 4 } }
        : step,
    ),
  };
}
