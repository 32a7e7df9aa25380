/** Event source mappings as Lambda keeps them. `aws/triggers/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Trigger } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import type { Page } from './page';

/**
 * Each member rejects with ServiceError, or with the stop signal's reason. Nothing is sent twice by the SDK's own
 * retries once Lambda may have accepted it: a create that answers `alreadyExists` was somebody's.
 */
export interface TriggerService {
  /** Only those on DynamoDB streams; a page may be empty and yet have a next one. */
  listTriggers(
    connection: StreamConnection,
    of: { readonly streamArn?: string; readonly functionName?: string },
    after: string | undefined,
    stop: StopSignal,
  ): Promise<Page<Trigger>>;
  /** With the filters, which a list leaves out where a customer's key encrypts them. */
  getTrigger(connection: StreamConnection, uuid: string, stop: StopSignal): Promise<Trigger>;
  createTrigger(connection: StreamConnection, document: TriggerDocument, stop: StopSignal): Promise<Trigger>;
  /** @param change only what is to become different */
  updateTrigger(
    connection: StreamConnection,
    uuid: string,
    change: TriggerDocument,
    stop: StopSignal,
  ): Promise<Trigger>;
  deleteTrigger(connection: StreamConnection, uuid: string, stop: StopSignal): Promise<Trigger>;
  /** TagResource and UntagResource on the mapping's ARN; `readTags` before. */
  readTags(
    connection: StreamConnection,
    triggerArn: string,
    stop: StopSignal,
  ): Promise<Readonly<Record<string, string>>>;
  writeTags(
    connection: StreamConnection,
    triggerArn: string,
    tags: Readonly<Record<string, string>>,
    stop: StopSignal,
  ): Promise<void>;
}
