/** How often each batch of a run was sent: a batch is its records, and it is never sent too often (RT-2, BS-1). */
import type { Entry, ModelOptions } from './trace';

interface BatchAttempts {
  /** Invocations that count against MaximumRetryAttempts. */
  counted: number;
  invocations: number;
}

export class AttemptLog {
  private readonly batches = new Map<string, BatchAttempts>();

  constructor(
    private readonly options: ModelOptions,
    private readonly report: (violation: string) => void,
  ) {}

  /** Attempts of this batch count from the beginning. */
  forget(shardId: string, sequenceNumbers: readonly string[]): void {
    this.batches.delete(keyOf(shardId, sequenceNumbers));
  }

  invoked({ sequenceNumbers, shardId }: Extract<Entry, { is: 'invoked' }>): void {
    if (sequenceNumbers.length === 0) return;
    const attempts = this.of(shardId, sequenceNumbers);
    attempts.invocations += 1;
    const { maximumRetries } = this.options;
    if (maximumRetries >= 0 && attempts.counted > maximumRetries) {
      this.report(`${tellAll(sequenceNumbers)} is sent again after ${attempts.counted} failures`);
    }
    if (attempts.counted > 0 && this.options.bisects && sequenceNumbers.length > 1) {
      this.report(`${tellAll(sequenceNumbers)} is sent again whole`);
    }
  }

  started({ sequenceNumbers, shardId, attempt }: Extract<Entry, { is: 'started' }>): void {
    if (sequenceNumbers.length === 0) return;
    const expected = this.of(shardId, sequenceNumbers).invocations + 1;
    if (attempt !== expected)
      this.report(`${tellAll(sequenceNumbers)} is told as attempt ${attempt}, not ${expected}`);
  }

  of(shardId: string, sequenceNumbers: readonly string[]): BatchAttempts {
    const key = keyOf(shardId, sequenceNumbers);
    const attempts = this.batches.get(key) ?? { counted: 0, invocations: 0 };
    this.batches.set(key, attempts);
    return attempts;
  }
}

function keyOf(shardId: string, sequenceNumbers: readonly string[]): string {
  return `${shardId} ${sequenceNumbers.join()}`;
}

function tellAll(sequenceNumbers: readonly string[]): string {
  return `[${sequenceNumbers.join(' ')}]`;
}
