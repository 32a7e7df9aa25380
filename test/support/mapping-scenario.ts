/**
 * Runs the engine on a stream in memory, in simulated time, with a handler that is a script, and
 * writes down what happened as lines that a person can check against Lambda's documentation.
 *
 * Record n of a shard has the sequence number n; its item is `item` or, without one, its own.
 */
import { encodeRecord } from '../../src/engine/events/encoded-record';
import type { StreamRecord } from '../../src/engine/events/dynamodb-event';
import type { EventSourceMapping } from '../../src/engine/event-source-mapping/event-source-mapping';
import { mappingDefaults } from '../../src/engine/event-source-mapping/event-source-mapping';
import type { MappingOptions } from '../../src/engine/event-source-mapping/run-mapping';
import { runMapping } from '../../src/engine/event-source-mapping/run-mapping';
import type { FailureDocument } from '../../src/engine/failures/failure-document';
import type { Checkpoint, CheckpointStore } from '../../src/engine/ports/checkpoint-store';
import type { InvocationResult, NotInvoked } from '../../src/engine/ports/function-invoker';
import type { MappingEvent } from '../../src/engine/ports/mapping-observer';
import type { RetryGate } from '../../src/engine/ports/retry-gate';
import type { StreamSource } from '../../src/engine/ports/stream-source';
import { StopSwitch } from '../../src/engine/stopping/stop-switch';
import { InMemoryStream } from './in-memory-stream';
import type { InMemoryStreamOptions } from './in-memory-stream';
import { transcriptLine } from './mapping-transcript';
import { SimulatedTime } from './virtual-time';

/** 25 Nov 2025, 15:45:00 UTC: where every scenario's time begins. */
export const START_MS = Date.UTC(2025, 10, 25, 15, 45);
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f';

export interface ScenarioRecord {
  readonly sequenceNumber: number;
  /** Seconds after the start at which it is written. 0 without it; may be below 0. */
  readonly atSeconds?: number;
  /** What it says itself of when it was written; without it the truth. */
  readonly createdAtSeconds?: number;
  readonly item?: string;
  /** Bytes of an attribute beside the key. */
  readonly padding?: number;
}

export interface ScenarioShard {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly records: readonly (number | ScenarioRecord)[];
  /** Seconds after the start; closed from the beginning without it, `Infinity` to stay open. */
  readonly closedAtSeconds?: number;
  readonly openedAtSeconds?: number;
}

export interface ScenarioCall {
  readonly sequenceNumbers: readonly number[];
  readonly event: Readonly<Record<string, unknown>> & { readonly Records: readonly StreamRecord[] };
  /** Counts all invocations of the scenario from 1. */
  readonly call: number;
}

/** Thrown errors are function errors; everything else is what the handler returns. */
export type ScenarioHandler = (call: ScenarioCall) => unknown;

export const alwaysFails: ScenarioHandler = () => {
  throw new Error('no');
};

/** Fails for each batch that holds this record. */
export const failsWith =
  (poison: number): ScenarioHandler =>
  ({ sequenceNumbers }) => {
    if (sequenceNumbers.includes(poison)) throw new Error('poison');
  };

export class Timeout extends Error {}
export class Throttle extends Error {}

export interface Scenario {
  readonly shards: readonly ScenarioShard[];
  readonly mapping?: Partial<EventSourceMapping>;
  readonly options?: Partial<MappingOptions>;
  readonly handler?: ScenarioHandler;
  /** How long each invocation takes. */
  readonly invocationMs?: number;
  readonly checkpoints?: ReadonlyMap<string, Checkpoint>;
  readonly retryGate?: RetryGate;
  readonly stream?: Partial<InMemoryStreamOptions>;
  /** Changes the source on its way to the engine. */
  readonly around?: (source: StreamSource, time: SimulatedTime) => StreamSource;
  /** Ends the run so many seconds after its start; for streams that do not end. */
  readonly stopAfterSeconds?: number;
  /** Ends the run while such an event is told. */
  readonly stopAt?: (event: MappingEvent) => boolean;
  readonly sendFails?: string;
  /** The destination never answers. */
  readonly sendHangs?: boolean;
  /** Told when a document arrives at the destination, which takes as long as the promise. */
  readonly sent?: (document: FailureDocument) => unknown;
}

export interface ScenarioOutcome {
  /** Seconds since the start and what happened; reads are left out. */
  readonly transcript: readonly string[];
  readonly events: readonly MappingEvent[];
  readonly invocations: readonly (readonly number[])[];
  /** As the handler got them. */
  readonly received: readonly ScenarioCall['event'][];
  readonly documents: readonly FailureDocument[];
  readonly payloads: readonly string[];
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
}

export async function runScenario(scenario: Scenario): Promise<ScenarioOutcome> {
  const time = new SimulatedTime(START_MS);
  const stream = streamOf(scenario, time);
  const stop = new StopSwitch();
  const run = new ScenarioRun(scenario, time);
  if (scenario.stopAfterSeconds !== undefined) {
    void time.sleepUntil(START_MS + scenario.stopAfterSeconds * 1000, stop).then(() => stop.abort());
  }
  const mapping = { ...defaultMapping(stream.streamArn), ...scenario.mapping };
  await time.passUntil(
    runMapping(
      mapping,
      {
        source: scenario.around?.(stream, time) ?? stream,
        clock: time,
        invoker: { invoke: (event) => run.invoke(event) },
        checkpoints: run.store,
        observer: {
          observe: (event) => {
            run.observe(event);
            if (scenario.stopAt?.(event) === true) stop.abort();
          },
        },
        destination: { send: (document, payload) => run.send(document, payload) },
        newUuid: () => run.newUuid(),
        ...(scenario.retryGate && { retryGate: scenario.retryGate }),
      },
      { pollIntervalMs: 250, concurrentInvocations: 1000, recordAgeFrom: 'creation', ...scenario.options },
      stop,
    ),
  );
  return run;
}

