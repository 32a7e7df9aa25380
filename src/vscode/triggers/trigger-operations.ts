/** What is done to triggers, step by step: sent to Lambda, told as soon as it is accepted, followed to its end. */
import * as vscode from 'vscode';
import { isServiceError } from '../../triggers/changes/refusal';
import type { TriggerChange } from '../../triggers/changes/trigger-change';
import { savedTrigger } from '../../triggers/changes/trigger-change';
import { changedSince, creatableDocument } from '../../triggers/changes/undo-of';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { ManagementParts } from '../management-parts';
import { createdSentence, deletedSentence, troubleSentence, updatedSentence } from './change-sentences';
import { readTagsIfAllowed } from './readable-tags';
import { lookAfter, sendPatiently, sendReviewed } from './send-change';
import { createReviewed, openExisting } from './trigger-creation';
import { TriggerFollowing } from './trigger-following';
import { triggerLabel } from './trigger-label';

/** Who is told of an operation as it goes. */
export interface OperationListener {
  /** Lambda has accepted this much; a later call replaces what an earlier one said. */
  accepted(change: TriggerChange): Promise<void>;
  /** No answer came, and nobody knows whether it has arrived. */
  sent(change: TriggerChange): Promise<void>;
  /** A replacement has failed, and what was there before is there again under another UUID. */
  restored(renamed: { readonly formerUuid: string; readonly newUuid: string }): Promise<void>;
  /** @param sentence for the user; @param trigger as it rests after an update */
  settled(sentence: string, trigger?: Trigger): void;
}

export class TriggerOperations {
  private readonly following: TriggerFollowing;

  /** @param lifetime of the window: no call that changes something is cut off by a cancel */
  constructor(
    private readonly parts: Omit<ManagementParts, 'changes'>,
    private readonly lifetime: AbortSignal,
  ) {
    this.following = new TriggerFollowing(parts, lifetime);
  }

  /** @param hasGranted a policy was written just now, which Lambda may not see yet */
  async create(
    connection: AwsConnection,
    wanted: TriggerDocument,
    listener: OperationListener,
    hasGranted = false,
  ): Promise<Trigger | undefined> {
    const document = creatableDocument(wanted);
    const created = await createReviewed(this.parts, { connection, document, hasGranted }, this.lifetime);
    if (created.kind === 'existed') {
      await openExisting(this.parts, connection, created.trigger);
      return undefined;
    }
    await listener.accepted({ kind: 'create', after: savedTrigger(created.trigger, document.Tags) });
    return this.following.follow(connection, 'create', created.trigger, (settled) =>
      listener.settled(createdSentence(settled, this.parts.clock.now()) + troubleSentence(settled)),
    );
  }

  async update(
    connection: AwsConnection,
    present: Trigger,
    { Tags: tags, ...options }: TriggerDocument,
    listener: OperationListener,
  ): Promise<Trigger> {
    const service = this.parts.aws.triggers;
    const before = savedTrigger(
      present,
      tags && (await service.readTags(connection, present.arn, this.lifetime)),
    );
    let change: TriggerDocument = {};
    let answered = present;
    if (Object.keys(options).length > 0) {
      change = options;
      const isSent = (): Promise<void> => listener.sent({ kind: 'update', before, change: options });
      answered = await this.sendUpdate(connection, present, options, isSent);
      await listener.accepted({ kind: 'update', before, change });
      this.parts.view.showTrigger(connection, answered.uuid, answered);
    }
    if (tags !== undefined) {
      await service.writeTags(connection, present.arn, tags, this.lifetime);
      change = { ...change, Tags: tags };
      await listener.accepted({ kind: 'update', before, change });
    }
    const end = await this.following.follow(connection, 'update', answered, (settled) =>
      listener.settled(updatedSentence(settled, change) + troubleSentence(settled), settled),
    );
    return end ?? answered;
  }

  /** @returns whether it is gone; Lambda may take longer than one waits */
  async delete(connection: AwsConnection, present: Trigger, listener: OperationListener): Promise<boolean> {
    const before = savedTrigger(
      present,
      await readTagsIfAllowed(this.parts, connection, present, this.lifetime),
    );
    const isSent = (): Promise<void> => listener.sent({ kind: 'delete', before });
    const answered = await this.sendDelete(connection, present, isSent);
    await listener.accepted({ kind: 'delete', before });
    const left = await this.following.follow(connection, 'delete', answered, () => undefined);
    if (left === undefined) listener.settled(deletedSentence(present));
    return left === undefined;
  }

  /** @param isSent called where no answer came and nobody knows whether the change has arrived */
  private async sendUpdate(
    connection: AwsConnection,
    present: Trigger,
    change: TriggerDocument,
    isSent: () => Promise<void>,
  ): Promise<Trigger> {
    const { document, functionArn: FunctionName, streamArn: EventSourceArn, uuid } = present;
    try {
      return await sendReviewed(this.parts, {
        connection,
        title: vscode.l10n.t('Updating trigger {0}', triggerLabel(present)),
        document: { ...document, FunctionName, EventSourceArn, ...change },
        call: () => this.parts.aws.triggers.updateTrigger(connection, uuid, change, this.lifetime),
      });
    } catch (error) {
      if (!isServiceError(error, 'unavailable')) throw error;
      const now = await lookAfter(this.parts, connection, uuid, this.lifetime);
      if (now === 'unknown') await isSent();
      if (typeof now === 'string' || now.lastModifiedMs <= present.lastModifiedMs) throw error;
      if (changedSince({ kind: 'update', before: savedTrigger(present), change }, now).length > 0)
        throw error;
      return now;
    }
  }

  /** @param isSent as with `sendUpdate` */
  private async sendDelete(
    connection: AwsConnection,
    present: Trigger,
    isSent: () => Promise<void>,
  ): Promise<Trigger> {
    const { uuid } = present;
    const title = vscode.l10n.t('Deleting trigger {0}', triggerLabel(present));
    const call = (): Promise<Trigger> =>
      this.parts.aws.triggers.deleteTrigger(connection, uuid, this.lifetime);
    try {
      return await sendPatiently(this.parts, { title, call });
    } catch (error) {
      if (!isServiceError(error, 'unavailable')) throw error;
      const now = await lookAfter(this.parts, connection, uuid, this.lifetime);
      if (now === 'gone') return { ...present, state: 'Deleting' };
      if (now === 'unknown') await isSent();
      if (now === 'unknown' || now.state !== 'Deleting') throw error;
      return now;
    }
  }
}
