/** What the suites on execution roles begin with: the table "Orders", and for each test a function without policies. */
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import * as vscode from 'vscode';
import { createFunction, type DeployedFunction } from '../../../support/test-cloud/deployed-function';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { TriggerCloud } from './trigger-cloud';

/** Of DynamoDB: what any trigger needs. */
export const STREAM_ACTIONS = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

export class ExecutionRoleScene {
  readonly iam: IAMClient;
  private functions = 0;

  private constructor(
    readonly here: TriggerCloud,
    /** Of "Orders". */
    readonly streamArn: string,
  ) {
    this.iam = new IAMClient(setUpClient(here.cloud));
  }

  static async start(): Promise<ExecutionRoleScene> {
    const here = await TriggerCloud.start();
    const { streamArn } = await createTable(here.cloud, 'Orders');
    return new ExecutionRoleScene(here, streamArn);
  }

  stop(): Promise<void> {
    return this.here.stop();
  }

  /** After each test. */
  async reset(): Promise<void> {
    this.here.reset();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  /** With a role of its own that has no policy. */
  deployFunction(): Promise<DeployedFunction> {
    this.functions += 1;
    return createFunction(this.here.cloud, `project-order-${this.functions}`, { policies: [] });
  }

  /** The inline policy "own" of a role, in place of what it was. */
  async putPolicy(roleName: string, Statement: object): Promise<void> {
    await this.iam.send(
      new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: 'own',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
      }),
    );
  }
}