function defaultMapping(eventSourceArn: string): EventSourceMapping {
  return {
    ...mappingDefaults,
    uuid: '11111111-2222-4333-8444-555555555555',
    functionArn: FUNCTION_ARN,
    eventSourceArn,
    startingPosition: { type: 'TRIM_HORIZON' },
  };
}

function scenarioRecord({
  sequenceNumber,
  atSeconds = 0,
  createdAtSeconds = atSeconds,
  item,
  padding = 0,
}: ScenarioRecord): StreamRecord {
  return {
    eventID: `event-${sequenceNumber}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(START_MS / 1000 + createdAtSeconds),
      Keys: { id: { S: item ?? String(sequenceNumber) } },
      NewImage: { id: { S: item ?? String(sequenceNumber) }, padding: { S: 'x'.repeat(padding) } },
      SequenceNumber: String(sequenceNumber),
    },
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123',
  };
}

class ScenarioRun implements ScenarioOutcome {
  readonly transcript: string[] = [];
  readonly events: MappingEvent[] = [];
  readonly invocations: number[][] = [];
  readonly received: ScenarioCall['event'][] = [];
  readonly documents: FailureDocument[] = [];
  readonly payloads: string[] = [];
  readonly checkpoints: Map<string, Checkpoint>;
  readonly store: CheckpointStore;
  private uuids = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly time: SimulatedTime,
  ) {
    this.checkpoints = new Map(scenario.checkpoints);
    this.store = {
      load: () => Promise.resolve(new Map(this.checkpoints)),
      save: (shardId, checkpoint) => void this.checkpoints.set(shardId, checkpoint),
      flush: () => Promise.resolve(),
    };
  }

  /** Each one different, beginning with 0. */
  newUuid(): string {
    return `00000000-0000-4000-8000-${String(this.uuids++).padStart(12, '0')}`;
  }

  observe(event: MappingEvent): void {
    this.events.push(event);
    const line = transcriptLine(event);
    if (line !== undefined) this.transcript.push(`${(this.time.now() - START_MS) / 1000} ${line}`);
  }

  async send(document: FailureDocument, payload: Uint8Array): Promise<void> {
    if (this.scenario.sendHangs === true) return new Promise(() => undefined);
    if (this.scenario.sendFails !== undefined) throw new Error(this.scenario.sendFails);
    await this.scenario.sent?.(document);
    this.documents.push(document);
    this.payloads.push(new TextDecoder().decode(payload));
  }

  async invoke(bytes: Uint8Array): Promise<InvocationResult | NotInvoked> {
    const event = JSON.parse(new TextDecoder().decode(bytes)) as ScenarioCall['event'];
    const sequenceNumbers = event.Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
    this.invocations.push(sequenceNumbers);
    this.received.push(event);
    const call = this.invocations.length;
    const durationMs = this.scenario.invocationMs ?? 0;
    await this.time.sleepUntil(this.time.now() + durationMs, new StopSwitch());
    try {
      const answer = await this.scenario.handler?.({ sequenceNumbers, event, call });
      return { outcome: 'succeeded', payload: JSON.stringify(answer ?? null), durationMs };
    } catch (error) {
      return resultOf(error, durationMs);
    }
  }
}

function resultOf(error: unknown, durationMs: number): InvocationResult | NotInvoked {
  const errorMessage = error instanceof Error ? error.message : String(error);
  if (error instanceof Timeout)
    return { outcome: 'timedOut', errorType: 'Sandbox.Timedout', errorMessage, durationMs };
  if (error instanceof Throttle)
    return { outcome: 'notInvoked', errorType: 'TooManyRequestsException', errorMessage, durationMs };
  return { outcome: 'functionError', errorType: 'Error', errorMessage, stackTrace: [], durationMs };
}

function streamOf(scenario: Scenario, time: SimulatedTime): InMemoryStream {
  const isOpenEnded = scenario.stopAfterSeconds !== undefined;
  const stream = new InMemoryStream({
    now: () => time.now(),
    ...(!isOpenEnded && { finalFromMs: 0 }),
    ...scenario.stream,
  });
  for (const { shardId, parentShardId, records, closedAtSeconds, openedAtSeconds } of scenario.shards) {
    const entries = records.map((record) =>
      typeof record === 'number' ? { sequenceNumber: record } : record,
    );
    const shard = stream.addShard(
      {
        shardId,
        startingSequenceNumber: String(entries[0]?.sequenceNumber ?? 0),
        ...(parentShardId !== undefined && { parentShardId }),
      },
      openedAtSeconds === undefined ? 0 : START_MS + openedAtSeconds * 1000,
    );
    shard.closedAtMs = closedAtSeconds === undefined ? 0 : START_MS + closedAtSeconds * 1000;
    for (const entry of entries) {
      const visibleAtMs = START_MS + (entry.atSeconds ?? 0) * 1000;
      shard.records.push({ record: encodeRecord(scenarioRecord(entry)), visibleAtMs });
    }
  }
  return stream;
}
