/** Looks for the records at which a trigger may be stuck, with progress; asks first as whoever reads a stream does. */
import * as vscode from 'vscode';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import type { StuckPositions } from '../../failed-batches/stuck/find-stuck-positions';
import type { StuckSearch } from '../../failed-batches/stuck/stuck-position';
import { MOST_PAGES, findStuckPositions } from '../../failed-batches/stuck/find-stuck-positions';
import { positionWindow } from '../../failed-batches/stuck/position-window';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import type { IteratorAge } from '../../triggers/inventory/iterator-age';
import { functionNameOf, readIteratorAges } from '../../triggers/inventory/iterator-ages';
import { completeOptions } from '../../triggers/options/option-defaults';
import type { ReadingEvent } from '../../triggers/streams/bounded-reading';
import { listShards } from '../../triggers/streams/find-records';
import type { Trigger } from '../../triggers/trigger';
import { areFiltersHidden } from '../../triggers/trigger';
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { checkReaders, confirmProductionStream } from '../debug/stream-readers';
import { withProgress } from '../notifications';
import { tableOf, triggerLabel } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';

export interface SearchedPositions extends StuckPositions {
  /** Its filters could not be read: the records are all that there are. */
  readonly areFiltersUnknown: boolean;
}

/** Lambda's own pace (PR-1); a local endpoint has nobody else to serve. */
const POLL_INTERVAL_MS = 250;
const LOCAL_POLL_INTERVAL_MS = 20;

/** @throws StreamSourceError; CancellationError when the user says no, or cancels before anything was found */
export async function searchStuckPositions(
  parts: FailedBatchParts,
  { connection, trigger }: ChosenTrigger,
): Promise<SearchedPositions> {
  const { aws, clock, log, state } = parts;
  const stream = { streamArn: trigger.streamArn, tableName: tableOf(trigger.streamArn) };
  await confirmProductionStream(stream.tableName, connection, process.env, 'screen');
  const title = vscode.l10n.t('Looking for the records at which {0} is stuck', triggerLabel(trigger));
  return withProgress(title, async (stop, say) => {
    const write = ({ text }: { readonly text: string }): void => log.info(text.trimEnd());
    await checkReaders(stream, { streams: aws.streams, connection, state, write, stop });
    const ages = await readIteratorAges(aws.functions, connection, [trigger.functionArn], clock, stop);
    const search = searchOf(trigger, ages.get(functionNameOf(trigger.functionArn)));
    const ports = {
      source: aws.streams.openStream(trigger.streamArn, connection),
      clock,
      pollIntervalMs: isLocalConnection(connection) ? LOCAL_POLL_INTERVAL_MS : POLL_INTERVAL_MS,
      observe: (event: ReadingEvent) => {
        if (event.type === 'readRetried') log.warn(event.message);
        if (event.type === 'progress')
          say(vscode.l10n.t('{0} of at most {1} pages, {2} records', event.pages, MOST_PAGES, event.records));
      },
    };
    const found = await findStuckPositions(ports, await listShards(ports, stop), search, stop);
    stop.throwIfAborted();
    return { ...found, areFiltersUnknown: areFiltersHidden(trigger) };
  });
}

function searchOf({ document }: Trigger, age: IteratorAge | undefined): StuckSearch {
  const { BatchSize: batchSize, FilterCriteria } = completeOptions(document);
  const compiled = compileFilterCriteria(FilterCriteria.Filters.map(({ Pattern }) => Pattern));
  // What Lambda took and this extension does not understand holds nothing back here.
  const passes: StuckSearch['passes'] = ({ record }) => !compiled.valid || compiled.criteria.matches(record);
  return { batchSize, passes, ...(age && { window: positionWindow(age) }) };
}
