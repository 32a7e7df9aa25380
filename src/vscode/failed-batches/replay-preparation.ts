/** From a failed batch to a session that can begin: saved, its function described, its handler found, its environment asked for. */
import * as vscode from 'vscode';
import type { DeployedFunction } from '../../failed-batches/ports/deployed-functions';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { functionNameOf } from '../../triggers/inventory/iterator-ages';
import { ServiceError } from '../../triggers/ports/service-error';
import { launchDefaults } from '../debug/launch-defaults';
import type { LocalHandler } from '../local-handlers/local-handlers';
import { showInformation, withProgress } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { askTrigger } from './asked-trigger';
import type { CapturedFailure } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';
import { batchAttributes, documentAttributes, forFailedBatch, isReplayable } from './replay-attributes';
import { environmentAttributes } from './replay-environment';

export interface PreparedReplay {
  readonly captured: CapturedFailure;
  readonly local: LocalHandler;
  /** Absent where it could not be described, which was said then. */
  readonly deployed?: DeployedFunction;
  /** Complete but for the captures. */
  readonly configuration: vscode.DebugConfiguration;
}

/** The function runs on what can't be replayed here; its batch is saved. */
export class NotReplayableError extends Error {
  override readonly name = 'NotReplayableError';

  constructor(
    message: string,
    readonly captured: CapturedFailure,
  ) {
    super(message);
  }
}

/**
 * @returns undefined when the user has gone away
 * @throws NotReplayableError; what capturing throws; an error for people
 */
export async function prepareReplay(
  parts: FailedBatchParts,
  node: FailedBatchNode,
): Promise<PreparedReplay | undefined> {
  const captured = await parts.capturing.capture(node);
  const { connection } = node;
  const title = vscode.l10n.t('Reading the trigger of the failed batch');
  const { trigger, unknown } = await withProgress(title, (stop) => askTrigger(parts, node, stop));
  const deployed = await describe(parts, connection, trigger?.functionArn ?? node.batch.functionArn);
  if (deployed !== undefined && !isReplayable(deployed))
    throw new NotReplayableError(notReplayable(deployed, captured), captured);
  const functionName = functionNameOf(node.batch.functionArn);
  const local = await parts.handlers.find(functionName, deployed?.handler);
  const base = local && (await parts.startReplay.baseFor(local));
  if (local === undefined || base === undefined) return undefined;
  const environment =
    deployed === undefined ? {} : await environmentAttributes(parts, { connection, deployed, local, base });
  if (environment === undefined) return undefined;
  // Where nothing of the function could be read, that was said.
  if (unknown !== undefined && deployed !== undefined) sayUnknown(unknown);
  const before = trigger === undefined ? { ...documentAttributes(node.batch), ...base } : base;
  const batch = batchAttributes(trigger?.document, captured.recordCount);
  const { type, request, name } = base;
  return {
    captured,
    local,
    ...(deployed && { deployed }),
    configuration: { ...forFailedBatch(before, deployed, { ...batch, ...environment }), type, request, name },
  };
}

/** What it would be run with on Lambda is wanted, but the batch is here: without it the replay goes on. */
async function describe(
  { deployed, log }: FailedBatchParts,
  connection: AwsConnection,
  functionArn: string,
): Promise<DeployedFunction | undefined> {
  const title = vscode.l10n.t('Reading function {0}', functionNameOf(functionArn));
  try {
    return await withProgress(title, (stop) => deployed.describe(connection, functionArn, stop));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
    const { runtime, timeoutInSeconds, memorySizeInMB } = launchDefaults;
    showInformation(
      vscode.l10n.t(
        '{0} The replay goes on with what the launch configuration says, else with {1}, a timeout of {2} s and {3} MB, and without the function’s environment.',
        error.message,
        runtime,
        timeoutInSeconds,
        memorySizeInMB,
      ),
    );
    return undefined;
  }
}

function sayUnknown(why: string): void {
  showInformation(
    vscode.l10n.t(
      '{0} What becomes of a failure is replayed as the launch configuration says, else with Lambda’s defaults.',
      why,
    ),
  );
}

function notReplayable(
  { functionName, runtime = '' }: DeployedFunction,
  { captureFile }: CapturedFailure,
): string {
  return vscode.l10n.t(
    'Function {0} runs on {1}, and only Node.js handlers can be debugged here so far. The batch is saved in {2}: it is a Lambda event, which your own tools can invoke a local handler with, or it can be redriven to Lambda.',
    functionName,
    runtime,
    vscode.workspace.asRelativePath(captureFile),
  );
}
