/** The trigger that gave a failed batch up, asked for where nobody has listed its connection's triggers yet. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { TriggerService } from '../../triggers/ports/trigger-service';
import { triggersOfStream } from '../../triggers/streams/triggers-of-stream';
import type { Trigger } from '../../triggers/trigger';
import type { FailedBatch } from '../failed-batch';
import { isOfTrigger } from './batch-of-trigger';

/** @returns undefined if it is gone, or reads another stream by now. @throws ServiceError; the stop signal's reason */
export async function triggerOfBatch(
  service: Pick<TriggerService, 'listTriggers'>,
  connection: StreamConnection,
  batch: Pick<FailedBatch, 'functionArn' | 'streamArn'>,
  stop: StopSignal,
): Promise<Trigger | undefined> {
  const triggers = await triggersOfStream(service, connection, batch.streamArn, stop);
  return triggers.find((trigger) => isOfTrigger(batch, trigger));
}
