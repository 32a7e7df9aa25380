/** The mapping that stands in the way of a new one: a stream and a function have one between them (PX-6). */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import { isSameFunction } from '../options/same-function';
import { existingUuidIn } from './refusal';

/**
 * By the UUID that Lambda's words name, else by a look at the list.
 *
 * @returns undefined if it is gone again
 * @throws ServiceError
 */
export async function findExistingTrigger(
  service: Pick<TriggerService, 'getTrigger' | 'listTriggers'>,
  connection: StreamConnection,
  { EventSourceArn: streamArn, FunctionName: functionName }: TriggerDocument,
  serviceMessage: string,
  stop: StopSignal,
): Promise<Trigger | undefined> {
  const uuid = existingUuidIn(serviceMessage);
  if (uuid !== undefined) return service.getTrigger(connection, uuid, stop);
  if (streamArn === undefined || functionName === undefined) return undefined;
  let after: string | undefined;
  do {
    const page = await service.listTriggers(connection, { streamArn }, after, stop);
    const found = page.rows.find((row) => isSameFunction(row.functionArn, functionName));
    if (found !== undefined) return found;
    after = page.next;
  } while (after !== undefined);
  return undefined;
}
