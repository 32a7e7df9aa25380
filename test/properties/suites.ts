/** The properties' cases by theme. The mutants run the same suites with fewer cases. */
import fc from 'fast-check';
import { checkHistory } from '../model/check-history';
import { NoProgressError } from '../support/virtual-time';
import type { EngineUnderTest } from './engine-under-test';
import { ScenarioRun } from './run-scenario';
import type { Scenario } from './scenario';
import {
  contentPlans,
  faults,
  gates,
  largeStatePlans,
  longGapsMs,
  nearTheEndOfRetention,
  plain,
  scenarioOf,
  stops,
  thirdsOfAnEvent,
  trims,
  usualEmphasis,
  windowPlans,
} from './scenario-arbitraries';

export interface Suite {
  readonly name: string;
  /** What holds, as the test's title says it. */
  readonly title: string;
  readonly scenarios: fc.Arbitrary<Scenario>;
  readonly runs: number;
}

const retries = {
  maximumRetries: fc.constantFrom(-1, 0, 1, 3),
  reportsItemFailures: fc.boolean(),
  bisects: fc.boolean(),
};

export const suites: readonly Suite[] = [
  {
    name: 'batches',
    title: 'sends each record once, in order, in batches as large as may be (PR-2, PR-3, PR-4, PR-9, PR-11)',
    runs: 1500,
    scenarios: scenarioOf(
      { ...usualEmphasis, plans: contentPlans, alone: 1, filtered: 2 },
      { ...plain, batchingWindowSeconds: fc.constantFrom(0, 0, 1, 3, 20) },
    ),
  },
  {
    name: 'retries',
    title:
      'retries, cuts, drops and tells exactly as the reference says (RT-1 to RT-9, BS-1 to BS-6, BI-1 to BI-12)',
    runs: 2500,
    scenarios: scenarioOf(usualEmphasis, {
      ...plain,
      ...retries,
      gate: gates,
      destinationFailures: fc.array(fc.boolean(), { maxLength: 3 }),
    }),
  },
  {
    name: 'age',
    title: 'drops what is too old before anything else (RT-4, RT-5, RT-7, DE-6, DE-7, CK-8)',
    runs: 1200,
    scenarios: scenarioOf(
      { ...usualEmphasis, gapsMs: longGapsMs },
      {
        ...plain,
        ...retries,
        startDelayMs: fc.oneof(fc.constantFrom(0, 30_000, 62_000), nearTheEndOfRetention),
        maximumAgeSeconds: fc.constantFrom(-1, 60, 90),
        pollIntervalMs: fc.constantFrom(1000.37, 5000.37),
      },
    ),
  },
  {
    name: 'windows',
    title: 'hands the state on within a tumbling window and ends it once (TW-1 to TW-9, TW-11)',
    runs: 1500,
    scenarios: scenarioOf(
      { ...usualEmphasis, plans: windowPlans, lateSeconds: fc.constantFrom(0, 0, 0, 0, 1, 4) },
      {
        ...plain,
        ...retries,
        maximumAgeSeconds: fc.constantFrom(-1, -1, 60),
        tumblingSeconds: fc.constantFrom(1, 2, 5, 30),
        batchingWindowSeconds: fc.constantFrom(0, 0, 2),
        finalFailures: fc.array(fc.boolean(), { maxLength: 6 }),
        pollIntervalMs: fc.constantFrom(1000.37, 3000.37),
      },
    ),
  },
  {
    name: 'lanes',
    title: 'keeps the order of each item with a factor above 1 (3.2, PR-12)',
    runs: 1200,
    scenarios: scenarioOf(
      { ...usualEmphasis, alone: 1 },
      {
        ...plain,
        ...retries,
        factor: fc.integer({ min: 2, max: 10 }),
        concurrentInvocations: fc.constantFrom(1, 2, 3, 100),
        tumblingSeconds: fc.constantFrom(0, 0, 3),
        batchingWindowSeconds: fc.constantFrom(0, 0, 2),
        stops,
      },
    ),
  },
  {
    name: 'faults',
    title:
      'loses and repeats nothing when the stream fails and the mapping stops and starts (SH-1, IT-2, IT-6, IT-9, IT-11)',
    runs: 1200,
    scenarios: scenarioOf(
      { ...usualEmphasis, rolls: 3 },
      { ...plain, ...retries, factor: fc.constantFrom(1, 1, 3), faults, stops },
    ),
  },
  {
    name: 'trims',
    title: 'reports what the stream lost, and goes on with what it still holds (IT-8, CK-8, DS-5)',
    runs: 500,
    scenarios: scenarioOf(
      { ...usualEmphasis, plans: contentPlans, rolls: 2 },
      {
        ...plain,
        faults: trims,
        stops,
        startDelayMs: fc.oneof(fc.constantFrom(0, 5000), nearTheEndOfRetention),
      },
    ),
  },
  {
    name: 'starts',
    title: 'begins where the starting position says (CK-1, CK-2, CK-3)',
    runs: 600,
    scenarios: scenarioOf(
      { ...usualEmphasis, plans: contentPlans, rolls: 3 },
      {
        ...plain,
        start: fc.constantFrom('LATEST', 'LATEST', 'SEQUENCE_NUMBER', 'TIME'),
        startDelayMs: fc.constantFrom(0, 2000, 5000, 10_000),
        faults: fc.oneof(fc.constant([]), faults),
      },
    ),
  },
  {
    name: 'captures',
    title: 'fills batches from a capture, in the time of its records',
    runs: 600,
    scenarios: scenarioOf(usualEmphasis, {
      ...plain,
      ...retries,
      isCapture: fc.constant(true),
      batchingWindowSeconds: fc.constantFrom(0, 0, 2),
      tumblingSeconds: fc.constantFrom(0, 0, 3),
      startDelayMs: fc.constantFrom(0, 100_000),
      faults,
    }),
  },
  {
    name: 'payload',
    title: 'never sends more than 6 MB, but for one record that is larger alone (PR-3, PR-6, PR-7)',
    runs: 60,
    scenarios: scenarioOf(
      {
        ...usualEmphasis,
        plans: contentPlans,
        filtered: 0,
        rolls: 0,
        maximumSteps: 7,
        paddings: thirdsOfAnEvent,
      },
      {
        ...plain,
        roots: fc.constant(1),
        batchSize: fc.constantFrom(3, 100),
        batchingWindowSeconds: fc.constant(20),
      },
    ),
  },
  {
    name: 'large states',
    title: 'ends a window early when its state passes 1 MB (TW-5)',
    runs: 60,
    scenarios: scenarioOf(
      { ...usualEmphasis, plans: largeStatePlans, maximumSteps: 8 },
      { ...plain, ...retries, tumblingSeconds: fc.constantFrom(2, 30), pollIntervalMs: fc.constant(1000.37) },
    ),
  },
];

/** @returns what is wrong, nothing if all is as it must be */
export async function violationsOf(engine: EngineUnderTest, scenario: Scenario): Promise<readonly string[]> {
  try {
    const history = await new ScenarioRun(engine, scenario).history();
    return checkHistory(history, { hasGate: scenario.gate !== undefined });
  } catch (error) {
    if (error instanceof NoProgressError) return [error.message];
    throw error;
  }
}
