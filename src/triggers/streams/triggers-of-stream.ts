/** All triggers of one stream: who is left behind when it is turned off. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';

/** @throws ServiceError; the stop signal's reason */
export async function triggersOfStream(
  triggers: Pick<TriggerService, 'listTriggers'>,
  connection: StreamConnection,
  streamArn: string,
  stop: StopSignal,
): Promise<readonly Trigger[]> {
  const found: Trigger[] = [];
  let after: string | undefined;
  do {
    const page = await triggers.listTriggers(connection, { streamArn }, after, stop);
    found.push(...page.rows.filter((trigger) => trigger.streamArn === streamArn));
    after = page.next;
  } while (after !== undefined);
  return found;
}
