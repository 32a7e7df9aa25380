/** A test cloud as a connection of the window, with what suites on triggers do again and again. */
import * as assert from 'node:assert/strict';
import {
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import * as vscode from 'vscode';
import type { Trigger } from '../../../../src/triggers/trigger';
import { repositoryRoot } from '../../../support/repository-root';
import { createTable, deleteTable } from '../../../support/test-cloud/deployed-resources';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { AnsweredDialogs } from './answered-dialogs';

const SETTING = 'connections';
const CONNECTION = 'Cloud';
export const READ_ONLY_CONNECTION = 'Museum';

/** In Lambda's names. */
type Mapping = Omit<EventSourceMappingConfiguration, 'UUID'> & { readonly UUID: string };

export class TriggerCloud {
  dialogs = new AnsweredDialogs();
  private hasOrders = false;

  private constructor(readonly cloud: LocalAws) {}

  static async start(): Promise<TriggerCloud> {
    const cloud = await startLocalAws(repositoryRoot());
    const connection = { endpointUrl: cloud.endpoint, region: 'eu-west-1' };
    await setConnections([
      { ...connection, name: CONNECTION },
      { ...connection, name: READ_ONLY_CONNECTION, readOnly: true },
    ]);
    return new TriggerCloud(cloud);
  }

  async stop(): Promise<void> {
    this.dialogs.restore();
    await setConnections(undefined);
    await this.cloud.stop();
  }

  /** Between two tests. */
  reset(): void {
    this.cloud.disturbances.restore();
    this.cloud.mappings.settling = { afterMs: 0 };
    this.dialogs.restore();
    this.dialogs = new AnsweredDialogs();
  }

  /** The table "Orders" made anew, with a stream that has no triggers. @returns the stream's ARN */
  async renewOrders(): Promise<string> {
    if (this.hasOrders) await deleteTable(this.cloud, 'Orders');
    const { streamArn } = await createTable(this.cloud, 'Orders');
    this.hasOrders = true;
    return streamArn;
  }

  /** The command on this cloud; `connection` in the argument wins. */
  async run(command: string, argument: Readonly<Record<string, unknown>> = {}): Promise<Trigger | undefined> {
    return vscode.commands.executeCommand<Trigger | undefined>(`streamTriggers.${command}`, {
      connection: CONNECTION,
      ...argument,
    });
  }

  /** A trigger made by the command, settled. */
  async create(streamArn: string, functionName: string, more: object = {}): Promise<Trigger> {
    const document = {
      EventSourceArn: streamArn,
      FunctionName: functionName,
      StartingPosition: 'TRIM_HORIZON',
      ...more,
    };
    const created = await this.run('createTrigger', { document });
    assert.ok(created, this.dialogs.shown.map(({ message }) => message).join('\n'));
    return created;
  }

  /** As somebody else does it. */
  async deleteElsewhere(uuid: string): Promise<void> {
    await new LambdaClient(setUpClient(this.cloud)).send(new DeleteEventSourceMappingCommand({ UUID: uuid }));
    this.cloud.mappings.settle();
  }

  undo(startingPosition = 'TRIM_HORIZON'): Promise<unknown> {
    return this.run('undoLastChange', { isConfirmed: true, startingPosition });
  }

  /** As Lambda has them, those of a stream. */
  mappingsOf(streamArn: string): readonly Mapping[] {
    return this.mappings().filter(({ EventSourceArn }) => EventSourceArn === streamArn);
  }

  mapping(uuid: string): Mapping | undefined {
    return this.mappings().find(({ UUID }) => UUID === uuid);
  }

  private mappings(): readonly Mapping[] {
    return this.cloud.mappings.mappings;
  }
}

async function setConnections(value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('streamTriggers')
    .update(SETTING, value, vscode.ConfigurationTarget.Global);
}
