/** The commands of policies, by their ids. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { commandIds } from '../../contributions';
import type { PolicyForm, WantedGrant } from '../../policies/role-review';
import type { Command, CommandTable } from '../command-table';

type Ids =
  | (typeof commandIds)['checkExecutionRole']
  | (typeof commandIds)['grantStreamAccess']
  | (typeof commandIds)['copyPolicy'];

/**
 * What a test or another extension may say instead of a trigger of the view. `checkExecutionRole` answers with the
 * AccessReview, `grantStreamAccess` with whether something was granted.
 */
export interface PolicyArgument extends WantedGrant {
  readonly connection: AwsConnection;
  /** Function, stream and destination count; the trigger need not be there yet. */
  readonly document: TriggerDocument;
  /** Of `copyPolicy`; asked for without it. */
  readonly form?: PolicyForm;
}

export function policyCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  const { roleReview } = parts;
  return {
    [commandIds.checkExecutionRole]: onTrigger(
      parts,
      vscode.l10n.t('Whose execution role is to be checked?'),
      ({ connection, document }) => roleReview.showReport(connection, document),
    ),
    [commandIds.grantStreamAccess]: onTrigger(
      parts,
      vscode.l10n.t('Which trigger’s function is to get access to its stream?'),
      ({ connection, document, ...wanted }) => roleReview.grant(connection, document, wanted),
    ),
    [commandIds.copyPolicy]: onTrigger(
      parts,
      vscode.l10n.t('For which trigger is the policy?'),
      ({ connection, document, form }) => roleReview.copy(connection, document, form),
    ),
  };
}

function onTrigger(
  { view }: ManagementParts,
  placeholder: string,
  run: (on: PolicyArgument) => unknown,
): Command {
  return async (argument) => {
    if (isPolicyArgument(argument)) return run(argument);
    const node = await view.chooseTrigger(argument, placeholder);
    if (node === undefined) return undefined;
    const { connection, trigger } = node;
    const { functionArn: FunctionName, streamArn: EventSourceArn } = trigger;
    return run({ connection, document: { ...trigger.document, FunctionName, EventSourceArn } });
  };
}

function isPolicyArgument(argument: unknown): argument is PolicyArgument {
  return isJsonObject(argument) && isJsonObject(argument['connection']) && isJsonObject(argument['document']);
}
