/**
 * The launch attributes of a session that replays a failed batch: the batch as it was handed over, whole and in one
 * piece, and what the trigger does with it after a failure. No editor API here.
 */
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import type { FailedBatch } from '../../failed-batches/failed-batch';
import type { DeployedFunction } from '../../failed-batches/ports/deployed-functions';
import { completeOptions } from '../../triggers/options/option-defaults';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { RawLaunchConfiguration } from '../debug/attribute-reader';

/** The handler is Node's, as far as is known: a container image does not tell. */
export function isReplayable({ runtime }: Pick<DeployedFunction, 'runtime'>): boolean {
  return runtime === undefined || /^nodejs\d+\.x$/.test(runtime);
}

/** What holds where a launch configuration says nothing. */
function functionAttributes(deployed: DeployedFunction): RawLaunchConfiguration {
  const { functionName, runtime, timeoutInSeconds, memorySizeInMB } = deployed;
  return { functionName, ...(runtime !== undefined && { runtime }), timeoutInSeconds, memorySizeInMB };
}

/**
 * What holds whatever a launch configuration says. The batch that failed is the batch: its records have passed the
 * filters, come from one lane of their shard, and must be neither cut by a BatchSize that was lowered since nor
 * waited for. What Lambda does after a failure is the trigger's; of one that is not known a launch configuration tells.
 *
 * @param recordCount 1 to 10,000
 */
export function batchAttributes(
  document: TriggerDocument | undefined,
  recordCount: number,
): RawLaunchConfiguration {
  const { least, most } = mappingLimits.batchSize;
  return {
    batchSize: Math.min(Math.max(recordCount, least), most),
    maximumBatchingWindowInSeconds: 0,
    parallelizationFactor: 1,
    filterCriteria: { filters: [] },
    ...(document && triggerAttributes(document)),
  };
}

function triggerAttributes(document: TriggerDocument): RawLaunchConfiguration {
  const options = completeOptions(document);
  return {
    maximumRecordAgeInSeconds: options.MaximumRecordAgeInSeconds,
    // Written, it would have a session that does not wait for a save retry for ever.
    maximumRetryAttempts: isUnlimited(options.MaximumRetryAttempts)
      ? undefined
      : options.MaximumRetryAttempts,
    bisectBatchOnFunctionError: options.BisectBatchOnFunctionError,
    tumblingWindowInSeconds: options.TumblingWindowInSeconds,
    functionResponseTypes: options.FunctionResponseTypes,
  };
}

/**
 * What a document tells of its trigger where nothing else does: without a function error the failure was one of reported
 * items (DE-4), which only a trigger with ReportBatchItemFailures takes for one.
 */
export function documentAttributes({
  functionError,
}: Pick<FailedBatch, 'functionError'>): RawLaunchConfiguration {
  return functionError === null ? { functionResponseTypes: ['ReportBatchItemFailures'] } : {};
}

function isUnlimited(attempts: number): boolean {
  return attempts === mappingLimits.maximumRetryAttempts.unlimited;
}

/** Of a saved configuration what would read other options, report for real, or pass the batch by. */
const ofOtherSessions = new Set(['mapping', 'onFailureDestination', 'stopOn']);

/** @param base a saved configuration, or one that names the handler only */
export function forFailedBatch(
  base: RawLaunchConfiguration,
  deployed: DeployedFunction | undefined,
  batch: RawLaunchConfiguration,
): RawLaunchConfiguration {
  const kept = Object.entries(base).filter(([attribute]) => !ofOtherSessions.has(attribute));
  return { ...(deployed && functionAttributes(deployed)), ...Object.fromEntries(kept), ...batch };
}
