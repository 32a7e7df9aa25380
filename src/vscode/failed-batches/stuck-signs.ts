/** What AWS shows of a trigger while it is being unblocked. */
import { ServiceError } from '../../triggers/ports/service-error';
import { functionNameOf, readIteratorAges } from '../../triggers/inventory/iterator-ages';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { destinationKind } from '../../failed-batches/finding/destination-kind';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import type { TriggerSigns } from '../../failed-batches/stuck/movement';
import type { FailedBatchParts } from './failed-batch-parts';

/** CloudWatch has a new value every minute, and each question costs. */
const AGE_EVERY_MS = 30_000;
/** Of a page; more need not be told from one another. */
const MOST_DOCUMENTS = 1000;

export class StuckSigns {
  /** A cancel must not cut off what puts the old options back. */
  private readonly never = new AbortController().signal;
  private age: { readonly atMs: number; readonly ms: number | undefined } | undefined;
  private last: TriggerSigns | undefined;

  constructor(
    private readonly parts: FailedBatchParts,
    private readonly connection: AwsConnection,
    private readonly kept: KeptUnblock,
  ) {}

  /** What passes leaves the signs as they were. @throws ServiceError that does not pass */
  async read(): Promise<TriggerSigns> {
    try {
      this.last = await this.readNow();
    } catch (error) {
      if (this.last === undefined || !isPassing(error)) throw error;
      this.parts.log.warn(error.message);
    }
    return this.last;
  }

  private async readNow(): Promise<TriggerSigns> {
    const { aws } = this.parts;
    const { lastProcessingResult } = await aws.triggers.getTrigger(
      this.connection,
      this.kept.uuid,
      this.never,
    );
    const [iteratorAgeMs, documents] = [await this.iteratorAgeMs(), await this.documents()];
    return {
      lastProcessingResult,
      ...(iteratorAgeMs !== undefined && { iteratorAgeMs }),
      ...(documents !== undefined && { documents }),
    };
  }

  private async iteratorAgeMs(): Promise<number | undefined> {
    const { aws, clock } = this.parts;
    const { functionArn } = this.kept;
    if (this.age === undefined || clock.now() - this.age.atMs >= AGE_EVERY_MS) {
      const ages = await readIteratorAges(aws.functions, this.connection, [functionArn], clock, this.never);
      this.age = { atMs: clock.now(), ms: ages.get(functionNameOf(functionArn))?.ageMs };
    }
    return this.age.ms;
  }

  /** Without a right to look it is not known how many there are; a topic keeps none. */
  private async documents(): Promise<number | undefined> {
    const { temporary, before, uuid, beganMs } = this.kept;
    const { queues, buckets, log } = this.parts;
    const arn = (temporary.DestinationConfig ?? before.DestinationConfig).OnFailure.Destination;
    try {
      switch (destinationKind(arn)) {
        case 'queue': {
          const { visible, inFlight, delayed } = await queues.describe(this.connection, arn, this.never);
          return visible + inFlight + delayed;
        }
        case 'bucket': {
          const page = { after: undefined, most: MOST_DOCUMENTS };
          const { rows } = await buckets.list(this.connection, arn, uuid, page, this.never);
          return rows.filter(({ lastModifiedMs }) => lastModifiedMs >= wholeSecond(beganMs)).length;
        }
        default:
          return undefined;
      }
    } catch (error) {
      if (isPassing(error) || !(error instanceof ServiceError)) throw error;
      log.warn(error.message);
      return undefined;
    }
  }
}

function isPassing(error: unknown): error is ServiceError {
  return error instanceof ServiceError && (error.kind === 'throttled' || error.kind === 'unavailable');
}

/** S3 tells times in whole seconds. */
function wholeSecond(epochMs: number): number {
  return Math.floor(epochMs / 1000) * 1000;
}
