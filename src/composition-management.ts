/** Names the adapters of what manages tables, streams and triggers, and connects them. */
import type * as vscode from 'vscode';
import type { AwsAccess } from './aws/access/aws-access';
import { awsAccountService } from './aws/connections/account-service';
import { awsRoleService } from './aws/roles/role-service';
import { awsStreamCatalog } from './aws/streams/stream-catalog';
import { awsTableCatalog } from './aws/tables/table-catalog';
import { awsFunctionCatalog } from './aws/triggers/function-catalog';
import { awsTriggerService } from './aws/triggers/trigger-service';
import { SystemClock } from './handler-hosts/system-clock';
import { connectionCommands } from './vscode/commands/connections/connection-commands';
import { policyCommands } from './vscode/commands/policies/policy-commands';
import { streamCommands } from './vscode/commands/streams/stream-commands';
import { tableCommands } from './vscode/commands/tables/table-commands';
import { triggerDocumentCommands } from './vscode/commands/trigger-documents/trigger-document-commands';
import { triggerCommands } from './vscode/commands/triggers/trigger-commands';
import type { CredentialPrompts } from './vscode/connections/credential-prompts';
import { type ConnectionParts, openConnections } from './vscode/connections/connection-parts';
import type { AwsServices, ManagementParts } from './vscode/management-parts';
import { ExecutionRoleReview } from './vscode/policies/execution-role-review';
import { PolicyDocuments } from './vscode/policies/policy-documents';
import type { RecordParts } from './vscode/streams/record-parts';
import { TriggerDocuments } from './vscode/trigger-documents/trigger-documents';
import { LoggedTriggerChanges } from './vscode/triggers/logged-trigger-changes';
import { TablesSidebar } from './vscode/views/tables/tables-sidebar';

type ManagementCommands = ReturnType<typeof commandsOf>;

export interface Management {
  readonly commands: ManagementCommands;
  readonly view: Pick<TablesSidebar, 'isKnownGlobal'>;
  readonly parts: ManagementParts;
  readonly subscriptions: readonly { dispose(): unknown }[];
}

export function composeManagement(
  context: vscode.ExtensionContext,
  {
    access,
    prompts,
    records,
  }: { readonly access: AwsAccess; readonly prompts: CredentialPrompts; readonly records: RecordParts },
  log: vscode.LogOutputChannel,
  report: (error: unknown) => void,
): Management {
  const subscriptions: { dispose(): unknown }[] = [];
  const aws: AwsServices = {
    accounts: awsAccountService(access),
    tables: awsTableCatalog(access),
    triggers: awsTriggerService(access),
    functions: awsFunctionCatalog(access),
    roles: awsRoleService(access),
    streams: awsStreamCatalog(access),
  };
  const opened = openConnections(aws.accounts, prompts, log, report);
  subscriptions.push(opened.subscription);
  const { connections } = opened;
  const clock = new SystemClock();
  const view = new TablesSidebar({ aws, clock, connections, report });
  subscriptions.push(view);
  const policyDocuments = new PolicyDocuments();
  subscriptions.push(policyDocuments);
  const shared: Omit<ManagementParts, 'changes'> = {
    aws,
    clock,
    state: context.globalState,
    log,
    report,
    records,
    connections,
    view,
    roleReview: new ExecutionRoleReview({ aws, connections, log }, policyDocuments),
  };
  const changes = new LoggedTriggerChanges(shared);
  subscriptions.push(changes);
  const parts: ManagementParts = { ...shared, changes };
  const documents = new TriggerDocuments(parts);
  subscriptions.push(documents);
  return { commands: commandsOf(parts, opened, documents), view, parts, subscriptions };
}

function commandsOf(
  parts: ManagementParts,
  signingIn: Pick<ConnectionParts, 'signIn' | 'beginAnew'>,
  documents: TriggerDocuments,
) {
  return {
    ...connectionCommands({ ...parts, ...signingIn }),
    ...tableCommands(parts),
    ...streamCommands(parts),
    ...triggerCommands(parts),
    ...triggerDocumentCommands(parts, documents),
    ...policyCommands(parts),
  };
}
