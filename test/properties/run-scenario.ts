/** Drives the engine through a scenario and writes down what could be seen at its borders. */
import type { Checkpoint } from '../../src/engine/ports/checkpoint-store';
import type { FunctionInvoker, InvocationResult, NotInvoked } from '../../src/engine/ports/function-invoker';
import type { RetryDecision, RetryGate } from '../../src/engine/ports/retry-gate';
import type { StreamSourceErrorKind } from '../../src/engine/ports/stream-source-error';
import type { StreamSource } from '../../src/engine/ports/stream-source';
import type { Entry, History, ModelOptions, Run } from '../model/trace';
import type { Answer, SourceCall } from '../support/in-memory-stream';
import { NoProgressError, SimulatedTime } from '../support/virtual-time';
import type { EngineUnderTest } from './engine-under-test';
import { observedEntries } from './observed-entries';
import { readEvent } from './read-event';
import { engineOptionsOf, mappingOf, modelOptionsOf } from './scenario-options';
import type { Fault, Scenario, Stop } from './scenario';
import { EPOCH_MS, STREAM_ARN, ScriptedStream } from './scripted-stream';
import { type FunctionAnswer, ScriptedFunction } from './scripted-function';

/** Off the whole milliseconds, so that no two things happen at the same moment by chance. */
const ODD_MS = 0.377;
const MOST_CALLS = 6000;

export class ScenarioRun {
  private readonly time: SimulatedTime;
  private readonly scripted: ScriptedStream;
  private readonly handler: ScriptedFunction;
  private readonly modelOptions: ModelOptions;
  private entries: Entry[] = [];
  private readonly stored = new Map<string, Checkpoint>();
  private readonly pins = new Map<string, Checkpoint>();
  private calls = 0;
  private askedAtMs = 0;
  private invocations = 0;
  private documents = 0;
  private gateQuestions = 0;
  private uuids = 0;

  constructor(
    private readonly engine: EngineUnderTest,
    private readonly scenario: Scenario,
  ) {
    this.time = new SimulatedTime(EPOCH_MS + scenario.startDelayMs + ODD_MS);
    this.scripted = new ScriptedStream(scenario, {
      now: () => this.time.now(),
      streamArn: STREAM_ARN,
      newError: engine.newStreamError,
      answer: (call) => this.answerCall(call),
      onPage: (shardId, { records, nextShardIterator, nextRecordAtMs }) =>
        this.note({
          is: 'page',
          atMs: this.time.now(),
          askedAtMs: this.askedAtMs,
          shardId,
          sequenceNumbers: records.map(({ sequenceNumber }) => sequenceNumber),
          isLast: nextShardIterator === undefined,
          ...(nextRecordAtMs === undefined ? {} : { nextRecordAtMs }),
        }),
    });
    this.modelOptions = modelOptionsOf(scenario, this.scripted);
    this.handler = new ScriptedFunction(scenario, (sequenceNumber) => this.scripted.get(sequenceNumber).plan);
  }

  /** @throws what the engine throws; AssertionError-like errors of the harness; NoProgressError */
  async history(): Promise<History> {
    const runs: Run[] = [];
    for (const stop of [...this.scenario.stops, undefined]) runs.push(await this.run(stop));
    return { shards: this.scripted.world(), options: this.modelOptions, runs };
  }

  private async run(stop: Stop | undefined): Promise<Run> {
    this.entries = [];
    const loaded = new Map<string, string>();
    const pinned = new Map<string, number>();
    for (const [shardId, at] of this.stored) {
      if ('fromMs' in at) pinned.set(shardId, at.fromMs);
      else loaded.set(shardId, 'sequenceNumber' in at ? at.sequenceNumber : '');
    }
    const before = new Map(this.stored);
    const startMs = this.time.now();
    const controller = new AbortController();
    const stopsAtMs = stop === undefined ? Number.POSITIVE_INFINITY : startMs + stop.afterMs;
    if (stop !== undefined) {
      void this.time
        .sleepUntil(stopsAtMs, controller.signal)
        .then(() => controller.abort(new Error('stopped')));
    }
    const work = this.engine.runMapping(
      mappingOf(this.modelOptions, this.scenario),
      this.ports(),
      engineOptionsOf(this.scenario),
      controller.signal,
    );
    const summary = await this.time.passUntil(work, 5 * MOST_CALLS);
    const wasStopped = controller.signal.aborted;
    if (wasStopped) this.loseSaves(before, stop?.lostSaves ?? 0);
    controller.abort();
    this.time.jumpTo(this.time.now() + (stop?.pauseMs ?? 0) + ODD_MS);
    return {
      startMs,
      stoppedAtMs: wasStopped ? stopsAtMs : Number.POSITIVE_INFINITY,
      loaded,
      pinned,
      entries: this.entries,
      ...(wasStopped ? {} : { summary }),
    };
  }

