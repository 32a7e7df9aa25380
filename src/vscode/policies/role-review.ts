/** What the execution role of a trigger's function lacks, and the offers to grant it. */
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { TriggerDocument } from '../../triggers/trigger-document';

export interface RoleReview {
  /**
   * Before a trigger is created: checks, and if something is missing says so with the offers. Never blocks: what can't
   * be found out is written to the log.
   *
   * @throws CancellationError when the user goes away
   */
  beforeCreate(connection: AwsConnection, document: TriggerDocument): Promise<void>;
  /**
   * Lambda has refused for want of a permission: names the real cause with the offers.
   *
   * @param refusal Lambda's words
   * @returns whether something was granted, so that it is worth trying again while the policy propagates
   */
  afterRefusal(connection: AwsConnection, document: TriggerDocument, refusal: string): Promise<boolean>;
}
