/** Questions to IAM. It is global: the SDK finds its region and endpoint from the connection's region and partition. */
import type { IAMClient } from '@aws-sdk/client-iam';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import type { AwsCall } from '../access/aws-call';

type Asked = Omit<AwsCall, 'connection'>;

export class IamQuestions {
  constructor(
    private readonly access: AwsAccess,
    private readonly connection: StreamConnection,
    private readonly stop: StopSignal,
  ) {}

  /** @throws ServiceError; the stop signal's reason */
  ask<T>(asked: Asked, question: (client: IAMClient) => Promise<T>): Promise<T> {
    return this.askIam(asked, question, false);
  }

  /** For what changes something. */
  change<T>(asked: Asked, question: (client: IAMClient) => Promise<T>): Promise<T> {
    return this.askIam(asked, question, true);
  }

  private askIam<T>(
    asked: Asked,
    question: (client: IAMClient) => Promise<T>,
    isChange: boolean,
  ): Promise<T> {
    const call = { ...asked, connection: this.connection };
    return askService(this.access, { service: 'iam', call, isChange }, this.stop, question);
  }
}

/** What a question about a role names. */
export function onRole(action: string, roleName: string): Asked {
  return {
    action,
    subject: l10n.t('the role "{0}"', roleName),
    ifMissing: l10n.t(
      'The function names a role that is gone: give the function another role, or create this one again.',
    ),
  };
}

/** What a question about a managed policy names. */
export function onPolicy(action: string, policyArn: string): Asked {
  return { action, subject: l10n.t('the policy {0}', policyArn), arn: policyArn };
}
