/** What a command on a trigger gets: a row of the view, nothing from the palette, or names from another extension. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../../engine/events/json-object';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import { presentTrigger, readTrigger } from '../../triggers/present-trigger';
import { triggerLabel } from '../../triggers/trigger-label';

/** What a test or another extension may pass instead of a row of the view. */
export interface TriggerArgument {
  /** The connection's name or id; the first connection without it. */
  readonly connection?: string;
  readonly uuid: string;
  /** The question whether to do it has been answered with yes. */
  readonly isConfirmed?: boolean;
}

export interface ChosenTrigger {
  readonly connection: AwsConnection;
  /** As Lambda has it now. */
  readonly trigger: Trigger;
}

/** @returns undefined when the user has gone away; @throws TriggerGoneError, ServiceError */
export async function chosenTrigger(
  parts: ManagementParts,
  argument: unknown,
  placeholder: string,
): Promise<ChosenTrigger | undefined> {
  if (isNamed(argument)) {
    const connection = connectionNamed(parts, argument.connection);
    const { uuid } = argument;
    const trigger = await withProgress(vscode.l10n.t('Reading trigger {0}', uuid), (stop) =>
      readTrigger(parts, connection, uuid, uuid, stop),
    );
    return { connection, trigger };
  }
  const node = await parts.view.chooseTrigger(argument, placeholder);
  if (node === undefined) return undefined;
  const { connection } = node;
  const title = vscode.l10n.t('Reading trigger {0}', triggerLabel(node.trigger));
  const trigger = await withProgress(title, (stop) => presentTrigger(parts, connection, node.trigger, stop));
  return { connection, trigger };
}

/** @throws Error that names what there is */
export function connectionNamed(
  { connections: { connections } }: Pick<ManagementParts, 'connections'>,
  name: string | undefined,
): AwsConnection {
  const found =
    name === undefined
      ? connections[0]
      : connections.find((connection) => connection.id === name || connection.name === name);
  if (found !== undefined) return found;
  const names = connections.map((connection) => `"${connection.name}"`).join(', ');
  throw new Error(
    vscode.l10n.t('There is no connection "{0}"; the connections are {1}.', name ?? '', names || '-'),
  );
}

/** The members of an argument, none of which has been checked. */

export function membersOf<Argument>(argument: unknown): Readonly<Partial<Record<keyof Argument, unknown>>> {
  return (isJsonObject(argument) ? argument : {}) as Readonly<Partial<Record<keyof Argument, unknown>>>;
}

export function isConfirmed(argument: unknown): boolean {
  return membersOf<TriggerArgument>(argument).isConfirmed === true;
}

function isNamed(argument: unknown): argument is TriggerArgument {
  return isJsonObject(argument) && !('kind' in argument) && typeof argument['uuid'] === 'string';
}