  /** What the store has not written yet goes with the process. */
  private loseSaves(before: ReadonlyMap<string, Checkpoint>, lost: number): void {
    if (lost === 0) return;
    const saves = this.entries.filter((entry) => entry.is === 'saved');
    this.stored.clear();
    for (const [shardId, checkpoint] of before) this.stored.set(shardId, checkpoint);
    for (const { shardId, sequenceNumber } of saves.slice(0, Math.max(0, saves.length - lost))) {
      this.stored.set(shardId, sequenceNumber === undefined ? { isFinished: true } : { sequenceNumber });
    }
    // Written with the first saves of a run, which are never the lost ones.
    for (const [shardId, pin] of this.pins) if (!this.stored.has(shardId)) this.stored.set(shardId, pin);
  }

  private ports(): Parameters<EngineUnderTest['runMapping']>[1] {
    return {
      source: this.source(),
      invoker: this.invoker(),
      clock: this.time,
      checkpoints: {
        load: () => Promise.resolve(new Map(this.stored)),
        save: (shardId, checkpoint) => {
          this.stored.set(shardId, checkpoint);
          if ('fromMs' in checkpoint) return void this.pins.set(shardId, checkpoint);
          this.note({
            is: 'saved',
            atMs: this.time.now(),
            shardId,
            ...('sequenceNumber' in checkpoint && checkpoint),
          });
        },
        flush: () => Promise.resolve(),
      },
      observer: { observe: (event) => this.entries.push(...observedEntries(event, this.time.now())) },
      newUuid: () => `00000000-0000-4000-8000-${String(++this.uuids).padStart(12, '0')}`,
      destination: {
        send: (document, payload) => {
          const { sequenceNumbers } = readEvent(payload, (number) => this.scripted.get(number).text);
          this.note({
            is: 'document',
            atMs: this.time.now(),
            document,
            payloadSequenceNumbers: sequenceNumbers,
          });
          const fails = this.scenario.destinationFailures[this.documents++] === true;
          return fails ? Promise.reject(new Error('The queue is gone.')) : Promise.resolve();
        },
      },
      ...(this.scenario.gate === undefined ? {} : { retryGate: this.gate(this.scenario.gate) }),
    };
  }

  private source(): StreamSource {
    const { stream } = this.scripted;
    return {
      streamArn: STREAM_ARN,
      listShards: async () => {
        const list = await stream.listShards();
        const idsOf = (isClosed: boolean) =>
          list.shards
            .filter(({ endingSequenceNumber }) => (endingSequenceNumber !== undefined) === isClosed)
            .map(({ shardId }) => shardId);
        const { isFinal } = list;
        this.note({ is: 'listed', atMs: this.time.now(), open: idsOf(false), closed: idsOf(true), isFinal });
        return list;
      },
      getShardIterator: async (shardId, position) => {
        const iterator = await stream.getShardIterator(shardId, position);
        this.note({ is: 'positioned', atMs: this.time.now(), shardId, type: position.type });
        return iterator;
      },
      getRecords: async (iterator, limit, stop) => {
        const askedAtMs = this.time.now();
        // A read takes a moment, so that it never ends at the moment in which room for it was made.
        await this.time.sleepUntil(askedAtMs + 0.0619, stop);
        if (stop.aborted) throw new Error('stopped');
        this.askedAtMs = askedAtMs;
        return stream.getRecords(iterator, limit);
      },
    };
  }

