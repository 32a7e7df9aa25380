/** The commands of connections, by their ids. They write the user's setting; its change is what the tree follows. */
import * as vscode from 'vscode';
import {
  type Entries,
  entriesOf,
  entryOf,
  withEntry,
  withoutEntry,
} from '../../../triggers/connections/connection-entries';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { commandIds } from '../../contributions';
import { confirm, showInformation } from '../../notifications';
import type { ManagementParts } from '../../management-parts';
import { connectionEntries, writeConnectionEntries } from '../../settings';
import type { CommandTable } from '../command-table';
import { askStepwise } from '../stepwise-questions';
import { answersOf, entryFrom } from './connection-answers';
import { askWhatToChange } from './connection-changes';
import {
  endpointQuestion,
  nameQuestion,
  profileQuestion,
  readOnlyQuestion,
  regionQuestion,
} from './connection-questions';
import { type SignInParts, signInCommand } from './sign-in-command';

type Ids =
  | (typeof commandIds)['addConnection']
  | (typeof commandIds)['changeConnection']
  | (typeof commandIds)['removeConnection']
  | (typeof commandIds)['signIn'];

export type ConnectionCommandParts = SignInParts & Pick<ManagementParts, 'connections'>;

export function connectionCommands(parts: ConnectionCommandParts): Pick<CommandTable, Ids> {
  return {
    [commandIds.addConnection]: (argument) => addConnection(parts, regionIn(argument)),
    [commandIds.changeConnection]: (argument) => changeConnection(parts, argument),
    [commandIds.removeConnection]: (argument) => removeConnection(parts, argument),
    [commandIds.signIn]: signInCommand(parts),
  };
}

/** @param region that is proposed: of a stream that no connection reads yet */
async function addConnection(
  { aws, connections, view }: ConnectionCommandParts,
  region: string | undefined,
): Promise<void> {
  const profiles = await aws.accounts.listProfiles();
  const kept = await entriesToKeep({ aws, connections });
  const answers = await askStepwise(
    vscode.l10n.t('Add Connection'),
    [
      profileQuestion(profiles, true),
      endpointQuestion(false),
      regionQuestion(profiles),
      nameQuestion(connections.connections.map(({ name }) => name)),
      readOnlyQuestion(),
    ],
    region === undefined ? {} : { region },
  );
  if (answers === undefined) return;
  const entry = entryFrom(answers);
  await view.showConnection(entry.name);
  await writeConnectionEntries(withEntry(kept, entry.name, entry));
}

function regionIn(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('region' in argument)) return undefined;
  return typeof argument.region === 'string' ? argument.region : undefined;
}

/** The default one stays beside the first of one's own, unless it leads nowhere: no region is known for it. */
async function entriesToKeep({
  aws,
  connections: { connections },
}: Pick<ConnectionCommandParts, 'aws' | 'connections'>): Promise<Entries> {
  const entries = entriesOf(connectionEntries());
  if (entries.length > 0) return entries;
  const regions = await Promise.all(connections.map((connection) => aws.accounts.regionOf(connection)));
  return connections
    .filter(({ endpointUrl }, index) => endpointUrl !== undefined || regions[index] !== undefined)
    .map(entryOf);
}

async function changeConnection(parts: ConnectionCommandParts, argument: unknown): Promise<void> {
  const connection = await parts.view.chooseConnection(argument);
  if (connection === undefined) return;
  const answers = await askWhatToChange(connection, parts);
  if (answers === undefined) return;
  const { endpointUrls } = connection;
  const entry = {
    ...entryFrom({ ...answersOf(connection), ...answers }),
    ...(endpointUrls !== undefined && { endpointUrls }),
  };
  await parts.view.showConnection(entry.name);
  await writeConnectionEntries(withEntry(entriesOf(connectionEntries()), connection.name, entry));
}

async function removeConnection(parts: ConnectionCommandParts, argument: unknown): Promise<void> {
  const connection = await parts.view.chooseConnection(argument);
  if (connection === undefined) return;
  const entries = entriesOf(connectionEntries());
  const left = withoutEntry(entries, connection.name);
  if (left.length === entries.length) {
    sayThatItIsTheDefault(connection);
    return;
  }
  const agreed = await confirm(
    vscode.l10n.t('Remove the connection "{0}" from the view?', connection.name),
    vscode.l10n.t('Nothing is deleted on AWS, and the profile stays in its file.'),
    vscode.l10n.t('Remove'),
  );
  if (agreed) await writeConnectionEntries(left);
}

function sayThatItIsTheDefault({ name }: AwsConnection): void {
  showInformation(
    vscode.l10n.t(
      'The connection "{0}" is the one that is there without any other. Add or change a connection to have yours instead.',
      name,
    ),
    {
      label: vscode.l10n.t('Add Connection…'),
      run: () => vscode.commands.executeCommand(commandIds.addConnection),
    },
  );
}
