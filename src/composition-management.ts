/** Names the adapters of what manages tables, streams and triggers, and connects them. */
import type * as vscode from 'vscode';
import { awsStreamCatalog } from './aws/streams/stream-catalog';
import { SystemClock } from './handler-hosts/system-clock';
import { notBuilt } from './not-built';
import { connectionCommands } from './vscode/commands/connections/connection-commands';
import { policyCommands } from './vscode/commands/policies/policy-commands';
import { streamCommands } from './vscode/commands/streams/stream-commands';
import { tableCommands } from './vscode/commands/tables/table-commands';
import { triggerDocumentCommands } from './vscode/commands/trigger-documents/trigger-document-commands';
import { triggerCommands } from './vscode/commands/triggers/trigger-commands';
import type { AwsServices, ManagementParts } from './vscode/management-parts';

type ManagementCommands = ReturnType<typeof commandsOf>;

export interface Management {
  readonly commands: ManagementCommands;
  readonly subscriptions: readonly vscode.Disposable[];
}

export function composeManagement(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  report: (error: unknown) => void,
): Management {
  const subscriptions: vscode.Disposable[] = [];
  const aws: AwsServices = {
    accounts: notBuilt('AccountService'),
    tables: notBuilt('TableCatalog'),
    triggers: notBuilt('TriggerService'),
    functions: notBuilt('FunctionCatalog'),
    roles: notBuilt('RoleService'),
    streams: awsStreamCatalog(),
  };
  const parts: ManagementParts = {
    aws,
    clock: new SystemClock(),
    state: context.globalState,
    log,
    report,
    connections: notBuilt('ConnectionsModel'),
    view: notBuilt('TablesView'),
    roleReview: notBuilt('RoleReview'),
    changes: notBuilt('TriggerChanges'),
  };
  return { commands: commandsOf(parts), subscriptions };
}

function commandsOf(parts: ManagementParts) {
  return {
    ...connectionCommands(parts),
    ...tableCommands(parts),
    ...streamCommands(parts),
    ...triggerCommands(parts),
    ...triggerDocumentCommands(parts),
    ...policyCommands(parts),
  };
}
