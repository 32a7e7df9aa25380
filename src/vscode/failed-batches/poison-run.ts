/** Runs the local handler on parts of a captured batch until it is known which records make it fail. */
import * as vscode from 'vscode';
import { candidateBatches } from '../../failed-batches/poison/candidate-batches';
import { handlerProbe } from '../../failed-batches/poison/handler-probe';
import type { SearchProgress } from '../../failed-batches/poison/poison-search';
import { searchCapture } from '../../failed-batches/poison/search-capture';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import type { LaunchConfiguration } from '../debug/launch-configuration';
import { sessionMapping } from '../debug/session-mapping';
import { withProgress } from '../notifications';
import { streamConnection } from '../settings';
import type { FailedBatchParts } from './failed-batch-parts';
import { type PoisonFinding, type PoisonTarget, handlerName } from './poison-finding';
import { launchOf, startHandler } from './poison-handler';

/** A warm handler takes milliseconds a run; with a process for each it is a minute. */
const MOST_RUNS = 200;
const MOST_SETS = 10;

/** @throws an error for people; CancellationError */
export function findPoisonRecords(
  parts: FailedBatchParts,
  target: PoisonTarget,
  isFresh: boolean,
): Promise<PoisonFinding> {
  const launch = launchOf(target);
  const title = vscode.l10n.t('Finding the poison record of {0}', handlerName({ target, launch }));
  return withProgress(title, async (signal, say) => {
    const beginMs = parts.clock.now();
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
            onRun: (progress) => say(progressText(progress)),
          },
          signal,
        );
        if (found === undefined)
          throw new Error(
            vscode.l10n.t('{0} holds no records.', vscode.workspace.asRelativePath(target.captureFile)),
          );
        return { ...found, target, launch, tookMs: parts.clock.now() - beginMs };
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

function progressText({ runs, records, smallestFailing }: SearchProgress): string {
  return vscode.l10n.t(
    'Run {0}, {1} records; the smallest part that fails has {2}.',
    runs,
    records.toLocaleString(vscode.env.language),
    smallestFailing.toLocaleString(vscode.env.language),
  );
}
