/**
 * Every change of a trigger goes through here: asked, sent, written to the log with what it was before, followed to
 * the end of its state machine, and kept for "Undo Last Change".
 */
import type { Event } from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { ChangeLog } from '../../triggers/changes/change-log';
import type { LoggedChange } from '../../triggers/changes/trigger-change';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** A kept change that can't be taken back as things are. */
export class CannotUndoError extends Error {
  override readonly name = 'CannotUndoError';
}

export interface ChangedTrigger {
  readonly connectionId: string;
  readonly uuid: string;
}

export interface LargerOperation {
  /** The user has agreed to it where `permitChange` asked: only a read-only connection refuses it. */
  readonly isAgreed: boolean;
}

/**
 * Each member throws what the user is to read, or a CancellationError. A trigger that is answered rests, but for one
 * at which Lambda still works after minutes: that one is followed on in the background.
 */
export interface TriggerChanges {
  /** Lambda has accepted a change of one that is still there, and again when that has settled. */
  readonly onDidChangeTrigger: Event<ChangedTrigger>;
  /** What can be taken back, the last change first. */
  readonly kept: ChangeLog;
  /**
   * Reviews the execution role first and retries while a fresh policy propagates. "Already exists" opens the existing one.
   *
   * @returns the settled trigger; undefined if the user has gone away or an existing one was opened
   */
  create(connection: AwsConnection, document: TriggerDocument): Promise<Trigger | undefined>;
  /**
   * @param change only what is to become different
   * @param partOf something larger, which tells the user how it goes: that this has settled is in the log alone
   * @returns the settled trigger
   */
  update(
    connection: AwsConnection,
    trigger: Trigger,
    change: TriggerDocument,
    partOf?: LargerOperation,
  ): Promise<Trigger>;
  /** Without asking what is lost: whoever calls has said it. */
  delete(connection: AwsConnection, trigger: Trigger): Promise<void>;
  /**
   * For what an update can't change: the position is lost. With the same stream and function the old one is deleted
   * first, and created again if the new one is refused; else it is deleted when the new one has settled.
   *
   * @returns the new one; undefined as with `create`
   */
  replace(
    connection: AwsConnection,
    trigger: Trigger,
    document: TriggerDocument,
  ): Promise<Trigger | undefined>;
  /**
   * Takes a kept change back, and forgets it.
   *
   * @param startingPosition of a trigger that has to be created again
   */
  undo(change: LoggedChange, startingPosition: TriggerDocument['StartingPosition']): Promise<void>;
  /** One that can't be taken back must not stand before the older ones. */
  forget(change: LoggedChange): Promise<void>;
}
