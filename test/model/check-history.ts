/** The whole oracle: all that can be said against one history of runs. */
import { checkPolls } from './check-polls';
import { RunChecker } from './check-run';
import { checkWindows } from './check-windows';
import { followShard } from './follow-shard';
import { actionsOf, arrivalsOf } from './lane-actions';
import { dutiesOf, StreamIndex } from './stream-index';
import type { History, ModelOptions, Run, WorldRecord } from './trace';

export interface Oracle {
  /** Whether the runs had a retry gate. */
  readonly hasGate: boolean;
}

/** @returns what is wrong, nothing if all is as it must be */
export function checkHistory(history: History, oracle: Oracle): readonly string[] {
  const index = new StreamIndex(history.shards);
  return history.runs.flatMap((run, number) =>
    [
      ...new RunChecker(run, index, history.options).check(),
      ...checkWindows(run, history.options),
      ...checkPolls(run, history.options),
      ...checkDocuments(run),
      ...follow(run, index, history.options, oracle),
    ].map((violation) => `run ${number + 1}: ${violation}`),
  );
}

/** With one lane a shard and no queue for the function everything is determined. */
function follow(run: Run, index: StreamIndex, options: ModelOptions, { hasGate }: Oracle): readonly string[] {
  if (options.factor > 1 || options.concurrentInvocations < index.shards.size) return [];
  const duty = dutiesOf(run, options);
  const sent = new Set(run.entries.flatMap((entry) => (entry.is === 'invoked' ? entry.sequenceNumbers : [])));
  const isPassedOver = (record: WorldRecord): boolean =>
    duty(record) === 'mustNot' || (duty(record) === 'may' && !sent.has(record.sequenceNumber));
  const { startMs, stoppedAtMs } = run;
  return [...index.shards.keys()].flatMap((shardId) => {
    const arrivals = arrivalsOf(run, shardId, index.record, isPassedOver);
    const actions = actionsOf(run, shardId, options);
    const fillsBatches = wasFinalWhenStarted(run, shardId);
    return (
      followShard({ shardId, arrivals, actions, startMs, stoppedAtMs, hasGate, fillsBatches }, options) ?? []
    );
  });
}

/** What was observed went to the destination, and nothing else did. */
function checkDocuments(run: Run): readonly string[] {
  const told = run.entries.flatMap((entry) => {
    const isTold = entry.is === 'dropped' && entry.document !== undefined;
    return isTold ? [`${JSON.stringify(entry.document)} ${entry.sequenceNumbers.join()}`] : [];
  });
  const sent = run.entries.flatMap((entry) =>
    entry.is === 'document'
      ? [`${JSON.stringify(entry.document)} ${entry.payloadSequenceNumbers.join()}`]
      : [],
  );
  if (run.stoppedAtMs !== Number.POSITIVE_INFINITY) return [];
  const same = told.sort().join('\n') === sent.sort().join('\n');
  return same ? [] : [`the destination got ${sent.join()}, and ${told.join()} was observed`];
}

/** Whether the stream had said that no shard will be added, when reading of this one began. */
function wasFinalWhenStarted(run: Run, shardId: string): boolean {
  let isFinal = false;
  for (const entry of run.entries) {
    if (entry.is === 'listed') isFinal = entry.isFinal;
    if (entry.is === 'positioned' && entry.shardId === shardId) break;
  }
  return isFinal;
}
