/** What the suites on execution roles begin with: the test cloud's IAM, the service that reads it, and roles made anew. */
import { IAMClient } from '@aws-sdk/client-iam';
import { awsRoleService } from '../../../../src/aws/roles/role-service';
import type { RoleService } from '../../../../src/triggers/ports/role-service';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { repositoryRoot } from '../../../support/repository-root';
import { createRole } from '../../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';

export const STREAM_ARN =
  'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';

export class RoleScenario {
  readonly iam: IAMClient;
  readonly roles: RoleService = awsRoleService(accessWithoutQuestions());
  readonly connection: { readonly endpointUrl: string; readonly region: string };
  private made = 0;

  private constructor(readonly cloud: LocalAws) {
    this.iam = new IAMClient(setUpClient(cloud));
    this.connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
  }

  static async start(): Promise<RoleScenario> {
    return new RoleScenario(await startLocalAws(repositoryRoot()));
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** `role-1`, `role-2` and so on. @param policies an ARN, or the document of an inline policy */
  newRole(
    policies: readonly (string | object)[] = [],
    trustPolicy?: object,
  ): Promise<{ readonly roleName: string; readonly roleArn: string }> {
    return createRole(this.cloud, `role-${++this.made}`, policies, trustPolicy);
  }
}

/** A policy of one statement. */
export function allow(Action: unknown, Resource: unknown, more: object = {}): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'Own', Effect: 'Allow', Action, Resource, ...more }],
  };
}
