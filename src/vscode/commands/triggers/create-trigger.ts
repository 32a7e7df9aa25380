/**
 * Create Trigger: step by step with the seed's four questions first, then an overview with what is worth pointing out;
 * more options and the JSON document are offered there.
 */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import { parseStreamArn } from '../../../engine/events/stream-arn';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import { commandIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import type { StreamNode } from '../../views/tables/tables-node';
import type { Command } from '../command-table';
import { askStepwise } from '../stepwise-questions';
import { checkedDocument } from './checked-document';
import type { CreationAnswers } from './creation-answers';
import { creationQuestions } from './creation-questions';
import { streamOfTable } from './table-stream';
import { connectionNamed } from './trigger-argument';

/** What a test or another extension may pass. With a whole document nothing is asked. */
export interface CreateTriggerArgument {
  /** The connection's name or id; the first connection without it. */
  readonly connection?: string;
  readonly document?: TriggerDocument;
  /** Instead of a document; the rest is asked. */
  readonly streamArn?: string;
  readonly table?: string;
}

/** @returns the settled trigger; undefined when the user has gone away or there was one already */
export function createTrigger(parts: ManagementParts): Command {
  return async (argument) => {
    const given = givenArgument(argument);
    if (given?.document !== undefined) {
      const connection = connectionNamed(parts, given.connection);
      return parts.changes.create(connection, checkedDocument(given.document, 'create'));
    }
    const stream = await givenStream(parts, argument, given);
    if (stream === 'none') return undefined;
    const questions = creationQuestions(parts, argument);
    const known: Partial<CreationAnswers> = stream === undefined ? {} : { stream };
    const answers = await askStepwise(vscode.l10n.t('Create Trigger'), questions, known);
    if (answers?.stream === undefined || answers.then === undefined) return undefined;
    const { stream: chosen, document = {}, then } = answers;
    return then === 'create'
      ? parts.changes.create(chosen.connection, checkedDocument(document, 'create'))
      : vscode.commands.executeCommand(commandIds.createTriggerFromFile, { document });
  };
}

/** @returns undefined if it is to be asked, `none` if the table has none and shall have none */
async function givenStream(
  parts: ManagementParts,
  argument: unknown,
  given: CreateTriggerArgument | undefined,
): Promise<StreamNode | 'none' | undefined> {
  if (given?.streamArn !== undefined) {
    const { streamArn } = given;
    const tableName = parseStreamArn(streamArn)?.tableName ?? streamArn;
    return { kind: 'stream', connection: connectionNamed(parts, given.connection), tableName, streamArn };
  }
  if (given?.table !== undefined) {
    const connection = connectionNamed(parts, given.connection);
    return (await streamOfTable(parts, { kind: 'table', connection, tableName: given.table })) ?? 'none';
  }
  if (isNode(argument, 'stream')) return argument as StreamNode;
  if (!isNode(argument, 'table')) return undefined;
  const table = await parts.view.chooseTable(argument, '');
  return table && ((await streamOfTable(parts, table)) ?? 'none');
}

function givenArgument(argument: unknown): CreateTriggerArgument | undefined {
  return isJsonObject(argument) && !('kind' in argument) ? argument : undefined;
}

function isNode(argument: unknown, kind: 'stream' | 'table'): boolean {
  return isJsonObject(argument) && argument['kind'] === kind;
}
