/** What the rows of the view "Failed Batches" stand for; commands get one of these from its menus. */
import type { FailedBatch, FoundAt } from '../../../failed-batches/failed-batch';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';

export type FailedBatchesNode =
  | DestinationNode
  | FailedBatchNode
  | StuckTriggerNode
  | {
      readonly kind: 'failuresMessage';
      readonly id: string;
      readonly severity: 'none' | 'progress' | 'warning' | 'error';
      readonly text: string;
      readonly detail?: string;
      readonly command?: { readonly id: string; readonly title: string; readonly argument?: unknown };
    };

/** A trigger with an on-failure destination. */
export interface DestinationNode {
  readonly kind: 'failureDestination';
  readonly connection: AwsConnection;
  readonly trigger: Trigger;
  readonly destinationArn: string;
}

export interface FailedBatchNode {
  readonly kind: 'awsFailedBatch';
  /** Through which its stream and its function are asked. */
  readonly connection: AwsConnection;
  /** Absent for a document whose trigger is not known or gone. */
  readonly trigger?: Trigger;
  readonly batch: FailedBatch;
  readonly at: FoundAt;
  /** Below whose trigger's destination the row stands (its uuid): a queue may be that of several. */
  readonly below?: string;
}

/** One that fails again and again and has no destination. */
export interface StuckTriggerNode {
  readonly kind: 'stuckTrigger';
  readonly connection: AwsConnection;
  readonly trigger: Trigger;
}
