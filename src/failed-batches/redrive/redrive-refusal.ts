/** When a batch must not be sent again, and why. */
import type { Trigger } from '../../triggers/trigger';
import { parseArn } from '../../triggers/policies/arn-parts';
import type { FoundBatch } from '../failed-batch';
import { timeWindowOf } from './time-window';

export type RedriveRefusal =
  /** No document says that Lambda has given it up: the trigger is at these records. */
  | { readonly kind: 'stuckTrigger' }
  /** The trigger fails, and is as far behind as this batch: it may be at these very records. `result`: LastProcessingResult */
  | { readonly kind: 'stillRetried'; readonly result: string; readonly ageMs: number }
  /** Its window and state are not known; only a document in S3 carries them. */
  | { readonly kind: 'tumblingWindow'; readonly seconds: number }
  /** Of the function. */
  | { readonly kind: 'otherRegion'; readonly functionRegion: string; readonly region: string }
  | { readonly kind: 'otherAccount'; readonly functionAccount: string; readonly account: string }
  /** No record is left to be sent. */
  | { readonly kind: 'nothingLeft' };

export interface RedriveSurroundings {
  readonly trigger?: Trigger;
  /** IteratorAge of its function, where CloudWatch tells it. */
  readonly iteratorAgeMs?: number;
  /** Of the connection, as far as they are known. */
  readonly region?: string;
  readonly accountId?: string;
  readonly functionArn: string;
  readonly recordCount: number;
  readonly nowMs: number;
}

/** IteratorAge is of the last minute or so, and of whole batches: a batch this close to it may be the one. */
const AGE_TOLERANCE_MS = 5 * 60_000;

/** @returns the first that holds; undefined if it may be sent */
export function refusalOf(
  { batch, at }: FoundBatch,
  surroundings: RedriveSurroundings,
): RedriveRefusal | undefined {
  return (
    placeRefusal(surroundings) ??
    (at.kind === 'stuckTrigger' ? ({ kind: 'stuckTrigger' } as const) : undefined) ??
    retriedRefusal(batch.firstArrivalMs, at.kind, surroundings) ??
    windowRefusal(batch.payload, surroundings) ??
    (surroundings.recordCount === 0 ? ({ kind: 'nothingLeft' } as const) : undefined)
  );
}

/** Where the function is asked for does not lie where its ARN says. */
export function placeRefusal({
  functionArn,
  region,
  accountId,
}: Pick<RedriveSurroundings, 'functionArn' | 'region' | 'accountId'>): RedriveRefusal | undefined {
  const named = parseArn(functionArn);
  if (named === undefined) return undefined;
  if (region !== undefined && named.region !== region)
    return { kind: 'otherRegion', functionRegion: named.region, region };
  if (accountId !== undefined && named.accountId !== accountId)
    return { kind: 'otherAccount', functionAccount: named.accountId, account: accountId };
  return undefined;
}

/**
 * A document in a queue or a bucket is Lambda's word that it has given the batch up. What was pasted may be old: a
 * trigger that fails now, and has not got beyond these records, may have been moved back to them or be another one's.
 */
function retriedRefusal(
  firstArrivalMs: number,
  foundIn: string,
  { trigger, iteratorAgeMs, nowMs }: RedriveSurroundings,
): RedriveRefusal | undefined {
  if (foundIn === 'queue' || foundIn === 'bucket') return undefined;
  if (trigger?.document.Enabled !== true || iteratorAgeMs === undefined) return undefined;
  const result = trigger.lastProcessingResult;
  if (!result.startsWith('PROBLEM:')) return undefined;
  const isBehindIt = nowMs - iteratorAgeMs <= firstArrivalMs + AGE_TOLERANCE_MS;
  return isBehindIt ? { kind: 'stillRetried', result, ageMs: iteratorAgeMs } : undefined;
}

function windowRefusal(
  payload: string | undefined,
  { trigger }: RedriveSurroundings,
): RedriveRefusal | undefined {
  const seconds = trigger?.document.TumblingWindowInSeconds ?? 0;
  if (seconds === 0 || timeWindowOf(payload) !== undefined) return undefined;
  return { kind: 'tumblingWindow', seconds };
}
