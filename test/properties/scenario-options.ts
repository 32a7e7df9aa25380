/** A scenario's options as the engine and as the model are told them. */
import type { EventSourceMapping } from '../../src/engine/event-source-mapping/event-source-mapping';
import type { MappingOptions } from '../../src/engine/event-source-mapping/run-mapping';
import type { ModelOptions } from '../model/trace';
import type { Scenario } from './scenario';
import { EPOCH_MS, STREAM_ARN, type ScriptedStream } from './scripted-stream';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
const KEEPS = '{"dynamodb":{"NewImage":{"keep":{"S":["yes"]}}}}';

export function mappingOf({ start }: ModelOptions, scenario: Scenario): EventSourceMapping {
  return {
    uuid: '11111111-2222-4333-8444-555555555555',
    functionArn: FUNCTION_ARN,
    eventSourceArn: STREAM_ARN,
    startingPosition: start,
    batchSize: scenario.batchSize,
    maximumBatchingWindowInSeconds: scenario.batchingWindowSeconds,
    parallelizationFactor: scenario.factor,
    maximumRecordAgeInSeconds: scenario.maximumAgeSeconds,
    maximumRetryAttempts: scenario.maximumRetries,
    bisectBatchOnFunctionError: scenario.bisects,
    tumblingWindowInSeconds: scenario.tumblingSeconds,
    functionResponseTypes: scenario.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    filterPatterns: hasFilter(scenario) ? [KEEPS] : [],
  };
}

export function engineOptionsOf(scenario: Scenario): MappingOptions {
  const { pollIntervalMs, concurrentInvocations, ageFrom } = scenario;
  const isolates = scenario.steps.some((step) => step.kind === 'write' && step.travelsAlone);
  return {
    pollIntervalMs,
    concurrentInvocations,
    recordAgeFrom: ageFrom,
    ...(isolates ? { isolate: ({ dynamodb }) => dynamodb.NewImage?.['alone']?.['BOOL'] === true } : {}),
  };
}

function hasFilter(scenario: Scenario): boolean {
  return scenario.steps.some((step) => step.kind === 'write' && step.isFilteredOut);
}

export function modelOptionsOf(scenario: Scenario, scripted: ScriptedStream): ModelOptions {
  return {
    streamArn: STREAM_ARN,
    functionArn: FUNCTION_ARN,
    start: startingPosition(scenario, scripted),
    batchSize: scenario.batchSize,
    batchingWindowMs: scenario.batchingWindowSeconds * 1000,
    factor: scenario.factor,
    maximumAgeMs: scenario.maximumAgeSeconds < 0 ? -1 : scenario.maximumAgeSeconds * 1000,
    maximumRetries: scenario.maximumRetries,
    bisects: scenario.bisects,
    tumblingMs: scenario.tumblingSeconds * 1000,
    reportsItemFailures: scenario.reportsItemFailures,
    ageFrom: scenario.ageFrom,
    concurrentInvocations: scenario.concurrentInvocations,
    pollIntervalMs: scenario.pollIntervalMs,
  };
}

function startingPosition(scenario: Scenario, scripted: ScriptedStream): ModelOptions['start'] {
  const { start, startAt } = scenario;
  const all = [...scripted.records.values()];
  const at = all[startAt % Math.max(1, all.length)];
  const isWritten = at !== undefined && at.world.visibleAtMs < EPOCH_MS + scenario.startDelayMs;
  if (start === 'LATEST' || start === 'TRIM_HORIZON' || !isWritten) {
    return { type: start === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' };
  }
  const { sequenceNumber, visibleAtMs } = at.world;
  return start === 'TIME'
    ? { type: 'TIME', epochMs: visibleAtMs }
    : { type: 'SEQUENCE_NUMBER', sequenceNumber };
}
