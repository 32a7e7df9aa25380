/** The commands of policies, by their ids. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { PolicyForm, WantedGrant } from '../../policies/role-review';
import type { CommandTable } from '../command-table';
import { chosenTrigger, connectionNamed } from '../triggers/trigger-argument';

type Ids =
  | (typeof commandIds)['checkExecutionRole']
  | (typeof commandIds)['grantStreamAccess']
  | (typeof commandIds)['copyPolicy'];

/**
 * What a test or another extension may say of a trigger that is not there yet; of one that is, `{connection, uuid}`
 * beside the same. `checkExecutionRole` answers with the AccessReview, `grantStreamAccess` with whether something was
 * granted.
 */
export interface PolicyArgument extends WantedGrant {
  /** The connection's name or id; the first connection without it. */
  readonly connection?: string;
  /** Function, stream and destination count. */
  readonly document: TriggerDocument;
  /** Of `copyPolicy`; asked for without it. */
  readonly form?: PolicyForm;
}

export function policyCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  const { roleReview } = parts;
  return {
    [commandIds.checkExecutionRole]: async (argument) => {
      const placeholder = vscode.l10n.t('Whose execution role is to be checked?');
      const on = await subjectOf(parts, argument, placeholder);
      return on && roleReview.showReport(on.connection, on.document);
    },
    [commandIds.grantStreamAccess]: async (argument) => {
      const placeholder = vscode.l10n.t('Which trigger’s function is to get access to its stream?');
      const on = await subjectOf(parts, argument, placeholder);
      return on && roleReview.grant(on.connection, on.document, wishes(argument));
    },
    [commandIds.copyPolicy]: async (argument) => {
      const placeholder = vscode.l10n.t('For which trigger is the policy?');
      const on = await subjectOf(parts, argument, placeholder);
      return on && roleReview.copy(on.connection, on.document, wishes(argument).form);
    },
  };
}

interface Subject {
  readonly connection: AwsConnection;
  readonly document: TriggerDocument;
}

/** @returns undefined when the user has gone away */
async function subjectOf(
  parts: ManagementParts,
  argument: unknown,
  placeholder: string,
): Promise<Subject | undefined> {
  if (isPolicyArgument(argument)) {
    const { connection, document } = argument;
    return { connection: connectionNamed(parts, connection), document };
  }
  const chosen = await chosenTrigger(parts, argument, placeholder);
  if (chosen === undefined) return undefined;
  const { functionArn: FunctionName, streamArn: EventSourceArn, document } = chosen.trigger;
  return { connection: chosen.connection, document: { ...document, FunctionName, EventSourceArn } };
}

/** A row of the tree has none. */
function wishes(argument: unknown): Pick<PolicyArgument, 'form' | keyof WantedGrant> {
  return isJsonObject(argument) && !('kind' in argument) ? argument : {};
}

function isPolicyArgument(argument: unknown): argument is PolicyArgument {
  return isJsonObject(argument) && isJsonObject(argument['document']) && !('kind' in argument);
}
