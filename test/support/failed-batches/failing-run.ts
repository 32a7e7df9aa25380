/**
 * Lambda's part for one trigger: the product's engine reads the stream from its beginning, sends the batches to a
 * handler that fails on some, and delivers what it gives up.
 */
import { randomUUID } from 'node:crypto';
import {
  type EventSourceMapping,
  mappingDefaults,
} from '../../../src/engine/event-source-mapping/event-source-mapping';
import { runMapping } from '../../../src/engine/event-source-mapping/run-mapping';
import type { FailureDocument } from '../../../src/engine/failures/failure-document';
import type { FailureDestination } from '../../../src/engine/ports/failure-destination';
import type { FunctionInvoker } from '../../../src/engine/ports/function-invoker';
import type { StreamSource } from '../../../src/engine/ports/stream-source';
import { SystemClock } from '../../../src/handler-hosts/system-clock';

export interface FailingRun {
  readonly source: StreamSource;
  readonly mapping: Pick<EventSourceMapping, 'uuid' | 'functionArn'> & Partial<EventSourceMapping>;
  readonly invoker: FunctionInvoker;
  readonly destination: FailureDestination;
  /** How many records there are to handle. */
  readonly records: number;
}

export interface GivenUpBatch {
  readonly document: FailureDocument;
  /** In their order. */
  readonly sequenceNumbers: readonly string[];
}

/** @returns what was given up, in the stream's order; retries don't wait */
export async function runUntilHandled(run: FailingRun): Promise<readonly GivenUpBatch[]> {
  const givenUp: GivenUpBatch[] = [];
  const stop = new AbortController();
  let left = run.records;
  const handled = (count: number): void => {
    left -= count;
  };
  await runMapping(
    {
      ...mappingDefaults,
      eventSourceArn: run.source.streamArn,
      startingPosition: { type: 'TRIM_HORIZON' },
      ...run.mapping,
    },
    {
      source: run.source,
      invoker: run.invoker,
      destination: run.destination,
      clock: new SystemClock(),
      checkpoints: {
        load: () => Promise.resolve(new Map()),
        save: () => undefined,
        flush: () => Promise.resolve(),
      },
      retryGate: { beforeRetry: () => Promise.resolve('retry') },
      newUuid: randomUUID,
      observer: {
        observe: (event) => {
          if (event.type === 'batchFinished' && event.outcome.kind === 'succeeded')
            handled(event.batch.records.length);
          if (event.type === 'recordsDropped' && event.document !== undefined) {
            const sequenceNumbers = event.batch.records.map(({ sequenceNumber }) => sequenceNumber);
            givenUp.push({ document: event.document, sequenceNumbers });
            handled(sequenceNumbers.length);
          }
          // Behind the last record, when what was given up is delivered.
          if (event.type === 'checkpointed' && left === 0) stop.abort();
          if (event.type === 'destinationFailed') stop.abort(new Error(event.message));
        },
      },
    },
    { pollIntervalMs: 10, concurrentInvocations: 1, recordAgeFrom: 'creation' },
    stop.signal,
  );
  if (left !== 0) throw new Error(`${left} records were not handled: ${String(stop.signal.reason)}`);
  return givenUp;
}
