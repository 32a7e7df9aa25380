/** The test cloud with a table, triggers of it, and the editor in which their documents are opened. */
import * as assert from 'node:assert/strict';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import * as vscode from 'vscode';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { AnsweredDialogs } from './answered-dialogs';

/** The connection's name. */
export const CONNECTION = 'documents';

export class DeployedTriggers {
  dialogs = new AnsweredDialogs();
  private readonly lambda: LambdaClient;
  private functions = 0;

  private constructor(
    readonly cloud: LocalAws,
    readonly streamArn: string,
  ) {
    this.lambda = new LambdaClient(setUpClient(cloud));
  }

  static async start(): Promise<DeployedTriggers> {
    const cloud = await startLocalAws(repositoryRoot());
    const { streamArn } = await createTable(cloud, 'Orders');
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const connection = { name: CONNECTION, region: 'eu-west-1', endpointUrl: cloud.endpoint };
    await configure('streamTriggers.connections', [connection]);
    return new DeployedTriggers(cloud, streamArn);
  }

  async stop(): Promise<void> {
    this.dialogs.restore();
    await configure('streamTriggers.connections', undefined);
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    await this.cloud.stop();
  }

  /** After each test: what was edited is not saved. */
  async reset(): Promise<void> {
    this.dialogs.restore();
    this.cloud.disturbances.restore();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    this.dialogs = new AnsweredDialogs();
  }

  /** On a function of its own: a stream and a function have one trigger between them. @returns its UUID */
  async deploy(options: TriggerDocument = {}): Promise<string> {
    this.functions += 1;
    const { functionName } = await createFunction(this.cloud, `orders-${this.functions}`);
    const { UUID = '' } = await this.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: functionName,
        EventSourceArn: this.streamArn,
        StartingPosition: 'TRIM_HORIZON',
        MaximumRetryAttempts: 10,
        ...(options as object),
      }),
    );
    this.cloud.mappings.settle();
    return UUID;
  }

  /** As Lambda has it. */
  read(UUID: string): Promise<EventSourceMappingConfiguration> {
    return this.lambda.send(new GetEventSourceMappingCommand({ UUID }));
  }

  /** As somebody else does it. */
  async change(change: UpdateEventSourceMappingRequest): Promise<void> {
    await this.lambda.send(new UpdateEventSourceMappingCommand(change));
    this.cloud.mappings.settle();
  }

  async remove(UUID: string): Promise<void> {
    await this.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    this.cloud.mappings.settle();
  }

  /** By the command, as a row of the tree opens it. */
  async open(uuid: string): Promise<vscode.TextDocument> {
    const uri = await run('editTriggerAsJson', { connection: CONNECTION, uuid });
    assert.ok(uri instanceof vscode.Uri, 'The document was not opened.');
    return vscode.workspace.openTextDocument(uri);
  }
}

export function run(command: string, argument: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`streamTriggers.${command}`, argument);
}

export async function configure(setting: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
}

export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const offset = document.getText().indexOf(old);
  assert.notEqual(offset, -1, `${old} in ${document.getText()}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + old.length));
  edit.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(edit);
}

/** Waits for what diagnostics, files and tabs tell. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise<void>((resolve) => {
      const subscription = vscode.Disposable.from(
        vscode.languages.onDidChangeDiagnostics(end),
        vscode.workspace.onDidChangeTextDocument(end),
      );
      function end(): void {
        subscription.dispose();
        resolve();
      }
    });
  }
}
