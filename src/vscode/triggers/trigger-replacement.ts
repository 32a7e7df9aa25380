/** One trigger in the place of another, for what an update can't change: in the order that loses least. */
import * as vscode from 'vscode';
import type { SavedTrigger, TriggerChange } from '../../triggers/changes/trigger-change';
import { savedTrigger } from '../../triggers/changes/trigger-change';
import { creatableDocument } from '../../triggers/changes/undo-of';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { isSameFunction } from '../../triggers/options/same-function';
import type { Trigger } from '../../triggers/trigger';
import { isSettled } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { ManagementParts } from '../management-parts';
import { sentenceOf } from '../notifications';
import { readTagsIfAllowed } from './readable-tags';
import { tableOf, triggerLabel } from './trigger-label';
import type { OperationListener, TriggerOperations } from './trigger-operations';

export interface Replacement {
  readonly connection: AwsConnection;
  readonly present: Trigger;
  readonly document: TriggerDocument;
  readonly listener: OperationListener;
  /** A policy was written just now, which Lambda may not see yet. */
  readonly hasGranted: boolean;
}

export class TriggerReplacement {
  constructor(
    private readonly parts: Pick<ManagementParts, 'aws' | 'view' | 'log'>,
    private readonly operations: TriggerOperations,
    private readonly lifetime: AbortSignal,
  ) {}

  /** A stream and a function have one trigger between them: the same pair again needs the old one gone first. */
  async replace(replacement: Replacement): Promise<Trigger | undefined> {
    const { connection, present, document } = replacement;
    const { EventSourceArn: streamArn = '', FunctionName: functionName = '' } = document;
    const tags = await readTagsIfAllowed(this.parts, connection, present, this.lifetime);
    const before = savedTrigger(present, tags);
    const isSamePair = streamArn === present.streamArn && isSameFunction(present.functionArn, functionName);
    return isSamePair
      ? this.deleteThenCreate(replacement, before)
      : this.createThenDelete(replacement, before);
  }

  /** The old one reads until the new one does. */
  private async createThenDelete(
    { connection, present, document, listener, hasGranted }: Replacement,
    before: SavedTrigger,
  ): Promise<Trigger | undefined> {
    const created = await this.operations.create(connection, document, listener, hasGranted);
    if (created === undefined) return undefined;
    const former = `${triggerLabel(present)} (${present.uuid})`;
    if (!isSettled(created))
      throw new Error(
        vscode.l10n.t(
          'The new trigger has not settled yet, so the former one {0} is left as it is. Delete it when the new one is enabled.',
          former,
        ),
      );
    const after = savedTrigger(created, document.Tags);
    await this.operations.delete(connection, present, {
      ...listener,
      accepted: () => listener.accepted({ kind: 'replace', before, after }),
      settled: () => listener.settled(vscode.l10n.t('The former trigger {0} is deleted.', former)),
    });
    return created;
  }

  private async deleteThenCreate(
    { connection, present, document, listener, hasGranted }: Replacement,
    before: SavedTrigger,
  ): Promise<Trigger | undefined> {
    const quiet = { ...listener, settled: () => undefined };
    if (!(await this.operations.delete(connection, present, quiet)))
      throw new Error(
        vscode.l10n.t(
          'Lambda still deletes trigger {0}, and the new one can be created only after that. Create it later, or take the deletion back with "Undo Last Change".',
          triggerLabel(present),
        ),
      );
    const sent = { isAccepted: false };
    try {
      const accepted = async (change: TriggerChange): Promise<void> => {
        sent.isAccepted = true;
        const { kind } = change;
        await listener.accepted(
          kind === 'create' ? { kind: 'replace', before, after: change.after } : change,
        );
      };
      return await this.operations.create(connection, document, { ...listener, accepted }, hasGranted);
    } catch (error) {
      if (sent.isAccepted) throw error;
      throw await this.putBack(connection, present, before, error, listener);
    }
  }

  /** @returns what is to be thrown */
  private async putBack(
    connection: AwsConnection,
    { uuid, streamArn }: Trigger,
    { document, lacksFilters }: SavedTrigger,
    cause: unknown,
    listener: OperationListener,
  ): Promise<Error> {
    const { aws, view } = this.parts;
    try {
      const whole = creatableDocument(document);
      const put = lacksFilters ? { ...whole, Enabled: false } : whole;
      const again = await aws.triggers.createTrigger(connection, put, this.lifetime);
      await listener.restored({ formerUuid: uuid, newUuid: again.uuid });
      view.showTrigger(connection, again.uuid, again);
      view.refresh(connection, tableOf(streamArn));
    } catch (error) {
      return new Error(
        vscode.l10n.t(
          'The trigger was deleted, but what should take its place was refused: {0} The trigger as it was could not be created again either: {1} "Undo Last Change" tries that once more.',
          sentenceOf(cause),
          sentenceOf(error),
        ),
        { cause },
      );
    }
    if (lacksFilters)
      return new Error(
        vscode.l10n.t(
          'What should take the trigger’s place was refused: {0} The trigger is created again, but disabled and without its filters, which you may not read: give it its filters before you enable it. Its position is lost: it begins at {1}.',
          sentenceOf(cause),
          document.StartingPosition ?? 'TRIM_HORIZON',
        ),
        { cause },
      );
    return new Error(
      vscode.l10n.t(
        'What should take the trigger’s place was refused: {0} The trigger as it was is created again, but its position is lost: it begins at {1}.',
        sentenceOf(cause),
        document.StartingPosition ?? 'TRIM_HORIZON',
      ),
      { cause },
    );
  }
}
