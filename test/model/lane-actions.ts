/** What was seen of one shard, sorted out of the trace for the follower. */
import { outcomeOf, type Outcome } from './outcome';
import type { Entry, ModelOptions, Run, WindowMembers, WorldRecord } from './trace';

export interface Arrival {
  readonly atMs: number;
  /** What the filter let through and had not been handled before. */
  readonly records: readonly WorldRecord[];
  readonly isLast: boolean;
  /** An empty page says so: until when everything that was written has been read. */
  readonly caughtUpToMs: number | undefined;
}

export type Action =
  | {
      readonly is: 'invoked';
      readonly atMs: number;
      readonly sequenceNumbers: readonly string[];
      readonly window?: WindowMembers;
      readonly outcome: Outcome;
      readonly answeredAtMs: number;
    }
  | {
      readonly is: 'dropped';
      readonly atMs: number;
      readonly sequenceNumbers: readonly string[];
      readonly reason: string;
      readonly document: unknown;
    }
  | {
      readonly is: 'gate';
      readonly atMs: number;
      readonly retryAtMs: number;
      readonly answeredAtMs: number;
      readonly decision: string;
    };

export interface FollowedShard {
  readonly shardId: string;
  readonly arrivals: readonly Arrival[];
  readonly actions: readonly Action[];
  readonly startMs: number;
  readonly stoppedAtMs: number;
  readonly hasGate: boolean;
  /** No record will be added to it: it was all there when the run began with it. */
  readonly fillsBatches: boolean;
}

type Answer = Extract<Entry, { is: 'answered' }>;

export function arrivalsOf(
  run: Run,
  shardId: string,
  record: (sequenceNumber: string) => WorldRecord,
  isPassedOver: (record: WorldRecord) => boolean,
): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  let highest = BigInt(run.loaded.get(shardId) ?? -1);
  for (const entry of run.entries) {
    if (entry.is !== 'page' || entry.shardId !== shardId) continue;
    const fresh = entry.sequenceNumbers
      .map(record)
      .filter(({ sequenceNumber }) => BigInt(sequenceNumber) > highest);
    const last = fresh.at(-1);
    if (last !== undefined) highest = BigInt(last.sequenceNumber);
    const kept = fresh.filter((one) => one.passes && !isPassedOver(one));
    const caughtUpToMs =
      entry.sequenceNumbers.length === 0 ? (entry.nextRecordAtMs ?? entry.askedAtMs) : undefined;
    arrivals.push({ atMs: entry.atMs, records: kept, isLast: entry.isLast, caughtUpToMs });
  }
  return arrivals;
}

export function actionsOf(run: Run, shardId: string, options: ModelOptions): readonly Action[] {
  const answers = new Map<number, Answer>();
  for (const entry of run.entries) if (entry.is === 'answered') answers.set(entry.id, entry);
  const gateAnswers = run.entries.filter((entry) => entry.is === 'gateAnswers' && entry.shardId === shardId);
  let gates = 0;
  return run.entries.flatMap((entry): readonly Action[] => {
    if (!('shardId' in entry) || entry.shardId !== shardId) return [];
    switch (entry.is) {
      case 'invoked':
        return [withAnswer(entry, answers.get(entry.id), options)];
      case 'dropped':
        return [{ ...entry, document: entry.document }];
      case 'asksGate': {
        const answer = gateAnswers[gates++];
        const isAnswered = answer?.is === 'gateAnswers';
        return [
          {
            is: 'gate',
            atMs: entry.atMs,
            retryAtMs: entry.retryAtMs,
            answeredAtMs: isAnswered ? answer.atMs : Number.POSITIVE_INFINITY,
            decision: isAnswered ? answer.decision : 'retry',
          },
        ];
      }
      default:
        return [];
    }
  });
}

function withAnswer(
  invoked: Extract<Entry, { is: 'invoked' }>,
  answer: Answer | undefined,
  options: ModelOptions,
): Action {
  const { atMs, sequenceNumbers, window } = invoked;
  return {
    is: 'invoked',
    atMs,
    sequenceNumbers,
    ...(window === undefined ? {} : { window }),
    outcome: answer === undefined ? { kind: 'stopped' } : outcomeOf(answer.result, sequenceNumbers, options),
    answeredAtMs: answer?.atMs ?? Number.POSITIVE_INFINITY,
  };
}
