/** What is done to triggers, step by step: sent to Lambda, told as soon as it is accepted, followed to its end. */
import * as vscode from 'vscode';
import { isInUse } from '../../triggers/changes/refusal';
import { changeUnderWay, repeatWhile } from '../../triggers/changes/repeat-while';
import type { TriggerChange } from '../../triggers/changes/trigger-change';
import { savedTrigger } from '../../triggers/changes/trigger-change';
import { creatableDocument } from '../../triggers/changes/undo-of';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { ManagementParts } from '../management-parts';
import { withProgress } from '../notifications';
import { createdSentence, deletedSentence, troubleSentence, updatedSentence } from './change-sentences';
import { readTagsIfAllowed } from './readable-tags';
import { createReviewed, openExisting } from './trigger-creation';
import { TriggerFollowing } from './trigger-following';
import { triggerLabel } from './trigger-label';

/** Who is told of an operation as it goes. */
export interface OperationListener {
  /** Lambda has accepted this much; a later call replaces what an earlier one said. */
  accepted(change: TriggerChange): Promise<void>;
  /** A replacement has failed, and what was there before is there again under another UUID. */
  restored(renamed: { readonly formerUuid: string; readonly newUuid: string }): Promise<void>;
  /** A sentence for the user: it has settled. */
  settled(sentence: string): void;
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
      answered = await this.patiently(vscode.l10n.t('Updating trigger {0}', triggerLabel(present)), () =>
        service.updateTrigger(connection, present.uuid, options, this.lifetime),
      );
      change = options;
      await listener.accepted({ kind: 'update', before, change });
      this.parts.view.showTrigger(connection, answered.uuid, answered);
    }
    if (tags !== undefined) {
      await service.writeTags(connection, present.arn, tags, this.lifetime);
      change = { ...change, Tags: tags };
      await listener.accepted({ kind: 'update', before, change });
    }
    const end = await this.following.follow(connection, 'update', answered, (settled) =>
      listener.settled(updatedSentence(settled, change) + troubleSentence(settled)),
    );
    return end ?? answered;
  }

  /** @returns whether it is gone; Lambda may take longer than one waits */
  async delete(connection: AwsConnection, present: Trigger, listener: OperationListener): Promise<boolean> {
    const before = savedTrigger(
      present,
      await readTagsIfAllowed(this.parts, connection, present, this.lifetime),
    );
    const title = vscode.l10n.t('Deleting trigger {0}', triggerLabel(present));
    const answered = await this.patiently(title, () =>
      this.parts.aws.triggers.deleteTrigger(connection, present.uuid, this.lifetime),
    );
    await listener.accepted({ kind: 'delete', before });
    const left = await this.following.follow(connection, 'delete', answered, () => undefined);
    if (left === undefined) listener.settled(deletedSentence(present));
    return left === undefined;
  }

  private patiently<T>(title: string, call: () => Promise<T>): Promise<T> {
    const patience = { passes: isInUse, ...changeUnderWay };
    return withProgress(title, async (stop, say) => {
      try {
        return await repeatWhile(call, patience, this.parts.clock, stop, (delayMs) =>
          say(
            vscode.l10n.t('another change is under way; trying again in {0} s.', Math.ceil(delayMs / 1000)),
          ),
        );
      } catch (error) {
        throw stop.aborted ? new vscode.CancellationError() : error;
      }
    });
  }
}
