/** How Lambda takes an invocation's result: a success, a failure, or a success of the first records. */
import { isJsonObject } from '../events/json-object';
import type { InvocationResult, NotInvoked } from '../ports/function-invoker';
import type { BatchOutcome } from '../ports/mapping-observer';
import { readPartialBatchResponse } from './batch-item-failures';

export interface ResponseRules {
  /** Of the batch, in its order. */
  readonly sequenceNumbers: () => readonly string[];
  /** FunctionResponseTypes has ReportBatchItemFailures; otherwise any value is a success. */
  readonly reportBatchItemFailures: boolean;
  /** TW-4. */
  readonly mustReturnState: boolean;
}

export interface Judgement {
  readonly outcome: BatchOutcome;
  /** JSON text; with a tumbling window and a response that is not a failure. */
  readonly state?: string;
}

export function judgeResult(result: InvocationResult | NotInvoked, rules: ResponseRules): Judgement {
  if (result.outcome === 'notInvoked') return { outcome: { kind: 'notInvoked' } };
  if (result.outcome !== 'succeeded') return { outcome: { kind: 'failed' } };
  if (!rules.reportBatchItemFailures && !rules.mustReturnState) return { outcome: { kind: 'succeeded' } };
  const response = parse(result.payload);
  const state = rules.mustReturnState && isJsonObject(response) ? response['state'] : undefined;
  if (rules.mustReturnState && (state === undefined || state === null)) {
    return failed('the response has no "state", which a tumbling window requires');
  }
  const outcome = rules.reportBatchItemFailures ? partial(response, rules.sequenceNumbers()) : succeeded;
  if (outcome.kind === 'failed' || state === undefined) return { outcome };
  return { outcome, state: JSON.stringify(state) };
}

const succeeded: BatchOutcome = { kind: 'succeeded' };

function partial(response: unknown, sequenceNumbers: readonly string[]): BatchOutcome {
  const read = readPartialBatchResponse(response, sequenceNumbers);
  switch (read.kind) {
    case 'success':
      return read.note === undefined ? succeeded : { kind: 'succeeded', note: read.note };
    case 'invalid':
      return { kind: 'failed', reason: read.reason };
    case 'failedFrom':
      // No progress: the same as a failure of the whole batch (BI-10).
      return read.index === 0
        ? { kind: 'failed', reason: 'the first record was reported as failed' }
        : { kind: 'partialFailure', firstFailedIndex: read.index };
  }
}

function failed(reason: string): Judgement {
  return { outcome: { kind: 'failed', reason } };
}

/** A handler host gives JSON text; another runtime may give anything, which counts as a text (BI-11). */
function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
