/** What an answer of the deployed function means for the records that were sent, judged as Lambda would (sections 3.4, 3.6, 3.8). */
import * as l10n from '@vscode/l10n';
import type { InvocationResult } from '../../engine/ports/function-invoker';
import type { ResponseRules } from '../../engine/failures/judge-response';
import { judgeResult } from '../../engine/failures/judge-response';
import { ServiceError } from '../../triggers/ports/service-error';
import type { DeployedAnswer } from '../ports/deployed-functions';
import type { Verdict } from './journal-entry';

/** An error's message may hold a whole item; what is kept says what went wrong. */
const LONGEST_MESSAGE = 500;

export function judgeAnswer(answer: DeployedAnswer, rules: ResponseRules): Verdict {
  switch (answer.outcome) {
    case 'throttled': {
      const { retryAfterMs, message } = answer;
      return { kind: 'throttled', reason: message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    case 'tooLarge':
    case 'unknown':
      return { kind: answer.outcome, reason: answer.message };
    case 'functionError':
      return { kind: 'failed', reason: cut(`${answer.errorType}: ${answer.errorMessage}`) };
    case 'succeeded':
      return judgeResponse(answer.payload, rules);
  }
}

/** An invocation that was not answered but refused: a ServiceError means that the function surely did not run. */
export function judgeRefusal(error: unknown): Verdict {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ServiceError)) return { kind: 'unknown', reason };
  return { kind: error.kind === 'throttled' ? 'throttled' : 'refused', reason };
}

function judgeResponse(payload: string, rules: ResponseRules): Verdict {
  const result: InvocationResult = { outcome: 'succeeded', payload, durationMs: 0 };
  const { outcome, state } = judgeResult(result, rules);
  const handedOn = state === undefined ? {} : { state };
  switch (outcome.kind) {
    case 'succeeded':
      return { ...outcome, ...handedOn };
    case 'partialFailure':
      return { kind: 'partial', succeeded: outcome.firstFailedIndex, ...handedOn };
    case 'failed':
    case 'notInvoked':
      return {
        kind: 'failed',
        reason: ('reason' in outcome && outcome.reason) || l10n.t('the function failed'),
      };
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE)}…`;
}
