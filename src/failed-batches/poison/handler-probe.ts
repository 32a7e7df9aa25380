/** A probe that invokes a real handler: the event as the engine builds it, the answer judged as Lambda judges it. */
import * as l10n from '@vscode/l10n';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { buildEvent, type TimeWindowMembers } from '../../engine/events/event-bytes';
import { isoSeconds } from '../../engine/events/iso-time';
import { readPartialBatchResponse } from '../../engine/failures/batch-item-failures';
import { judgeResult } from '../../engine/failures/judge-response';
import type { FunctionInvoker, InvocationResult } from '../../engine/ports/function-invoker';
import type { Probe, ProbeFailure } from './probe';

/** A handler in a process of its own. */
export interface ProbedHandler extends FunctionInvoker {
  /** Ends the process; the next invocation has a new one. */
  restart(): Promise<void>;
  /** What the process has printed since it was last asked. */
  takeOutput(): string;
}

export interface ProbedMapping {
  readonly shardId: string;
  readonly reportsItemFailures: boolean;
  /** 0 for none. */
  readonly tumblingWindowInSeconds: number;
}

/** In place of the type of an error that the handler has kept to itself. */
export const REPORTED_ITEMS = 'ReportedItemFailures';
const REFUSED_RESPONSE = 'RefusedResponse';

export function handlerProbe(handler: ProbedHandler, mapping: ProbedMapping): Probe<EncodedRecord> {
  return async (records, isFresh, stop) => {
    if (isFresh) await handler.restart();
    handler.takeOutput();
    const event = buildEvent(records, timeWindow(records, mapping));
    const result = await handler.invoke(event, stop);
    const printed = handler.takeOutput();
    if (result.outcome === 'notInvoked') throw new Error(result.errorMessage);
    const failure = failureOf(result, records, mapping);
    return failure === undefined
      ? { outcome: 'passed' }
      : { outcome: 'failed', failure: { ...failure, printed } };
  };
}

function failureOf(
  result: InvocationResult,
  records: readonly EncodedRecord[],
  { reportsItemFailures, tumblingWindowInSeconds }: ProbedMapping,
): Omit<ProbeFailure, 'printed'> | undefined {
  if (result.outcome !== 'succeeded') {
    const { errorType, errorMessage } = result;
    const stackTrace = result.outcome === 'functionError' ? result.stackTrace : [];
    return { errorType, errorMessage, stackTrace, reported: [] };
  }
  const sequenceNumbers = records.map(({ sequenceNumber }) => sequenceNumber);
  const { outcome } = judgeResult(result, {
    sequenceNumbers: () => sequenceNumbers,
    reportBatchItemFailures: reportsItemFailures,
    mustReturnState: tumblingWindowInSeconds > 0,
  });
  if (outcome.kind === 'succeeded') return undefined;
  const read = reportsItemFailures
    ? readPartialBatchResponse(parsed(result.payload), sequenceNumbers)
    : undefined;
  if (read?.kind === 'failedFrom') {
    const reported = sequenceNumbers[read.index] ?? '';
    const errorMessage = l10n.t('The function reported {0} in batchItemFailures.', reported);
    return { errorType: REPORTED_ITEMS, errorMessage, stackTrace: [], reported: [read.index] };
  }
  const reason =
    (outcome.kind === 'failed' ? outcome.reason : undefined) ?? l10n.t('the response is refused');
  return { errorType: REFUSED_RESPONSE, errorMessage: reason, stackTrace: [], reported: [] };
}

/** What is no JSON counts as a text, as in the engine (BI-11). */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

/** The first invocation of a window: what was counted up before it is not known. */
function timeWindow(
  [first]: readonly EncodedRecord[],
  { shardId, tumblingWindowInSeconds }: ProbedMapping,
): TimeWindowMembers | undefined {
  if (tumblingWindowInSeconds === 0) return undefined;
  const lengthMs = tumblingWindowInSeconds * 1000;
  const startMs = Math.floor((first?.approximateCreationMs ?? 0) / lengthMs) * lengthMs;
  return {
    window: { start: isoSeconds(startMs), end: isoSeconds(startMs + lengthMs) },
    state: '{}',
    shardId,
    eventSourceARN: first?.eventSourceArn ?? '',
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  };
}
