/** From batches in memory to a plan that the user has agreed to: what is over, what is left out, where it goes, once more if it is production. */
import * as vscode from 'vscode';
import { arrangeBatches } from '../../failed-batches/redrive/arrange-batches';
import { planBatches } from '../../failed-batches/redrive/plan-batches';
import type { RedrivePlan } from '../../failed-batches/redrive/redrive-plan';
import { withProgress } from '../notifications';
import { redriveConcurrency } from '../settings';
import { functionLabel } from '../triggers/trigger-label';
import { countedRecords } from './counted';
import type { FailedBatchParts } from './failed-batch-parts';
import { confirmRedrive } from './redrive-confirmation';
import { askSkipped, findStandings } from './redrive-order';
import { sha256 } from './redrive-records';
import type { RedriveIntent } from './redrive-intent';
import { shardParents } from './redrive-shards';
import { tableOf } from './batch-names';

/**
 * @returns undefined when the user has gone away
 * @throws ServiceError; an error for people; CancellationError
 */
export async function prepareRedrive(
  parts: FailedBatchParts,
  intent: RedriveIntent,
): Promise<RedrivePlan | undefined> {
  const { target, trigger, batchSize, folder } = intent;
  const { connection, functionArn } = target;
  const found = await withProgress(
    vscode.l10n.t('Comparing the records with the items as they are now'),
    async (stop) => {
      const deployed = await parts.deployed.describe(connection, functionArn, stop);
      const parents = await shardParents(parts, connection, intent.batches, stop);
      const arranged = arrangeBatches(intent.batches, parents);
      return {
        deployed,
        parents,
        arranged,
        findings: await findStandings(parts, connection, arranged, stop),
      };
    },
  );
  const skipped = await askSkipped(found.findings.standings);
  if (skipped === undefined) return undefined;
  const planned = planBatches(found.arranged, {
    parents: found.parents,
    hashOf: sha256,
    ...(batchSize !== undefined && { batchSize }),
    skippedOf: (batchId) => skipped.get(batchId) ?? [],
  });
  if (planned.batches.length === 0)
    throw new Error(vscode.l10n.t('Nothing is redriven: all records are left out.'));
  const skippedCount = [...skipped.values()].reduce((sum, { length }) => sum + length, 0);
  const onFailure = await confirmRedrive(parts, intent, planned, {
    findings: found.findings,
    skippedCount,
    version: found.deployed.version,
  });
  if (onFailure === undefined) return undefined;
  const name = functionLabel(functionArn);
  await parts.connections.permitChange(
    connection,
    vscode.l10n.t('Send {0} to function {1}', countedRecords(planned.records), name),
    [name, ...new Set(intent.batches.map(({ streamArn = '' }) => tableOf({ streamArn })))],
  );
  return {
    id: parts.replay.newUuid(),
    connectionId: connection.id,
    connectionName: connection.name,
    folder: folder.uri.fsPath,
    functionArn,
    timeoutInSeconds: found.deployed.timeoutInSeconds,
    reportBatchItemFailures:
      trigger?.document.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? trigger === undefined,
    ...(batchSize !== undefined && { batchSize }),
    concurrency: redriveConcurrency(),
    onFailure,
    batches: planned.batches,
  };
}
