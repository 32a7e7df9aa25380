/**
 * What a replay did, as data for another program: each invocation, what was discarded, what was filtered
 * and how far each shard was handled. The shape is documented in docs/command-line.md and kept stable.
 */
import type { FailureDocument } from '../engine/failures/failure-document';
import type { InvocationResult, NotInvoked } from '../engine/ports/function-invoker';
import type {
  BatchOutcome,
  InvokedBatch,
  InvokedWindow,
  MappingEvent,
  MappingObserver,
} from '../engine/ports/mapping-observer';

export interface ReplayReport {
  readonly invocations: readonly ReportedInvocation[];
  /** On-failure documents, in the order in which the batches were discarded. */
  readonly discarded: readonly FailureDocument[];
  /** Given up without a document: older than the 24 hours of a stream (CK-8), or a window's final invocation. */
  readonly expired: readonly ReportedRecords[];
  /** Records that the filters kept from the function. */
  readonly filtered: number;
  /** Shard to the highest sequence number below which everything is handled. */
  readonly checkpoints: Readonly<Record<string, string>>;
}

interface ReportedRecords {
  /** The file as it was named; only if several captures were replayed. */
  readonly capture?: string;
  readonly shardId: string;
  readonly sequenceNumbers: readonly string[];
}

export interface ReportedInvocation extends ReportedRecords {
  /** 1 for the first time that exactly these records were sent. */
  readonly attempt: number;
  readonly outcome: 'succeeded' | 'functionError' | 'partialFailure' | 'timedOut';
  /** ISO 8601 with milliseconds; virtual with --virtual-time. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly window?: InvokedWindow;
  readonly error?: ReportedError;
}

export interface ReportedError {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly stackTrace?: readonly string[];
}

export class ReplayReporter implements MappingObserver {
  private readonly invocations: ReportedInvocation[] = [];
  private readonly discarded: FailureDocument[] = [];
  private readonly expired: ReportedRecords[] = [];
  private filtered = 0;
  private readonly checkpoints = new Map<string, string>();
  private startedAtMs = 0;
  private capture: string | undefined;
  private readonly noted = new Set<string>();

  /**
   * @param readsItemFailures the mapping has ReportBatchItemFailures
   * @param note told once of each thing about a response that the handler's author should know
   */
  constructor(
    private readonly readsItemFailures: boolean,
    private readonly note: (sentence: string) => void,
  ) {}

  /** Named in what happens from now on. */
  nowReplaying(capture: string): void {
    this.capture = capture;
  }

  observe(event: MappingEvent): void {
    switch (event.type) {
      case 'batchStarted':
        // One invocation at a time, so the next that finishes is this one.
        this.startedAtMs = event.atMs;
        return;
      case 'batchFinished':
        this.noteOnce(event.outcome);
        this.invocations.push({
          ...this.reportedRecords(event.batch),
          attempt: event.attempt,
          outcome: this.outcomeOf(event.result, event.outcome),
          startedAt: new Date(this.startedAtMs).toISOString(),
          durationMs: Math.round(event.result.durationMs),
          ...(event.batch.window !== undefined && { window: event.batch.window }),
          ...errorOf(event.result, event.outcome),
        });
        return;
      case 'recordsDropped':
        if (event.document === undefined) this.expired.push(this.reportedRecords(event.batch));
        else this.discarded.push(event.document);
        return;
      case 'recordsRead':
        this.filtered += event.count - event.kept;
        return;
      case 'checkpointed':
        this.checkpoints.set(event.shardId, event.sequenceNumber);
        return;
      default:
        return;
    }
  }

  get report(): ReplayReport {
    return {
      invocations: this.invocations,
      discarded: this.discarded,
      expired: this.expired,
      filtered: this.filtered,
      checkpoints: Object.fromEntries(this.checkpoints),
    };
  }

  private noteOnce(outcome: BatchOutcome): void {
    if (outcome.kind !== 'succeeded' || outcome.note === undefined || this.noted.has(outcome.note)) return;
    this.noted.add(outcome.note);
    this.note(`The batch counts as succeeded, but ${outcome.note}.`);
  }

  /** Item failures that the function reports are `partialFailure` even if no record of the batch succeeded. */
  private outcomeOf(
    result: InvocationResult | NotInvoked,
    outcome: BatchOutcome,
  ): ReportedInvocation['outcome'] {
    if (result.outcome === 'timedOut') return 'timedOut';
    if (result.outcome === 'succeeded' && outcome.kind === 'succeeded') return 'succeeded';
    return result.outcome === 'succeeded' && this.readsItemFailures ? 'partialFailure' : 'functionError';
  }

  private reportedRecords({ shardId, records }: InvokedBatch): ReportedRecords {
    return {
      ...(this.capture !== undefined && { capture: this.capture }),
      shardId,
      sequenceNumbers: records.map(({ sequenceNumber }) => sequenceNumber),
    };
  }
}

function errorOf(
  result: InvocationResult | NotInvoked,
  outcome: BatchOutcome,
): { readonly error?: ReportedError } {
  if (result.outcome !== 'succeeded') {
    const { errorType, errorMessage } = result;
    const stackTrace = result.outcome === 'functionError' ? result.stackTrace : [];
    return { error: { errorType, errorMessage, ...(stackTrace.length > 0 && { stackTrace }) } };
  }
  return outcome.kind === 'failed' && outcome.reason !== undefined
    ? { error: { errorMessage: outcome.reason } }
    : {};
}

/** The report as JSON in pieces, for as one text it may be longer than a text can be; one invocation a line. */
export function* reportText(report: ReplayReport): Generator<string, void> {
  const { invocations, discarded, expired, filtered, checkpoints } = report;
  yield '{';
  for (const [name, list] of Object.entries({ invocations, discarded, expired })) {
    yield `\n  "${name}": [`;
    for (const [index, member] of list.entries())
      yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(member)}`;
    yield list.length === 0 ? '],' : '\n  ],';
  }
  yield `\n  "filtered": ${filtered},\n  "checkpoints": ${JSON.stringify(checkpoints)}\n}\n`;
}
