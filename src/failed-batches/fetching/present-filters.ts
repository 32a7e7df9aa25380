/** A trigger's filters as they are now. What they were when a batch was sent, nobody tells. */
import { readFilterCriteria } from '../../engine/event-source-mapping/read-filter-criteria';
import type { FilterCriteria } from '../../engine/filtering/filter-criteria';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import type { TriggerService } from '../../triggers/ports/trigger-service';
import { areFiltersHidden, type Trigger } from '../../triggers/trigger';
import type { FailedBatch } from '../failed-batch';
import { triggerOfBatch } from '../finding/trigger-of-batch';

export type PresentFilters =
  /** Without `criteria` the trigger has none. */
  | { readonly known: true; readonly criteria?: FilterCriteria }
  /** Hidden by a customer's key, beyond what our engine takes, or the trigger is gone. */
  | { readonly known: false; /** Lambda did not tell. */ readonly error?: ServiceError };

type Triggers = Pick<TriggerService, 'getTrigger' | 'listTriggers'>;

/**
 * @param known the batch's trigger, if it is known; else it is looked for by function and stream
 * @throws the stop signal's reason; a refusal is no error, for a batch can be read without its filters
 */
export async function presentFilters(
  service: Triggers,
  connection: StreamConnection,
  batch: Pick<FailedBatch, 'functionArn' | 'streamArn'>,
  known: Trigger | undefined,
  stop: StopSignal,
): Promise<PresentFilters> {
  try {
    const trigger = known ?? (await triggerOfBatch(service, connection, batch, stop));
    if (trigger === undefined) return { known: false };
    // A list leaves out what a customer's key encrypts; this caller may be allowed to use the key.
    const asked = areFiltersHidden(trigger)
      ? await service.getTrigger(connection, trigger.uuid, stop)
      : trigger;
    return filtersOf(asked);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { known: false, error };
  }
}

function filtersOf(trigger: Trigger): PresentFilters {
  if (areFiltersHidden(trigger)) return { known: false };
  const read = readFilterCriteria({ ...trigger.document.FilterCriteria });
  if (!read.valid) return { known: false };
  return { known: true, ...(read.patterns.length > 0 && { criteria: read.criteria }) };
}
