/** What the execution role of a trigger's function lacks, and the offers to grant it. */
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { AccessReview } from '../../triggers/policies/access-review';
import type { GrantWay } from '../../triggers/policies/grant-plan';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** As which a least-privilege policy is copied. */
export type PolicyForm = 'json' | 'sam' | 'cloudFormation';

/** What is not said is asked. */
export interface WantedGrant {
  readonly way?: GrantWay;
  /** Also what may be needed: `kms:Decrypt` for the table's key, and what hangs on a condition. */
  readonly withWarnings?: boolean;
  /** The document is shown all the same, but nobody is asked. */
  readonly isConfirmed?: boolean;
}

export interface RoleReview {
  /**
   * Before a trigger is created: checks, and if something is missing says so with the offers. Never blocks: what can't
   * be found out is written to the log.
   *
   * @returns whether something was granted, so that a refusal may only mean that the policy still propagates
   * @throws CancellationError when the user goes away
   */
  beforeCreate(connection: AwsConnection, document: TriggerDocument): Promise<boolean>;
  /**
   * Lambda has refused for want of a permission: names the real cause with the offers.
   *
   * @param refusal Lambda's words
   * @returns whether something was granted, so that it is worth trying again while the policy propagates
   */
  afterRefusal(connection: AwsConnection, document: TriggerDocument, refusal: string): Promise<boolean>;
  /** Checks, and shows every needed permission with what was found, as a document. */
  showReport(connection: AwsConnection, document: TriggerDocument): Promise<AccessReview>;
  /** Grants what is missing, after the document was seen. @returns whether something was granted */
  grant(connection: AwsConnection, document: TriggerDocument, wanted?: WantedGrant): Promise<boolean>;
  /** Copies the least-privilege policy, for those who may not touch IAM. @param form is asked for without it */
  copy(connection: AwsConnection, document: TriggerDocument, form?: PolicyForm): Promise<void>;
}
