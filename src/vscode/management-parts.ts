/** What the commands and views that manage triggers are made of; the composition root fills it. */
import type * as vscode from 'vscode';
import type { Clock } from '../engine/ports/clock';
import type { StreamCatalog } from '../engine/streams/stream-connection';
import type { AccountService } from '../triggers/ports/account-service';
import type { FunctionCatalog } from '../triggers/ports/function-catalog';
import type { RoleService } from '../triggers/ports/role-service';
import type { TableCatalog } from '../triggers/ports/table-catalog';
import type { TriggerService } from '../triggers/ports/trigger-service';
import type { ConnectionsModel } from './connections/connections-model';
import type { RoleReview } from './policies/role-review';
import type { RecordParts } from './streams/record-parts';
import type { TriggerChanges } from './triggers/trigger-changes';
import type { TablesView } from './views/tables/tables-view';

/** AWS, by its ports. */
export interface AwsServices {
  readonly accounts: AccountService;
  readonly tables: TableCatalog;
  readonly triggers: TriggerService;
  readonly functions: FunctionCatalog;
  readonly roles: RoleService;
  readonly streams: StreamCatalog;
}

export interface ManagementParts {
  readonly aws: AwsServices;
  readonly clock: Clock;
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly report: (error: unknown) => void;
  readonly connections: ConnectionsModel;
  readonly view: TablesView;
  readonly roleReview: RoleReview;
  readonly changes: TriggerChanges;
  readonly records: RecordParts;
}
