/** The changes of triggers, as `trigger-changes.ts` says: permitted, logged with what was before, kept for undo. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ChangeLog } from '../../triggers/changes/change-log';
import { withChange, withUuid, withoutChange } from '../../triggers/changes/change-log';
import { leftStanding, takenBack } from '../../triggers/changes/taken-back';
import type { LoggedChange, TriggerChange } from '../../triggers/changes/trigger-change';
import { lineOf, subjectOf } from '../../triggers/changes/trigger-change';
import { undoOf } from '../../triggers/changes/undo-of';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { commandIds } from '../contributions';
import type { ManagementParts } from '../management-parts';
import type { NotificationAction } from '../notifications';
import { sentenceOf, showInformation } from '../notifications';
import { KeptChanges } from './kept-changes';
import { TriggerGoneError, presentTrigger, readTrigger } from './present-trigger';
import type { ChangedTrigger, LargerOperation, TriggerChanges } from './trigger-changes';
import { CannotUndoError } from './trigger-changes';
import { namesIn, namesOf } from './production-names';
import { documentLabel, tableOf, triggerLabel } from './trigger-label';
import type { OperationListener } from './trigger-operations';
import { TriggerReplacement } from './trigger-replacement';
import { TriggerOperations } from './trigger-operations';

export class LoggedTriggerChanges implements TriggerChanges, vscode.Disposable {
  private readonly lifetime = new AbortController();
  private readonly keptChanges: KeptChanges;
  private readonly operations: TriggerOperations;
  private readonly replacement: TriggerReplacement;
  private readonly changed = new vscode.EventEmitter<ChangedTrigger>();
  readonly onDidChangeTrigger = this.changed.event;

  constructor(private readonly parts: Omit<ManagementParts, 'changes'>) {
    this.keptChanges = new KeptChanges(parts.state);
    this.operations = new TriggerOperations(parts, this.lifetime.signal);
    this.replacement = new TriggerReplacement(parts, this.operations, this.lifetime.signal);
  }

  get kept(): ChangeLog {
    return this.keptChanges.log;
  }

  async create(connection: AwsConnection, document: TriggerDocument): Promise<Trigger | undefined> {
    const what = vscode.l10n.t('Create trigger {0}', documentLabel(document));
    await this.parts.connections.permitChange(connection, what, namesIn(document));
    const hasGranted = await this.parts.roleReview.beforeCreate(connection, document);
    const created = await this.operations.create(connection, document, this.keeping(connection), hasGranted);
    if (created !== undefined) this.select(connection, created);
    return created;
  }

  async update(
    connection: AwsConnection,
    trigger: Trigger,
    change: TriggerDocument,
    partOf?: LargerOperation,
  ): Promise<Trigger> {
    const what = vscode.l10n.t('Change trigger {0}', triggerLabel(trigger));
    await this.parts.connections.permitChange(connection, what, namesOf(trigger, change), partOf?.isAgreed);
    const present = await this.presentOf(connection, trigger);
    const listener = this.keeping(connection, { isShown: partOf === undefined });
    return this.operations.update(connection, present, change, listener);
  }

  async delete(connection: AwsConnection, trigger: Trigger): Promise<void> {
    const what = vscode.l10n.t('Delete trigger {0}', triggerLabel(trigger));
    await this.parts.connections.permitChange(connection, what, namesOf(trigger));
    const present = await this.presentOf(connection, trigger);
    await this.operations.delete(connection, present, this.keeping(connection));
  }

  async replace(
    connection: AwsConnection,
    trigger: Trigger,
    document: TriggerDocument,
  ): Promise<Trigger | undefined> {
    const what = vscode.l10n.t('Replace trigger {0}', triggerLabel(trigger));
    await this.parts.connections.permitChange(connection, what, namesOf(trigger, document));
    const present = await this.presentOf(connection, trigger);
    const hasGranted = await this.parts.roleReview.beforeCreate(connection, document);
    const listener = this.keeping(connection);
    const created = await this.replacement.replace({ connection, present, document, listener, hasGranted });
    if (created !== undefined) this.select(connection, created);
    return created;
  }

  async undo(entry: LoggedChange, startingPosition: TriggerDocument['StartingPosition']): Promise<void> {
    const connection = this.connectionOf(entry);
    const { document } = subjectOf(entry.change);
    const what = vscode.l10n.t('Undo the last change of trigger {0}', documentLabel(document));
    await this.parts.connections.permitChange(connection, what, namesIn(document));
    try {
      await this.takeBack(connection, entry, startingPosition);
    } catch (error) {
      // There is nothing left to take back; what is older can be.
      if (error instanceof TriggerGoneError) await this.forget(entry);
      throw error;
    }
  }

  async forget({ id }: LoggedChange): Promise<void> {
    await this.keptChanges.change((log) => withoutChange(log, id));
  }

  dispose(): void {
    this.lifetime.abort(new vscode.CancellationError());
    this.changed.dispose();
  }

  private async takeBack(
    connection: AwsConnection,
    entry: LoggedChange,
    startingPosition: TriggerDocument['StartingPosition'],
  ): Promise<void> {
    const listener = this.takingBack(connection, entry);
    const begin = startingPosition && { StartingPosition: startingPosition };
    const label = documentLabel(subjectOf(entry.change).document);
    const presentOf = (uuid: string): Promise<Trigger> =>
      readTrigger(this.parts, connection, uuid, label, this.lifetime.signal);
    const undo = undoOf(entry);
    switch (undo.kind) {
      case 'create':
        // Somebody has created it again: there is nothing left to take back.
        if (
          (await this.operations.create(connection, { ...undo.document, ...begin }, listener)) === undefined
        )
          await this.forget(entry);
        break;
      case 'delete':
        await this.operations.delete(connection, await presentOf(undo.uuid), listener);
        break;
      case 'update':
        await this.operations.update(connection, await presentOf(undo.uuid), undo.change, listener);
        break;
      case 'replace': {
        const document = { ...undo.document, ...begin };
        const present = await presentOf(undo.uuid).catch(noneIfGone);
        if (present === undefined) {
          // What took its place was deleted meanwhile: the former one is still to come back.
          const rest: LoggedChange = { ...entry, change: { kind: 'delete', before: undo.former } };
          return this.takeBack(connection, rest, startingPosition);
        }
        await this.replacement.replace({ connection, present, document, listener, hasGranted: false });
        break;
      }
      case 'impossible':
        throw new CannotUndoError(
          vscode.l10n.t(
            'The filters of trigger {0} could not be read before the change, because you may not use their key. Without them it can’t be put back; create it from its source.',
            label,
          ),
        );
    }
  }

  /** Nobody waits for it, and a row that can't be shown is no reason to say that the change has failed. */
  private select(connection: AwsConnection, trigger: Trigger): void {
    const node = { kind: 'trigger', connection, tableName: tableOf(trigger.streamArn), trigger } as const;
    this.parts.view.selectQuietly(node).catch((error: unknown) => this.parts.log.warn(sentenceOf(error)));
  }

  private presentOf(connection: AwsConnection, trigger: Trigger): Promise<Trigger> {
    return presentTrigger(this.parts, connection, trigger, this.lifetime.signal);
  }

  /** @throws CannotUndoError if it was removed since */
  private connectionOf({ connectionId, connectionName }: LoggedChange): AwsConnection {
    const found = this.parts.connections.connections.find(({ id }) => id === connectionId);
    if (found !== undefined) return found;
    throw new CannotUndoError(
      vscode.l10n.t(
        'The last change was made on connection "{0}", which is no longer there. Add it again to take the change back.',
        connectionName,
      ),
    );
  }

  private keeping(connection: AwsConnection, { isShown } = { isShown: true }): OperationListener {
    const id = randomUUID();
    const keep = async (change: TriggerChange): Promise<void> => {
      this.writeLog(connection, change);
      const { id: connectionId, name: connectionName } = connection;
      const entry = { id, atMs: this.parts.clock.now(), connectionId, connectionName, change };
      await this.keptChanges.change((log) => withChange(log, entry));
    };
    return {
      accepted: keep,
      // Taking back what has not arrived changes nothing.
      sent: keep,
      restored: ({ formerUuid, newUuid }) =>
        this.keptChanges.change((log) => withUuid(withoutChange(log, id), formerUuid, newUuid)),
      settled: (sentence, trigger) => {
        this.tellOf(connection, trigger);
        if (!isShown) {
          this.parts.log.info(sentence);
          return;
        }
        const run = (): unknown => vscode.commands.executeCommand(commandIds.undoLastChange);
        this.tell(sentence, { label: vscode.l10n.t('Undo…'), run });
      },
    };
  }

  private takingBack(connection: AwsConnection, entry: LoggedChange): OperationListener {
    return {
      accepted: async (step) => {
        this.writeLog(connection, step);
        await this.keptChanges.change((log) => takenBack(log, entry, step));
      },
      sent: (step) => {
        this.writeLog(connection, step);
        return Promise.resolve();
      },
      restored: (renamed) => this.keptChanges.change((log) => leftStanding(log, entry, renamed)),
      settled: (sentence, trigger) => {
        this.tellOf(connection, trigger);
        this.tell(sentence);
      },
    };
  }

  private tell(sentence: string, ...actions: readonly NotificationAction[]): void {
    this.parts.log.info(sentence);
    showInformation(sentence, ...actions);
  }

  private writeLog(connection: AwsConnection, change: TriggerChange): void {
    this.parts.log.info(`[${connection.name}] ${lineOf(change)}`);
    if (change.kind === 'update') this.tellOf(connection, change.before);
  }

  private tellOf({ id: connectionId }: AwsConnection, trigger: Pick<Trigger, 'uuid'> | undefined): void {
    if (trigger !== undefined) this.changed.fire({ connectionId, uuid: trigger.uuid });
  }
}

function noneIfGone(error: unknown): undefined {
  if (!(error instanceof TriggerGoneError)) throw error;
}
