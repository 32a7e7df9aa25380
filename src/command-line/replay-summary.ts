/** What a replay did, in a few lines for a person. */
import type { ReplayReport, ReportedInvocation } from './replay-report';

/** @returns lines, each with its line break */
export function replaySummary({ invocations, discarded, expired, filtered }: ReplayReport): string {
  const count = (outcome: ReportedInvocation['outcome']): number =>
    invocations.filter((invocation) => invocation.outcome === outcome).length;
  const parts = [
    `${count('succeeded')} succeeded`,
    ...plural(count('partialFailure'), 'with failed items', 'with failed items'),
    ...plural(count('functionError'), 'failed', 'failed'),
    ...plural(count('timedOut'), 'timed out', 'timed out'),
  ];
  const lines = [
    `${invocations.length === 1 ? '1 invocation' : `${invocations.length} invocations`}: ${parts.join(', ')}.`,
    ...(filtered === 0 ? [] : [`${records(filtered)} filtered out.`]),
    ...discarded.map(({ requestContext, DDBStreamBatchInfo: batch }) => {
      const range =
        batch.startSequenceNumber === batch.endSequenceNumber
          ? batch.startSequenceNumber
          : `${batch.startSequenceNumber} to ${batch.endSequenceNumber}`;
      return `Discarded, ${requestContext.condition}: ${records(batch.batchSize)} of shard ${batch.shardId}, ${range}.`;
    }),
    ...expired.map(({ shardId, sequenceNumbers }) =>
      sequenceNumbers.length === 0
        ? `Given up: the final invocation of a window of shard ${shardId}.`
        : `Expired from the stream after a day: ${records(sequenceNumbers.length)} of shard ${shardId}, ${sequenceNumbers[0] ?? ''} to ${sequenceNumbers.at(-1) ?? ''}.`,
    ),
    ...lastErrors(invocations),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Each different one once: a batch that is retried fails in the same way many times. */
function lastErrors(invocations: readonly ReportedInvocation[]): readonly string[] {
  const errors = invocations.flatMap(({ error }) =>
    error === undefined
      ? []
      : [error.errorType === undefined ? error.errorMessage : `${error.errorType}: ${error.errorMessage}`],
  );
  return [...new Set(errors)].map((error) => `Error: ${error}`);
}

function plural(count: number, one: string, many: string): readonly string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? one : many}`];
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`;
}
