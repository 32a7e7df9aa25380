/**
 * What suites on failed batches begin with: a test cloud as the window's connection, orders of which three batches were
 * given up, the sample's handler in the workspace, and a template that says whose it is.
 */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { awsTriggerService } from '../../../../src/aws/triggers/trigger-service';
import { readFailedBatches } from '../../../../src/failed-batches/documents/read-failed-batches';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import { readConnections } from '../../../../src/triggers/connections/read-connections';
import type {
  DestinationNode,
  FailedBatchNode,
} from '../../../../src/vscode/views/failed-batches/failed-batches-node';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { DEPLOYED } from '../../../support/failed-batches/deployed-orders';
import {
  type FailedOrders,
  type FailedOrdersOptions,
  type FailingTrigger,
  failOrders,
  SAMPLE_HANDLER,
} from '../../../support/failed-batches/failed-orders';
import { handlerTemplate } from '../../../support/failed-batches/handler-template';
import {
  type WaitingDocument,
  messagesLeft,
  storedDocuments,
  visibleMessages,
} from '../../../support/failed-batches/waiting-documents';
import { repositoryRoot } from '../../../support/repository-root';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../support/test-cloud/local-aws';
import { AnsweredDialogs } from '../sidebar/answered-dialogs';
import { AnsweredQuestions } from '../sidebar/answered-questions';
import { configure } from '../sidebar/deployed-triggers';

const LOOKED_AGAIN_AFTER_MS = 100;

export class FailedBatchScene {
  dialogs = new AnsweredDialogs();
  questions = new AnsweredQuestions();

  private constructor(
    readonly cloud: LocalAws,
    readonly orders: FailedOrders,
    readonly connection: AwsConnection,
  ) {}

  static async start(
    options: FailedOrdersOptions = {},
    localAws: LocalAwsOptions = {},
  ): Promise<FailedBatchScene> {
    // A view that another suite has revealed would look into the queue, and hide its messages meanwhile.
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    const cloud = await startLocalAws(repositoryRoot(), localAws);
    const orders = await failOrders(cloud, options);
    const entries = [{ name: 'Shop', endpointUrl: cloud.endpoint, region: 'eu-west-1' }];
    const [connection] = readConnections(entries).connections;
    assert.ok(connection);
    await configure('streamTriggers.connections', entries);
    const functionNames = [orders.queue, orders.bucket, orders.topic].map((trigger) => trigger.functionName);
    await fs.writeFile(inWorkspace('template.yaml'), handlerTemplate(functionNames));
    return new FailedBatchScene(cloud, orders, connection);
  }

  async stop(): Promise<void> {
    this.dialogs.restore();
    this.questions.restore();
    await configure('streamTriggers.connections', undefined);
    await fs.rm(inWorkspace('template.yaml'), { force: true });
    await forgetDeployment();
    await this.forgetCaptures();
    await this.cloud.stop();
  }

  /** After each test. What is in the cloud and on the disk stays. */
  reset(): void {
    this.dialogs.restore();
    this.dialogs = new AnsweredDialogs();
    this.cloud.disturbances.restore();
    this.cloud.functions.forgetInvocations();
    this.cloud.calls.clear();
    this.questions.restore();
    this.questions = new AnsweredQuestions();
  }

  /** Failed batches that were saved. */
  async forgetCaptures(): Promise<void> {
    await fs.rm(inWorkspace('.stream-triggers', 'captures', 'failed'), { recursive: true, force: true });
  }

  /** The row of a trigger's destination, as menus pass it. */
  async destination({ uuid, destinationArn }: FailingTrigger): Promise<DestinationNode> {
    const { connection } = this;
    const never = new AbortController().signal;
    const trigger = await awsTriggerService(accessWithoutQuestions()).getTrigger(connection, uuid, never);
    return { kind: 'failureDestination', connection, trigger, destinationArn };
  }

  /** The rows of the failed batches at a place, as menus pass them; in the order of the ranges. */
  async batchesIn(place: 'queue' | 'bucket' | 'text'): Promise<readonly FailedBatchNode[]> {
    const { orders, connection } = this;
    const from = place === 'text' ? orders.topic : orders[place];
    const { trigger } = await this.destination(from);
    const nodes = (await this.documentsIn(place)).map(({ at, text }): FailedBatchNode => {
      const read = readFailedBatches(text);
      assert.ok(read.kind === 'failedBatches', text);
      return { kind: 'awsFailedBatch', connection, trigger, batch: read.batches[0], at };
    });
    const ranges = orders.ranges.map(({ sequenceNumbers }) => sequenceNumbers[0]);
    const rangeOf = ({ batch }: FailedBatchNode): number => ranges.indexOf(batch.startSequenceNumber);
    return nodes.sort((a, b) => rangeOf(a) - rangeOf(b));
  }

  private async documentsIn(place: 'queue' | 'bucket' | 'text'): Promise<readonly WaitingDocument[]> {
    const { cloud, orders } = this;
    switch (place) {
      case 'queue':
        return allMessages(cloud, orders.queue.destinationArn);
      case 'bucket':
        return storedDocuments(cloud, orders.bucket.destinationArn);
      case 'text':
        return orders.notifications.map((text) => ({ at: { kind: 'text' }, text }));
    }
  }
}

/** When nobody looks into the queue, for a look hides what it finds. */
async function allMessages(cloud: LocalAws, queueArn: string): Promise<readonly WaitingDocument[]> {
  for (;;) {
    const visible = await visibleMessages(cloud, queueArn);
    if (visible.length === (await messagesLeft(cloud, queueArn))) return visible;
    await sleep(LOOKED_AGAIN_AFTER_MS);
  }
}

/** Absolute, in the window's folder. */
export function inWorkspace(...names: readonly string[]): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return path.join(folder.uri.fsPath, ...names);
}

/** The handler as it is in the sample, and nothing of what was deployed beside it. */
async function forgetDeployment(): Promise<void> {
  await fs.cp(path.join(SAMPLE_HANDLER.folder, 'src'), inWorkspace('src'), { recursive: true });
  for (const name of await fs.readdir(inWorkspace()))
    if (name.startsWith(DEPLOYED)) await fs.rm(inWorkspace(name));
}
