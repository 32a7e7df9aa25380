/** A trigger made of a document, or the one that is there brought to what the document says. */
import * as vscode from 'vscode';
import { findExistingTrigger } from '../../triggers/changes/find-existing-trigger';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { changedOptions } from '../../triggers/options/changed-options';
import { adviceOn } from '../../triggers/options/trigger-advice';
import { isServiceError } from '../../triggers/changes/refusal';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { adviceText } from '../commands/triggers/advice-texts';
import { connectionNamed } from '../commands/triggers/trigger-argument';
import type { ManagementParts } from '../management-parts';
import { confirm, withProgress } from '../notifications';
import { readTagsIfAllowed } from '../triggers/readable-tags';
import { documentLabel } from '../triggers/trigger-label';
import type { ApplyAnswers } from './apply-to-trigger';
import { applyToTrigger } from './apply-to-trigger';
import type { ComparedTexts } from './compared-texts';
import { readableDocument } from './readable-document';
import { textOf, wholeDocument } from '../../triggers/options/document-text';

export interface CreationAnswers extends ApplyAnswers {
  /** A connection's name or id; asked for without it. */
  readonly connection?: string | undefined;
}

/**
 * @returns the settled trigger; undefined when the user has gone away, or when one that existed is shown
 * @throws Error with what is wrong with the document; what Lambda and `TriggerChanges` say
 */
export async function createFromDocument(
  parts: ManagementParts,
  compared: ComparedTexts,
  editor: vscode.TextDocument,
  answers: CreationAnswers,
): Promise<Trigger | undefined> {
  const document = await readableDocument(editor, 'create');
  const connection = await connectionOf(parts, answers.connection);
  if (connection === undefined) return undefined;
  const existing = await findExisting(parts, connection, document);
  if (existing !== undefined) {
    const tags = await withProgress(vscode.l10n.t('Reading the trigger as it is now'), (stop) =>
      readTagsIfAllowed(parts, connection, existing, stop),
    );
    const deployed = { connection, trigger: existing, tags, text: textOf(wholeDocument(existing, tags)) };
    return applyToTrigger(parts, compared, { uri: editor.uri, deployed, wanted: document }, answers);
  }
  const isAgreed = answers.isConfirmed || (await confirmCreation(connection, document));
  return isAgreed ? parts.changes.create(connection, document) : undefined;
}

/** Without a question where there is no choice. */
async function connectionOf(
  parts: ManagementParts,
  name: string | undefined,
): Promise<AwsConnection | undefined> {
  const [only, ...others] = parts.connections.connections;
  if (name !== undefined || (only !== undefined && others.length === 0)) return connectionNamed(parts, name);
  return parts.view.chooseConnection(undefined);
}

/** Whoever may create triggers and not list them creates one. */
async function findExisting(
  { aws, log }: ManagementParts,
  connection: AwsConnection,
  document: TriggerDocument,
): Promise<Trigger | undefined> {
  try {
    return await withProgress(vscode.l10n.t('Looking whether there is such a trigger'), async (stop) => {
      const listed = await findExistingTrigger(aws.triggers, connection, document, '', stop);
      // A list may leave filters out.
      return listed && (await aws.triggers.getTrigger(connection, listed.uuid, stop));
    });
  } catch (error) {
    if (!isServiceError(error, 'accessDenied')) throw error;
    log.warn(error.message);
    return undefined;
  }
}

function confirmCreation({ name }: AwsConnection, document: TriggerDocument): Promise<boolean> {
  const options = changedOptions(document).map((option) => `${option.name}: ${option.value}`);
  const lines = [`StartingPosition: ${document.StartingPosition ?? ''}`, ...options];
  const advice = adviceOn(document, 'create').map((one) => `⚠ ${adviceText(one).sentence}`);
  return confirm(
    vscode.l10n.t('Create trigger {0} on connection "{1}"?', documentLabel(document), name),
    [lines.join('\n'), ...advice].join('\n\n'),
    vscode.l10n.t('Create Trigger'),
  );
}
