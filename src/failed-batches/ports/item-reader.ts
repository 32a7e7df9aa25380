/** Items of a table as they are now. `aws/failed-batches/` answers. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface ItemReader {
  /**
   * BatchGetItem, strongly consistent, 100 keys a call, unprocessed ones again.
   *
   * @param table its name or ARN
   * @param keys may repeat
   * @returns in the order of the keys; undefined for an item that does not exist
   * @throws ServiceError; the stop signal's reason
   */
  readItems(
    connection: StreamConnection,
    table: string,
    keys: readonly AttributeMap[],
    stop: StopSignal,
  ): Promise<readonly (AttributeMap | undefined)[]>;
}