  private answerCall(call: SourceCall): Answer | undefined {
    const fault = this.scenario.faults[this.calls++];
    if (this.calls > MOST_CALLS) throw new NoProgressError('The stream is asked without end.');
    if (call.operation === 'getRecords') {
      this.note({ is: 'asked', atMs: this.askedAtMs, shardId: call.shard.shardId });
    }
    return fault === undefined ? undefined : this.applyFault(fault, call);
  }

  private applyFault(fault: Fault, call: SourceCall): Answer | undefined {
    const isRead = call.operation === 'getRecords';
    switch (fault.kind) {
      case 'none':
        return undefined;
      case 'fails':
        return isOfReads(fault.with) && !isRead ? undefined : { fail: fault.with };
      case 'trims':
        if (isRead) this.scripted.trim(call.shard, call.index + fault.records, this.time.now());
        return undefined;
      case 'atMost':
        return isRead ? { atMost: fault.records } : undefined;
      case 'withoutEnd':
        return isRead ? { withoutEnd: true } : undefined;
    }
  }

  private invoker(): FunctionInvoker {
    return {
      invoke: async (event, stop) => {
        const id = ++this.invocations;
        if (id > MOST_CALLS) throw new NoProgressError('The function is invoked without end.');
        const { sequenceNumbers, window, bytes } = readEvent(
          event,
          (number) => this.scripted.get(number).text,
        );
        const first = sequenceNumbers[0];
        const shardId =
          first === undefined ? String(window?.shardId) : this.scripted.get(first).world.shardId;
        this.note({
          is: 'invoked',
          atMs: this.time.now(),
          id,
          eventBytes: bytes,
          shardId,
          sequenceNumbers,
          ...(window === undefined ? {} : { window }),
        });
        const durationMs = this.scenario.durationsMs[id % Math.max(1, this.scenario.durationsMs.length)] ?? 1;
        await this.time.sleepUntil(this.time.now() + durationMs + (id % 97) * 0.0113, stop);
        if (stop.aborted) {
          this.note({ is: 'answered', atMs: this.time.now(), id, result: { kind: 'stopped' } });
          throw new Error('stopped');
        }
        const answer = this.handler.answer({
          sequenceNumbers,
          state: window?.state,
          isFinal: window?.isFinal === true,
        });
        this.note({ is: 'answered', atMs: this.time.now(), id, result: answer });
        return resultOf(answer, durationMs);
      },
    };
  }

  private gate(decisions: readonly RetryDecision[]): RetryGate {
    return {
      beforeRetry: async ({ batch, retryAtMs }, stop) => {
        const { shardId } = batch;
        const number = this.gateQuestions++;
        const decision = decisions[number] ?? (number > 300 ? 'giveUp' : 'retry');
        this.note({ is: 'asksGate', atMs: this.time.now(), shardId, retryAtMs });
        await this.time.sleepUntil(decision === 'retry' ? retryAtMs : this.time.now() + 3.21, stop);
        if (stop.aborted) return decision;
        const sequenceNumbers = batch.records.map(({ sequenceNumber }) => sequenceNumber);
        this.note({ is: 'gateAnswers', atMs: this.time.now(), shardId, sequenceNumbers, decision });
        return decision;
      },
    };
  }

  private note(entry: Entry): void {
    this.entries.push(entry);
  }
}

function isOfReads(kind: StreamSourceErrorKind): boolean {
  return kind === 'expiredIterator' || kind === 'trimmedData';
}

function resultOf(answer: FunctionAnswer, durationMs: number): InvocationResult | NotInvoked {
  switch (answer.kind) {
    case 'response':
      return { outcome: 'succeeded', payload: answer.payload, durationMs };
    case 'error':
      return { outcome: 'functionError', errorType: 'Error', errorMessage: 'no', stackTrace: [], durationMs };
    case 'timeout':
      return { outcome: 'timedOut', errorType: 'Sandbox.Timedout', errorMessage: 'late', durationMs };
    case 'notInvoked':
      return {
        outcome: 'notInvoked',
        errorType: 'TooManyRequestsException',
        errorMessage: 'busy',
        durationMs,
      };
  }
}
