/** The tags of a trigger, for those who may read them. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { ServiceErrorKind } from '../../triggers/ports/service-error';
import { ServiceError } from '../../triggers/ports/service-error';
import type { Trigger } from '../../triggers/trigger';
import type { ManagementParts } from '../management-parts';

/** What passes: taking it for no tags would lose them with the trigger. */
const passing: readonly ServiceErrorKind[] = ['throttled', 'unavailable', 'credentials'];

/**
 * @returns undefined where they may not be read: then they are left alone, and the log says so
 * @throws ServiceError for what passes
 */
export async function readTagsIfAllowed(
  { aws, log }: Pick<ManagementParts, 'aws' | 'log'>,
  connection: AwsConnection,
  { arn }: Trigger,
  stop: StopSignal,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    return await aws.triggers.readTags(connection, arn, stop);
  } catch (error) {
    if (!(error instanceof ServiceError) || passing.includes(error.kind)) throw error;
    log.warn(error.message);
    return undefined;
  }
}
