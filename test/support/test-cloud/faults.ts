/** Which requests of DynamoDB Streams fail, and how: chosen by a seed, so that a run can be repeated. */
import type { ErrorAnswer } from './cloud-answer';

export type FaultKind = 'throttled' | 'expired' | 'trimmed' | 'internal' | 'cutBefore' | 'cutWithin';

export interface FaultOptions {
  readonly seed: number;
  /** One request in so many fails, on average. */
  readonly oneIn: number;
}

const KINDS: Readonly<Record<string, readonly FaultKind[]>> = {
  'dynamodb:DescribeStream': ['throttled', 'internal', 'cutBefore', 'cutWithin'],
  'dynamodb:GetShardIterator': ['throttled', 'trimmed', 'internal', 'cutBefore', 'cutWithin'],
  'dynamodb:GetRecords': ['throttled', 'expired', 'trimmed', 'internal', 'cutBefore', 'cutWithin'],
};

/** As AWS words them. */
export const FAULT_ANSWERS: Readonly<Partial<Record<FaultKind, ErrorAnswer>>> = {
  throttled: {
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#LimitExceededException',
    message: 'Rate exceeded for shard',
  },
  expired: {
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#ExpiredIteratorException',
    message: 'Iterator expired',
  },
  trimmed: {
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException',
    message: 'The operation attempted to read past the oldest stream record in a shard.',
  },
  internal: {
    status: 500,
    type: 'com.amazon.coral.service#InternalServerError',
    message: 'Internal server error',
  },
};

export class Faults {
  readonly injected = new Map<FaultKind, number>();
  private readonly random: () => number;

  constructor(private readonly options: FaultOptions) {
    this.random = seededRandom(options.seed);
  }

  /** @returns the fault of this request, if it is to have one */
  next(action: string): FaultKind | undefined {
    const kinds = KINDS[action] ?? [];
    if (this.random() >= 1 / this.options.oneIn) return undefined;
    const kind = kinds[Math.floor(this.random() * kinds.length)];
    if (kind !== undefined) this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
    return kind;
  }
}

/** A linear congruential generator (Numerical Recipes' constants). @returns numbers from 0 to below 1 */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
