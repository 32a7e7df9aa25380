/** What a trigger's function and role are, and what the trigger needs: asked of AWS before a role can be checked. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { AccessReview } from '../../triggers/policies/access-review';
import { type NeededAccess, neededAccess } from '../../triggers/policies/needed-access';
import { orObstacle, reviewAccess } from '../../triggers/policies/review-access';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { ManagementParts } from '../management-parts';

export type PolicyParts = Pick<ManagementParts, 'aws' | 'connections' | 'log'>;

export interface TriggerAccess {
  readonly functionName: string;
  readonly streamArn: string;
  readonly roleArn: string;
  readonly needs: readonly NeededAccess[];
  /** Keys that could not be asked for, as sentences. */
  readonly obstacles: readonly string[];
}

/** @throws ServiceError; the stop signal's reason */
export async function triggerAccess(
  { aws }: PolicyParts,
  connection: AwsConnection,
  document: TriggerDocument,
  stop: StopSignal,
): Promise<TriggerAccess> {
  const { FunctionName: functionName = '', EventSourceArn: streamArn = '', DestinationConfig } = document;
  const destinationArn = DestinationConfig?.OnFailure?.Destination || undefined;
  const obstacles: string[] = [];
  const [{ roleArn }, tableKmsKeyArn, destinationKmsKeyArn] = await Promise.all([
    aws.functions.describeFunction(connection, functionName, stop),
    // A table or queue that is gone is said, and the rest is checked all the same.
    orObstacle(obstacles, () => tableKey(aws, connection, streamArn, stop), 'notFound'),
    destinationArn === undefined
      ? undefined
      : orObstacle(obstacles, () => aws.roles.customerKeyOf(connection, destinationArn, stop), 'notFound'),
  ]);
  const needs = neededAccess({
    streamArn,
    ...(destinationArn !== undefined && { destinationArn }),
    ...(tableKmsKeyArn !== undefined && { tableKmsKeyArn }),
    ...(destinationKmsKeyArn !== undefined && { destinationKmsKeyArn }),
  });
  return { functionName, streamArn, roleArn, needs, obstacles };
}

/** @throws ServiceError; the stop signal's reason */
export async function reviewTrigger(
  { aws }: PolicyParts,
  connection: AwsConnection,
  { roleArn, needs, obstacles }: TriggerAccess,
  stop: StopSignal,
): Promise<AccessReview> {
  const review = await reviewAccess({ roles: aws.roles, connection, roleArn, needs, stop });
  return { ...review, obstacles: [...obstacles, ...review.obstacles] };
}

async function tableKey(
  { tables }: PolicyParts['aws'],
  connection: AwsConnection,
  streamArn: string,
  stop: StopSignal,
): Promise<string | undefined> {
  const stream = parseStreamArn(streamArn);
  if (stream === undefined) return undefined;
  return (await tables.describeTable(connection, stream.tableName, stop)).kmsKeyArn;
}
