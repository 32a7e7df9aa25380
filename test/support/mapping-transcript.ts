/** One line of a transcript for what the engine did; records are named by their sequence numbers. */
import type { InvokedBatch, MappingEvent } from '../../src/engine/ports/mapping-observer';

/** @returns undefined for what a transcript leaves out: reads, and shards starting */
export function transcriptLine(event: MappingEvent): string | undefined {
  switch (event.type) {
    case 'recordsRead':
      return undefined;
    case 'shardStarted':
      return `start ${event.shardId} ${event.from}`;
    case 'shardFinished':
      return `finish ${event.shardId}`;
    case 'readRetried':
      return `read again ${event.shardId ?? 'shards'}: ${event.kind} (${event.failures})`;
    case 'recordsLost':
      return `lost ${event.shardId} after ${event.afterSequenceNumber ?? '-'} before ${event.beforeSequenceNumber ?? '-'}`;
    case 'batchStarted':
      return `invoke ${records(event.batch)} #${event.attempt}`;
    case 'batchFinished':
      return outcome(event);
    case 'batchBisected':
      return `bisect ${event.firstHalf} + ${event.batch.records.length - event.firstHalf}`;
    case 'retryScheduled':
      return `wait`;
    case 'recordsDropped':
      return `drop ${records(event.batch)}: ${event.reason}`;
    case 'destinationFailed':
      return `destination failed: ${event.message}`;
    case 'checkpointed':
      return `checkpoint ${event.sequenceNumber}`;
  }
}

function outcome({ outcome, result }: Extract<MappingEvent, { type: 'batchFinished' }>): string {
  switch (outcome.kind) {
    case 'succeeded':
      return 'succeeded';
    case 'partialFailure':
      return `failed from ${outcome.firstFailedIndex}`;
    case 'notInvoked':
      return 'not invoked';
    case 'failed':
      return `failed: ${outcome.reason ?? result.outcome}`;
  }
}

function records({ records: sent, window }: InvokedBatch): string {
  const list = `[${sent.map(({ sequenceNumber }) => sequenceNumber).join(' ')}]`;
  if (window === undefined) return list;
  const { isFinalInvokeForWindow, isWindowTerminatedEarly } = window;
  return `${list} in ${window.start.slice(11)}${isFinalInvokeForWindow ? ' final' : ''}${isWindowTerminatedEarly ? ' early' : ''}`;
}

/** Which shards were started, and from where. */
export function starts(transcript: readonly string[]): readonly string[] {
  return transcript.flatMap((line) => /^\S+ start (.*)/.exec(line)?.[1] ?? []);
}

/** The transcript without times, shards and checkpoints: what was invoked and how it ended. */
export function steps(transcript: readonly string[]): readonly string[] {
  return transcript
    .map((line) => line.slice(line.indexOf(' ') + 1))
    .filter((line) => !/^(start|finish|checkpoint) /.test(line));
}
