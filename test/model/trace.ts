/**
 * What the reference model is told: the stream as it was, the options, and what could be seen at
 * the engine's borders. Plain data in AWS's terms; nothing here comes from `src/`, so that one
 * mistake cannot be in both.
 */

export interface WorldRecord {
  readonly shardId: string;
  /** Digits; larger for what was written later, over all shards of these tests. */
  readonly sequenceNumber: string;
  /** Equal for records with the same keys. */
  readonly item: string;
  /** Epoch milliseconds, whole seconds (RE-7). */
  readonly createdMs: number;
  readonly visibleAtMs: number;
  /** From then on the stream does not hold it; Infinity if it never left in the test. */
  readonly trimmedAtMs: number;
  /** UTF-8 bytes of its JSON in an event. */
  readonly bytes: number;
  /** Whether the filter lets it through. */
  readonly passes: boolean;
  readonly travelsAlone: boolean;
}

export interface WorldShard {
  readonly shardId: string;
  readonly parentShardId?: string;
  /** In the order in which they were written. */
  readonly records: readonly WorldRecord[];
}

export interface ModelOptions {
  readonly streamArn: string;
  readonly functionArn: string;
  readonly start:
    | { readonly type: 'TRIM_HORIZON' }
    | { readonly type: 'LATEST' }
    | { readonly type: 'SEQUENCE_NUMBER'; readonly sequenceNumber: string }
    | { readonly type: 'TIME'; readonly epochMs: number };
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly factor: number;
  /** -1 for none. */
  readonly maximumAgeMs: number;
  readonly maximumRetries: number;
  readonly bisects: boolean;
  /** 0 for none. */
  readonly tumblingMs: number;
  readonly reportsItemFailures: boolean;
  readonly ageFrom: 'creation' | 'reading';
  readonly concurrentInvocations: number;
  readonly pollIntervalMs: number;
}

/** The keys that a tumbling window adds to an event. */
export interface WindowMembers {
  readonly start: unknown;
  readonly end: unknown;
  readonly state: unknown;
  readonly shardId: unknown;
  readonly eventSourceARN: unknown;
  readonly isFinal: unknown;
  readonly isTerminatedEarly: unknown;
}

export type Answered =
  | { readonly kind: 'response'; readonly payload: string }
  | { readonly kind: 'error' | 'timeout' | 'notInvoked' | 'stopped' };

export type Entry =
  /** A page of records came back from the stream. */
  | {
      readonly is: 'page';
      readonly atMs: number;
      readonly askedAtMs: number;
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly isLast: boolean;
      /** What the stream says of its next record, if it does. */
      readonly nextRecordAtMs?: number;
    }
  /** An iterator was given. */
  | { readonly is: 'positioned'; readonly atMs: number; readonly shardId: string; readonly type: string }
  /** GetRecords was asked for. */
  | { readonly is: 'asked'; readonly atMs: number; readonly shardId: string }
  | {
      readonly is: 'listed';
      readonly atMs: number;
      readonly open: readonly string[];
      readonly closed: readonly string[];
      readonly isFinal: boolean;
    }
  | {
      readonly is: 'invoked';
      readonly atMs: number;
      readonly id: number;
      readonly eventBytes: number;
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly window?: WindowMembers;
    }
  | { readonly is: 'answered'; readonly atMs: number; readonly id: number; readonly result: Answered }
  | { readonly is: 'asksGate'; readonly atMs: number; readonly shardId: string; readonly retryAtMs: number }
  | {
      readonly is: 'gateAnswers';
      readonly atMs: number;
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly decision: 'retry' | 'retryAfresh' | 'giveUp';
    }
  | {
      readonly is: 'document';
      readonly atMs: number;
      readonly document: unknown;
      readonly payloadSequenceNumbers: readonly string[];
    }
  | {
      readonly is: 'dropped';
      readonly atMs: number;
      readonly shardId: string;
      readonly sequenceNumbers: readonly string[];
      readonly reason: string;
      readonly document?: unknown;
    }
  | { readonly is: 'lost'; readonly shardId: string; readonly after?: string; readonly before?: string }
  | {
      readonly is: 'started';
      readonly shardId: string;
      readonly attempt: number;
      readonly sequenceNumbers: readonly string[];
    }
  | {
      readonly is: 'saved';
      readonly atMs: number;
      readonly shardId: string;
      readonly sequenceNumber?: string;
    };

export interface Run {
  readonly startMs: number;
  /** When it was told to stop; Infinity if it came to the stream's end. */
  readonly stoppedAtMs: number;
  /** What it found stored; the empty text for a finished shard. */
  readonly loaded: ReadonlyMap<string, string>;
  /** Shards that were begun at LATEST and had nothing handled yet: from when, in epoch milliseconds. */
  readonly pinned: ReadonlyMap<string, number>;
  readonly entries: readonly Entry[];
  readonly summary?: {
    readonly succeededInvocations: number;
    readonly failedInvocations: number;
    readonly droppedRecords: number;
  };
}

export interface History {
  readonly shards: readonly WorldShard[];
  readonly options: ModelOptions;
  readonly runs: readonly Run[];
}
