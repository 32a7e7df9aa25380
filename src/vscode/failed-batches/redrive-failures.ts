/** Failed batches of the view as they are to be redriven: saved, read, refused or left out, with what is to be said of them. */
import * as vscode from 'vscode';
import type { BatchToPlan } from '../../failed-batches/redrive/arrange-batches';
import { timeWindowOf } from '../../failed-batches/redrive/time-window';
import { ask, withProgress } from '../notifications';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { countedBatches } from './counted';
import type { CapturedFailure } from './batch-capturing';
import type { FailedBatchParts } from './failed-batch-parts';
import { MOST_BYTES, recordsByShard } from './redrive-records';
import type { RedriveTarget } from './redrive-refusals';
import { refusalSentence } from './redrive-refusals';
import { askObjectTreatment, treatmentOf } from './redrive-treatment';

export interface NodeToRedrive {
  readonly node: FailedBatchNode;
  readonly captured: CapturedFailure;
}

export interface FailuresToRedrive {
  readonly batches: readonly BatchToPlan[];
  readonly remarks: readonly string[];
}

/**
 * @returns undefined when the user has gone away
 * @throws an error that says why none of them may be sent; CaptureError; ServiceError
 */
export async function failuresToRedrive(
  parts: FailedBatchParts,
  target: RedriveTarget,
  found: readonly NodeToRedrive[],
): Promise<FailuresToRedrive | undefined> {
  const agreed = await askAboutIncomplete(found);
  if (agreed === undefined) return undefined;
  const title = vscode.l10n.t('Reading the records of {0}', countedBatches(agreed.length));
  const { read, refused, waiting } = await withProgress(title, (stop) =>
    readAll(parts, target, agreed, stop),
  );
  const [firstRefused] = refused;
  if (read.length === 0)
    throw new Error(firstRefused ?? vscode.l10n.t('No failed batch is left to be redriven.'));
  const treatment = await askObjectTreatment(read.map(({ node }) => node.at));
  if (treatment === undefined) return undefined;
  return {
    batches: read.map(({ node, batch }) => ({
      ...batch,
      documents: [{ at: node.at, treatment: treatmentOf(node.at, treatment) }],
    })),
    remarks: [
      ...replayRemarks(parts, read),
      ...new Set(refused),
      ...(waiting === 0
        ? []
        : [
            vscode.l10n.t(
              'The latest stay where they are until the next redrive, as these have {0} MB of records: {1}.',
              MOST_BYTES / (1024 * 1024),
              countedBatches(waiting),
            ),
          ]),
    ],
  };
}

type ReadNode = NodeToRedrive & { readonly batch: Omit<BatchToPlan, 'documents'> };

async function readAll(
  parts: FailedBatchParts,
  target: RedriveTarget,
  found: readonly NodeToRedrive[],
  stop: AbortSignal,
): Promise<{
  readonly read: readonly ReadNode[];
  readonly refused: readonly string[];
  /** How many were not read any more: later ones than those that were. */
  readonly waiting: number;
}> {
  const read: ReadNode[] = [];
  const refused: string[] = [];
  const earliestFirst = [...found].sort((a, b) => a.node.batch.firstArrivalMs - b.node.batch.firstArrivalMs);
  let bytes = 0;
  for (const [index, { node, captured }] of earliestFirst.entries()) {
    if (bytes >= MOST_BYTES) return { read, refused, waiting: found.length - index };
    const shards = await recordsByShard(parts.replay, captured.captureFile, stop);
    const records = shards.flatMap((shard) => shard.records);
    const refusal = await refusalSentence(parts, target, node, records.length, stop);
    if (refusal !== undefined) {
      refused.push(refusal);
      continue;
    }
    const { payload, ...failed } = node.batch;
    bytes += records.reduce((sum, { byteLength }) => sum + byteLength, 0);
    // Of a trigger that is not known, the event itself tells.
    const hasWindow = node.trigger === undefined || (node.trigger.document.TumblingWindowInSeconds ?? 0) > 0;
    const timeWindow = hasWindow ? timeWindowOf(payload) : undefined;
    const { id, streamArn, shardId } = failed;
    const batch = { id, streamArn, shardId, captureFile: captured.captureFile, records, failed };
    read.push({ node, captured, batch: { ...batch, ...(timeWindow && { timeWindow }) } });
  }
  return { read, refused, waiting: 0 };
}

/** @returns those that are to be sent; undefined when the user has gone away */
async function askAboutIncomplete(
  found: readonly NodeToRedrive[],
): Promise<readonly NodeToRedrive[] | undefined> {
  const incomplete = found.filter(({ captured }) => captured.incomplete !== undefined);
  if (incomplete.length === 0) return found;
  const sendAll = vscode.l10n.t('Send What Is There');
  const leaveOut = vscode.l10n.t('Leave Them Out');
  const chosen = await ask(
    found.length === 1
      ? vscode.l10n.t('The batch is not as Lambda sent it. Send it all the same?')
      : vscode.l10n.t(
          '{0} of {1} batches are not as Lambda sent them. Send them?',
          incomplete.length,
          found.length,
        ),
    [...new Set(incomplete.map(({ captured }) => captured.incomplete ?? ''))]
      .slice(0, MOST_SENTENCES)
      .join('\n\n'),
    sendAll,
    ...(found.length === incomplete.length ? [] : [leaveOut]),
  );
  if (chosen === undefined) return undefined;
  return chosen === sendAll ? found : found.filter((one) => !incomplete.includes(one));
}

/** A modal question is no report. */
const MOST_SENTENCES = 5;

/** Lambda has failed with these records, and nobody has seen that the function now does not. */
function replayRemarks({ outcomes }: FailedBatchParts, read: readonly ReadNode[]): readonly string[] {
  const unproven = read.filter(({ node, captured }) => {
    const last = outcomes.get(captured.captureFile);
    return last?.outcome !== 'succeeded' || last.atMs < node.batch.discardedMs;
  });
  if (unproven.length === 0) return [];
  return [
    read.length === 1
      ? vscode.l10n.t('The batch has not gone through the local handler since it failed.')
      : vscode.l10n.t(
          'Not gone through the local handler since the failure: {0}.',
          countedBatches(unproven.length),
        ),
  ];
}
