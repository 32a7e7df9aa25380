/** A captured batch, run on Lambda itself: which function, and how many records an invocation has. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { BatchToPlan } from '../../failed-batches/redrive/arrange-batches';
import { placeRefusal } from '../../failed-batches/redrive/redrive-refusal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { optionDefaults } from '../../triggers/options/option-defaults';
import { functionNameOf } from '../../triggers/inventory/iterator-ages';
import { isSameFunction } from '../../triggers/options/same-function';
import type { Trigger } from '../../triggers/trigger';
import { askFunction } from '../commands/triggers/function-question';
import { askStepwise } from '../commands/stepwise-questions';
import { withProgress } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';
import { countedRecords } from './counted';
import type { FailedBatchParts } from './failed-batch-parts';
import type { RedriveIntent } from './redrive-intent';
import type { CapturedShardRecords } from './redrive-records';
import { recordsByShard } from './redrive-records';
import { redriveTarget, refuseReadOnly } from './redrive-refusals';

interface Answers {
  readonly functionName: string;
}

/** @returns undefined when the user has gone away. @throws ServiceError, CaptureError, an error for people */
export async function captureIntent(
  parts: FailedBatchParts,
  { folder, file }: { readonly folder: vscode.WorkspaceFolder; readonly file: string },
): Promise<RedriveIntent | undefined> {
  const connection = await parts.view.chooseConnection(undefined);
  if (connection !== undefined) await refuseReadOnly(parts, connection);
  const functionName = connection && (await chosenFunction(parts, connection));
  if (connection === undefined || functionName === undefined) return undefined;
  const read = await withProgress(vscode.l10n.t('Reading {0}', path.basename(file)), async (stop) => {
    const { functionArn } = await parts.deployed.describe(connection, functionName, stop);
    const target = await redriveTarget(parts, connection, functionArn, stop);
    const shards = await recordsByShard(parts.replay, file, stop);
    return { target, shards, trigger: await triggerOf(parts, connection, functionArn, shards, stop) };
  });
  const { target, shards, trigger } = read;
  if (placeRefusal(target) !== undefined)
    throw new Error(
      vscode.l10n.t(
        'Not run: function {0} is not in the account and region of connection "{1}".',
        target.functionArn,
        connection.name,
      ),
    );
  const window = trigger?.document.TumblingWindowInSeconds ?? 0;
  if (window > 0)
    throw new Error(
      vscode.l10n.t(
        'Not run: the trigger of {0} has a tumbling window of {1} s, and a capture does not carry the window’s state.',
        functionLabel(target.functionArn),
        window,
      ),
    );
  const isEvent = shards.length === 1 && /\.json$/i.test(file);
  const batchSize = isEvent ? undefined : (trigger?.document.BatchSize ?? optionDefaults.BatchSize);
  return {
    target,
    folder,
    batches: shards.map((shard) => batchOf(file, target.functionArn, shard)),
    ...(trigger && { trigger }),
    ...(batchSize !== undefined && { batchSize }),
    remarks:
      batchSize === undefined
        ? [vscode.l10n.t('The captured batch goes in one invocation, unless it is larger than 6 MB.')]
        : [vscode.l10n.t('Each invocation has at most {0}.', countedRecords(batchSize))],
  };
}

async function chosenFunction(
  parts: FailedBatchParts,
  connection: AwsConnection,
): Promise<string | undefined> {
  const answers = await askStepwise<Answers>(vscode.l10n.t('Run on Lambda'), [
    {
      ask: async (_, place) => {
        const asked = await askFunction(place, { parts, connection, present: [] });
        return asked === undefined || asked === 'back' ? asked : { answer: { functionName: asked.answer } };
      },
    },
  ]);
  return answers?.functionName;
}

/** Of that function on the capture's own stream, or any of its: batch size and answers are the trigger's business. */
async function triggerOf(
  { aws }: FailedBatchParts,
  connection: AwsConnection,
  functionArn: string,
  shards: readonly CapturedShardRecords[],
  stop: AbortSignal,
): Promise<Trigger | undefined> {
  const streamArn = shards[0]?.records[0]?.eventSourceArn;
  const functionName = functionNameOf(functionArn);
  const { rows } = await aws.triggers.listTriggers(connection, { functionName }, undefined, stop);
  const same = rows.filter((trigger) => isSameFunction(trigger.functionArn, functionArn));
  return same.find((trigger) => trigger.streamArn === streamArn) ?? same[0];
}

/** The same capture may be run on several functions: each of them has its own way through it. */
function batchOf(file: string, functionArn: string, { shardId, records }: CapturedShardRecords): BatchToPlan {
  const streamArn = records[0]?.eventSourceArn;
  return {
    id: [file, shardId, functionArn].join('#'),
    ...(streamArn !== undefined && { streamArn }),
    shardId,
    captureFile: file,
    records,
    documents: [],
  };
}
