/**
 * Every change of a trigger goes through here: asked, sent, written to the log with what it was before, followed to
 * the end of its state machine, and kept for "Undo Last Change".
 */
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** Each member throws what the user is to read, or a CancellationError. */
export interface TriggerChanges {
  /**
   * Reviews the execution role first and retries while a fresh policy propagates. "Already exists" opens the existing one.
   *
   * @returns the settled trigger; undefined if the user has gone away or an existing one was opened
   */
  create(connection: AwsConnection, document: TriggerDocument): Promise<Trigger | undefined>;
  /** @param change only what is to become different; @returns the settled trigger */
  update(connection: AwsConnection, trigger: Trigger, change: TriggerDocument): Promise<Trigger>;
  /** Without asking what is lost: whoever calls has said it. */
  delete(connection: AwsConnection, trigger: Trigger): Promise<void>;
  /** For what an update can't change: deletes and creates anew; the position is lost. @returns the new one */
  replace(
    connection: AwsConnection,
    trigger: Trigger,
    document: TriggerDocument,
  ): Promise<Trigger | undefined>;
}
