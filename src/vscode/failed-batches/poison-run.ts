/** Runs the local handler on parts of a captured batch until it is known which records make it fail. */
import * as vscode from 'vscode';
import { candidateBatches } from '../../failed-batches/poison/candidate-batches';
import { handlerProbe } from '../../failed-batches/poison/handler-probe';
import type { PoisonSearch, SearchProgress } from '../../failed-batches/poison/poison-search';
import { searchCapture } from '../../failed-batches/poison/search-capture';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import { recordCountText } from '../debug/debug-console';
import type { LaunchConfiguration } from '../debug/launch-configuration';
import { sessionMapping } from '../debug/session-mapping';
import { withProgress } from '../notifications';
import { streamConnection } from '../settings';
import type { FailedBatchParts } from './failed-batch-parts';
import { type PoisonFinding, type PoisonTarget, handlerName } from './poison-finding';
import { runTaskBefore } from './poison-build';
import { launchOf, saveBeforeRunning, startHandler } from './poison-handler';

/** A warm handler takes milliseconds a run; with a process for each it is a minute. */
const MOST_RUNS = 200;
const MOST_SETS = 10;

/**
 * Whoever cancels gets what is known until then, if anything is.
 *
 * @throws an error for people; CancellationError
 */
export function findPoisonRecords(
  parts: FailedBatchParts,
  target: PoisonTarget,
  isFresh: boolean,
): Promise<PoisonFinding> {
  const launch = launchOf(target);
  const title = vscode.l10n.t('Finding the poison record of {0}', handlerName({ target, launch }));
  return withProgress(title, async (signal, say) => {
    const beginMs = parts.clock.now();
    await saveBeforeRunning(target.folder);
    const { preLaunchTask } = target.configuration as Readonly<Record<string, unknown>>;
    const hasBuilt = await runTaskBefore(preLaunchTask, target.folder, { signal, say });
    const mapping = await mappingOf(parts, target, launch, signal);
    const source = await parts.replay.openCapture(target.captureFile, undefined);
    try {
      const handler = await startHandler(parts, target, launch, signal);
      try {
        const found = await searchCapture(
          candidateBatches(source, mapping, signal),
          (shardId) => handlerProbe(handler, { shardId, ...mapping }),
          {
            isFresh,
            mostRuns: MOST_RUNS,
            mostSets: MOST_SETS,
            onRun: (progress) => say(progressText(progress, handler.timeouts(), launch.timeoutInSeconds)),
          },
          signal,
        );
        if (found !== undefined && !isWorthShowing(found.search)) signal.throwIfAborted();
        if (found === undefined)
          throw new Error(
            vscode.l10n.t('{0} holds no records.', vscode.workspace.asRelativePath(target.captureFile)),
          );
        return { ...found, target, launch, hasBuilt, tookMs: parts.clock.now() - beginMs };
      } finally {
        await handler.stop();
      }
    } finally {
      await source.close();
    }
  });
}

/** A capture is one batch, unless a size is written or it is larger than a batch can be. */
async function mappingOf(
  { replay }: FailedBatchParts,
  { folder }: PoisonTarget,
  launch: LaunchConfiguration,
  signal: AbortSignal,
) {
  const connection = { ...streamConnection(folder), ...launch.connection };
  const deployed =
    launch.mapping === undefined
      ? undefined
      : await replay.streams.readMapping(launch.mapping, connection, signal);
  const place = {
    uuid: '',
    functionArn: '',
    eventSourceArn: '',
    startingPosition: { type: 'TRIM_HORIZON' },
  } as const;
  const mapping = sessionMapping(launch, place, deployed);
  const { functionResponseTypes, tumblingWindowInSeconds, filterPatterns } = mapping;
  const filter = compileFilterCriteria(filterPatterns);
  if (!filter.valid) throw new Error(filter.reason);
  return {
    isWanted: ({ record }: EncodedRecord) => filter.criteria.matches(record),
    batchSize: launch.mappingOptions.batchSize ?? deployed?.batchSize ?? mappingLimits.batchSize.most,
    reportsItemFailures: functionResponseTypes.includes('ReportBatchItemFailures'),
    tumblingWindowInSeconds,
  };
}

function isWorthShowing({ sets, rest }: PoisonSearch): boolean {
  return sets.length > 0 || rest.kind !== 'stopped' || rest.smallest !== undefined;
}

/** @param timeouts runs that took all of the time that they had: each such run makes whoever waits wait so long */
function progressText(
  { runs, records, smallestFailing }: SearchProgress,
  timeouts: number,
  timeoutInSeconds: number,
): string {
  const place = vscode.l10n.t(
    'Run {0}, {1}; the smallest part that fails has {2}.',
    runs,
    recordCountText(records),
    smallestFailing.toLocaleString(vscode.env.language),
  );
  if (timeouts === 0) return place;
  const hint = vscode.l10n.t(
    'Runs that hung until the timeout of {0} s: {1}. Cancel shows what is known.',
    timeoutInSeconds,
    timeouts,
  );
  return `${place} ${hint}`;
}
