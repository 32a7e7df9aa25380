/** The one question before a redrive: what is sent where, in how many invocations, and what becomes of the documents. */
import * as vscode from 'vscode';
import type { PlannedBatches } from '../../failed-batches/redrive/plan-batches';
import type { RedrivePlan } from '../../failed-batches/redrive/redrive-plan';
import { ServiceError } from '../../triggers/ports/service-error';
import { ask, withProgress } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';
import { countedBatches, countedInvocations, countedRecords } from './counted';
import type { FailedBatchParts } from './failed-batch-parts';
import type { OrderFindings } from './redrive-order';
import { countUnknown } from './redrive-order';
import type { RedriveIntent } from './redrive-intent';
import { treatmentSentences } from './redrive-treatment';

export interface ConfirmedFacts {
  readonly findings: OrderFindings;
  readonly skippedCount: number;
  /** Of the function, that the alias stands for. */
  readonly version: string;
}

/** @returns what a failure does to the others; undefined when the user says no */
export async function confirmRedrive(
  parts: FailedBatchParts,
  intent: RedriveIntent,
  planned: PlannedBatches,
  facts: ConfirmedFacts,
): Promise<RedrivePlan['onFailure'] | undefined> {
  const name = functionLabel(intent.target.functionArn);
  const { records, invocations, batches } = planned;
  const details = [
    placeSentence(intent, facts.version),
    vscode.l10n.t('What fails is not sent again by itself: it stays where it is.'),
    ...treatmentSentences(batches.flatMap(({ documents }) => documents)),
    ...(await queueSentences(parts, intent, planned)),
    ...orderSentences(facts),
    ...intent.remarks,
  ];
  const redrive = vscode.l10n.t('Redrive');
  const stopAtFirst = vscode.l10n.t('Redrive, Stop at First Failure');
  const collect = vscode.l10n.t('Redrive, Go On After Failures');
  const chosen = await ask(
    batches.length === 1
      ? vscode.l10n.t(
          'Send {0} to function {1} in {2}?',
          countedRecords(records),
          name,
          countedInvocations(invocations),
        )
      : vscode.l10n.t(
          'Send {0} of {1} to function {2} in {3}?',
          countedRecords(records),
          countedBatches(batches.length),
          name,
          countedInvocations(invocations),
        ),
    details.join('\n\n'),
    ...(batches.length === 1 ? [redrive] : [stopAtFirst, collect]),
  );
  if (chosen === undefined) return undefined;
  return chosen === collect ? 'collect' : 'stop';
}

function placeSentence({ target }: RedriveIntent, version: string): string {
  const { connection, accountId, region, functionArn } = target;
  const place = [
    accountId ?? vscode.l10n.t('unknown'),
    region ?? vscode.l10n.t('unknown'),
    connection.name,
    version,
  ];
  const alias = aliasOf(functionArn);
  return alias === undefined
    ? vscode.l10n.t('Account {0}, region {1}, connection "{2}", version {3} of the function.', ...place)
    : vscode.l10n.t(
        'Account {0}, region {1}, connection "{2}", alias "{4}" of the function: version {3}, or whichever it routes an invocation to; the report names it.',
        ...place,
        alias,
      );
}

/** An alias may route some invocations to a second version, of which the function's configuration says nothing. */
function aliasOf(functionArn: string): string | undefined {
  const qualifier = functionArn.split(':')[7];
  return qualifier === undefined || /^(\d+|\$LATEST)$/.test(qualifier) ? undefined : qualifier;
}

/** Each look for a message counts towards a dead-letter queue. */
async function queueSentences(
  { queues, log }: FailedBatchParts,
  { target }: RedriveIntent,
  { batches }: PlannedBatches,
): Promise<readonly string[]> {
  const queueArns = new Set(
    batches.flatMap(({ documents }) =>
      documents.flatMap(({ at }) => (at.kind === 'queue' ? at.queueArn : [])),
    ),
  );
  const sentences: string[] = [];
  for (const queueArn of queueArns) {
    const name = queueArn.replace(/^.*:/, '');
    try {
      const title = vscode.l10n.t('Reading queue {0}', name);
      const state = await withProgress(title, (stop) => queues.describe(target.connection, queueArn, stop));
      if (state.redrivePolicy === undefined) continue;
      sentences.push(
        vscode.l10n.t(
          'Messages of queue {0} are received to be deleted, others while theirs is looked for as well: after {1} receives SQS moves one to {2}.',
          name,
          state.redrivePolicy.maxReceiveCount,
          state.redrivePolicy.deadLetterTargetArn.replace(/^.*:/, ''),
        ),
      );
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind === 'credentials') throw error;
      log.warn(error.message);
    }
  }
  return sentences;
}

function orderSentences({ findings, skippedCount }: ConfirmedFacts): readonly string[] {
  const unknown = countUnknown(findings);
  return [
    ...(skippedCount === 0
      ? []
      : [vscode.l10n.t('Left out, and kept in the captures: {0}.', countedRecords(skippedCount))]),
    ...(unknown === 0
      ? []
      : [
          vscode.l10n.t(
            'Nobody can tell whether these are over, as the stream’s view type leaves the new image out: {0}.',
            countedRecords(unknown),
          ),
        ]),
    ...(findings.trouble === undefined
      ? []
      : [
          vscode.l10n.t(
            'Whether records are over could not be found out, so that an old state may be written over a newer one. {0}',
            findings.trouble,
          ),
        ]),
  ];
}
