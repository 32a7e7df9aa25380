/** Replays captures, one after the other, into one warm handler; each is a mapping's run of its own. */
import { randomUUID } from 'node:crypto';
import { setImmediate as afterMicrotasks } from 'node:timers/promises';
import type { CaptureSummary } from '../captures/library/capture-summary';
import { CapturedStreamSource } from '../captures/reading/captured-stream-source';
import { VirtualClock } from '../engine/clock/virtual-clock';
import { invokerInVirtualTime, sourceInVirtualTime } from '../engine/clock/virtual-ports';
import type { EventSourceMapping } from '../engine/event-source-mapping/event-source-mapping';
import type { MappingPorts } from '../engine/event-source-mapping/run-mapping';
import { runMapping } from '../engine/event-source-mapping/run-mapping';
import type { CheckpointStore } from '../engine/ports/checkpoint-store';
import type { Clock } from '../engine/ports/clock';
import type { FunctionInvoker } from '../engine/ports/function-invoker';
import type { StopSignal } from '../engine/ports/stop-signal';
import { SystemClock } from '../handler-hosts/system-clock';
import type { ReplayReporter } from './replay-report';

export interface ReplayedCapture {
  readonly file: string;
  readonly summary: CaptureSummary;
  readonly mapping: EventSourceMapping;
}

/** Four times a second, which costs nothing in virtual time (PR-1); a capture need not be spared. */
const pollIntervalMs = { virtual: 250, real: 0 };

/** A replay begins at the beginning; the report says how far it came. */
const noCheckpoints: CheckpointStore = {
  load: () => Promise.resolve(new Map()),
  save: () => undefined,
  flush: () => Promise.resolve(),
};

interface TimedPorts extends Pick<MappingPorts, 'source' | 'invoker'> {
  readonly clock: Clock;
  readonly close: () => Promise<void>;
}

/**
 * @returns when the capture is replayed, or the signal aborted
 * @throws CaptureError; the invoker's error when nothing can be invoked
 */
export async function replayCapture(
  capture: ReplayedCapture,
  invoker: FunctionInvoker,
  reporter: ReplayReporter,
  { isVirtualTime, stop }: { readonly isVirtualTime: boolean; readonly stop: StopSignal },
): Promise<void> {
  const { close, ...ports } = isVirtualTime
    ? await portsInVirtualTime(capture, invoker)
    : await portsInRealTime(capture, invoker);
  try {
    await runMapping(
      capture.mapping,
      { ...ports, checkpoints: noCheckpoints, observer: reporter, newUuid: randomUUID },
      {
        pollIntervalMs: isVirtualTime ? pollIntervalMs.virtual : pollIntervalMs.real,
        concurrentInvocations: 1,
        recordAgeFrom: isVirtualTime && isOverTime(capture) ? 'creation' : 'reading',
      },
      stop,
    );
  } finally {
    await close();
  }
}

/** A long capture is a piece of a stream; an event is one batch, which arrives as a whole. */
function isOverTime({ summary }: ReplayedCapture): boolean {
  return summary.kind === 'jsonLines';
}

/**
 * The records of a long capture can be read when they were created, a batch when its last one was;
 * backoffs, windows and the age of records cost nothing.
 */
async function portsInVirtualTime(capture: ReplayedCapture, invoker: FunctionInvoker): Promise<TimedPorts> {
  const { firstRecordTimeMs, lastRecordTimeMs } = capture.summary;
  const beginMs = isOverTime(capture) ? firstRecordTimeMs : lastRecordTimeMs;
  const clock = new VirtualClock(beginMs ?? Date.now(), () => afterMicrotasks());
  const source = await CapturedStreamSource.open(capture.file, isOverTime(capture) ? { clock } : {});
  return {
    clock,
    source: sourceInVirtualTime(source, clock),
    invoker: invokerInVirtualTime(invoker, clock),
    close: () => source.close(),
  };
}

/** As if everything had just been written. */
async function portsInRealTime({ file }: ReplayedCapture, invoker: FunctionInvoker): Promise<TimedPorts> {
  const source = await CapturedStreamSource.open(file);
  return { clock: new SystemClock(), source, invoker, close: () => source.close() };
}
