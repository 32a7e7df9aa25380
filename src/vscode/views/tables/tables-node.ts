/** What the rows of the view "Tables and Triggers" stand for; commands get one of these from its menus. */
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ShardDetails } from '../../../triggers/ports/table-catalog';
import type { Trigger } from '../../../triggers/trigger';

export type TablesNode =
  | { readonly kind: 'connection'; readonly connection: AwsConnection }
  | TableNode
  | StreamNode
  | ShardNode
  | TriggerNode
  | FunctionNode
  /** A placeholder, progress, or an error that says what to do; `retry` is what a click on it asks for again. */
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly severity: 'none' | 'progress' | 'warning' | 'error';
      readonly text: string;
      readonly detail?: string;
      readonly retry?: TablesNode;
      readonly command?: { readonly id: string; readonly title: string; readonly argument?: unknown };
    };

export interface TableNode {
  readonly kind: 'table';
  readonly connection: AwsConnection;
  readonly tableName: string;
}

export interface StreamNode {
  readonly kind: 'stream';
  readonly connection: AwsConnection;
  readonly tableName: string;
  readonly streamArn: string;
}

export interface ShardNode {
  readonly kind: 'shard';
  readonly connection: AwsConnection;
  readonly tableName: string;
  readonly streamArn: string;
  readonly shard: ShardDetails;
}

/** Below its table; one whose table is unknown stands below the connection. */
export interface TriggerNode {
  readonly kind: 'trigger';
  readonly connection: AwsConnection;
  readonly tableName: string;
  readonly trigger: Trigger;
}

/** Below its trigger. */
export interface FunctionNode {
  readonly kind: 'function';
  readonly connection: AwsConnection;
  readonly trigger: Trigger;
}
