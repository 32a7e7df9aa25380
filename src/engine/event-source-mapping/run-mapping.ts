/** Runs one event source mapping: from shards to invocations, until the stream's end or the stop. */
import type { EncodedRecord } from '../events/encoded-record';
import { compileFilterCriteria } from '../filtering/filter-criteria';
import { BackoffGate } from '../invocations/backoff-gate';
import type { InvocationContext } from '../invocations/invocation-context';
import { InvocationSlots } from '../invocations/invocation-slots';
import { readStream } from '../pollers/stream-reader';
import type { CheckpointStore } from '../ports/checkpoint-store';
import type { Clock } from '../ports/clock';
import type { FailureDestination } from '../ports/failure-destination';
import type { FunctionInvoker } from '../ports/function-invoker';
import type { MappingObserver } from '../ports/mapping-observer';
import type { RetryGate } from '../ports/retry-gate';
import type { StopSignal } from '../ports/stop-signal';
import type { StreamSource } from '../ports/stream-source';
import type { StreamRecord } from '../events/dynamodb-event';
import type { EventSourceMapping } from './event-source-mapping';
import type { MappingSummary } from './mapping-totals';
import { MappingTotals } from './mapping-totals';
import { ShardWorker } from './shard-worker';

/** IT-5. A capture gives more at once. */
const MOST_RECORDS_OF_A_READ = 1000;

export interface MappingPorts {
  readonly source: StreamSource;
  readonly invoker: FunctionInvoker;
  readonly clock: Clock;
  readonly checkpoints: CheckpointStore;
  readonly observer: MappingObserver;
  readonly newUuid: () => string;
  /** Without one, discarded batches are only observed. */
  readonly destination?: FailureDestination;
  /** Without one, Lambda's backoff. */
  readonly retryGate?: RetryGate;
}

export interface MappingOptions {
  /** Between two GetRecords of one shard. Lambda's base rate is 4 a second (PR-1). */
  readonly pollIntervalMs: number;
  /** Invocations at the same time over all shards; a local handler is one execution environment. */
  readonly concurrentInvocations: number;
  /**
   * From when a record's age counts (RT-6): its creation, or, for a capture that is fed as if it had
   * just been written, the moment at which the engine read it.
   */
  readonly recordAgeFrom: 'creation' | 'reading';
  /**
   * Milliseconds for which a debugger has held the function since the given time, in epoch milliseconds: no
   * record grows older by them, or who stands at a breakpoint would lose what waits behind it.
   */
  readonly heldMs?: (sinceMs: number) => number;
  /** A record that travels in a batch of its own, so that a debugger can stop for it alone. */
  readonly isolate?: (record: StreamRecord) => boolean;
}

/**
 * @returns when every shard of a final source is finished, or the signal aborted; nothing is running then
 * @throws Error if a filter pattern is bad; StreamSourceError of a kind that no retry mends; the invoker's
 *   error when nothing can be invoked
 */
export async function runMapping(
  mapping: EventSourceMapping,
  ports: MappingPorts,
  options: MappingOptions,
  stop: StopSignal,
): Promise<MappingSummary> {
  const { source, clock, checkpoints } = ports;
  const totals = new MappingTotals(ports.observer);
  const context: InvocationContext = {
    mapping,
    clock,
    invoker: ports.invoker,
    slots: new InvocationSlots(options.concurrentInvocations),
    observer: totals,
    retryGate: ports.retryGate ?? new BackoffGate(clock, totals),
    destination: ports.destination,
    recordAgeFrom: options.recordAgeFrom,
    heldMs: options.heldMs ?? never,
    newUuid: ports.newUuid,
  };
  const passes = passesFilters(mapping.filterPatterns);
  await readStream(
    { source, clock, checkpoints, observer: totals },
    {
      startingPosition: mapping.startingPosition,
      pollIntervalMs: options.pollIntervalMs,
      limit: Math.max(MOST_RECORDS_OF_A_READ, mapping.batchSize),
    },
    (reader, isFinalSource, shardStop) =>
      new ShardWorker(
        reader,
        context,
        { checkpoints, fillsBatches: isFinalSource, isolate: options.isolate, passes },
        shardStop,
      ).run(),
    stop,
  );
  return totals.summary;
}

function never(): number {
  return 0;
}

/** @returns undefined if there are no filters: all records pass then */
function passesFilters(patterns: readonly string[]): ((record: EncodedRecord) => boolean) | undefined {
  if (patterns.length === 0) return undefined;
  const compiled = compileFilterCriteria(patterns);
  if (!compiled.valid) throw new Error(compiled.reason);
  const { criteria } = compiled;
  return ({ record }) => criteria.matches(record);
}
