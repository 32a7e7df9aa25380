/** The report of a redrive as Markdown that reads well as it stands. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { markdownText } from '../../failed-batches/redrive/markdown-text';
import type {
  RedriveReport,
  ReportedBatch,
  ReportedDocument,
  ReportedInvocation,
} from '../../failed-batches/redrive/redrive-report';
import { countedRecords } from './counted';

export function redriveReportText(report: RedriveReport): string {
  const lines = [
    `# ${vscode.l10n.t('Redrive to {0}', markdownText(report.functionArn))}`,
    '',
    vscode.l10n.t('Connection: {0}', markdownText(report.connectionName)),
    vscode.l10n.t('Began: {0}', timeOf(report.beganMs)),
    report.endedMs === undefined
      ? vscode.l10n.t('Not ended: "Resume Redrive" goes on with it.')
      : vscode.l10n.t('Ended: {0}', timeOf(report.endedMs)),
    '',
    ...summaryLines(report),
    ...report.batches.flatMap(batchLines),
  ];
  return `${lines.join('\n')}\n`;
}

/** For example `3 of 4 batches, 250 of 300 records succeeded.` */
export function summarySentence({ batches }: RedriveReport): string {
  const succeeded = batches.filter(({ outcome }) => outcome === 'settled' || outcome === 'documentLeft');
  return vscode.l10n.t(
    '{0} of {1} records in {2} of {3} batches have succeeded.',
    sum(batches.map((batch) => batch.succeeded)),
    sum(batches.map(({ records }) => records)),
    succeeded.length,
    batches.length,
  );
}

function summaryLines(report: RedriveReport): readonly string[] {
  const skipped = sum(report.batches.map((batch) => batch.skipped.length));
  return [
    summarySentence(report),
    ...(skipped === 0 ? [] : [vscode.l10n.t('Left out: {0}.', countedRecords(skipped))]),
  ];
}

function batchLines(batch: ReportedBatch): readonly string[] {
  const { shardId, startSequenceNumber, endSequenceNumber, captureFile, trouble } = batch;
  return [
    '',
    `## ${outcomeText(batch)}: ${markdownText(shardId)}, ${startSequenceNumber} – ${endSequenceNumber}`,
    '',
    vscode.l10n.t('{0} of {1} records have succeeded.', batch.succeeded, batch.records),
    ...(trouble === undefined ? [] : [vscode.l10n.t('Why: {0}', markdownText(trouble))]),
    ...goingOn(batch),
    vscode.l10n.t('Captured batch: {0}', markdownText(path.basename(captureFile))),
    ...batch.documents.map(documentLine),
    ...(batch.invocations.length === 0 ? [] : ['', ...invocationTable(batch.invocations)]),
    ...(batch.skipped.length === 0
      ? []
      : [
          '',
          vscode.l10n.t('Left out:'),
          '',
          ...batch.skipped.map(
            ({ sequenceNumber, reason }) => `- ${sequenceNumber}: ${markdownText(reason)}`,
          ),
        ]),
  ];
}

function outcomeText({ outcome }: ReportedBatch): string {
  switch (outcome) {
    case 'settled':
      return vscode.l10n.t('Succeeded');
    case 'documentLeft':
      return vscode.l10n.t('Succeeded, its document is still there');
    case 'unknown':
      return vscode.l10n.t('May have run');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'notBegun':
      return vscode.l10n.t('Not sent');
  }
}

/** Nothing is sent twice by itself: whoever reads the report decides. */
function goingOn({ outcome, succeeded, records }: ReportedBatch): readonly string[] {
  switch (outcome) {
    case 'settled':
    case 'notBegun':
      return [];
    case 'documentLeft':
      return [
        vscode.l10n.t('How to go on: "Resume Redrive" deals with the document, and sends nothing again.'),
      ];
    case 'unknown':
      return [
        vscode.l10n.t(
          'How to go on: look into the function’s log. "Resume Redrive" asks whether these records are sent again.',
        ),
      ];
    case 'failed':
      return [
        succeeded === 0
          ? vscode.l10n.t(
              'How to go on: it is not sent again by itself. Mend the function, then redrive it again.',
            )
          : vscode.l10n.t(
              'How to go on: it is not sent again by itself. Mend the function, then "Resume Redrive" goes on with record {0} of {1}.',
              succeeded + 1,
              records,
            ),
      ];
  }
}

function documentLine({ at, treatment, settled }: ReportedDocument): string {
  if (at.kind === 'text' || at.kind === 'stuckTrigger') return vscode.l10n.t('Document: from a text');
  const place = markdownText(
    at.kind === 'queue' ? `${at.queueArn} ${at.messageId}` : `${at.bucketArn}/${at.key}`,
  );
  if (settled === undefined) return vscode.l10n.t('Document: {0}, still there', place);
  if (settled === 'gone') return vscode.l10n.t('Document: {0}, was gone already', place);
  switch (treatment.kind) {
    case 'delete':
      return vscode.l10n.t('Document: {0}, deleted', place);
    case 'mark':
      return vscode.l10n.t('Document: {0}, marked', place);
    case 'move':
      return vscode.l10n.t('Document: {0}, moved to {1}', place, markdownText(treatment.to));
    case 'keep':
      return vscode.l10n.t('Document: {0}, left as it is', place);
  }
}

function invocationTable(invocations: readonly ReportedInvocation[]): readonly string[] {
  const heads = [
    vscode.l10n.t('Sent'),
    vscode.l10n.t('Records'),
    vscode.l10n.t('Answer'),
    vscode.l10n.t('Version'),
    vscode.l10n.t('Request'),
    vscode.l10n.t('Milliseconds'),
  ];
  return [
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => '---').join('|')}|`,
    ...invocations.map(
      ({ atMs, firstRecord, lastRecord, answer, verdict, decision }) =>
        `| ${[
          timeOf(atMs),
          `${firstRecord}–${lastRecord}`,
          markdownText(answerText(verdict, decision)),
          markdownText(answer?.executedVersion ?? ''),
          markdownText(answer?.requestId ?? ''),
          String(answer?.durationMs ?? ''),
        ].join(' | ')} |`,
    ),
  ];
}

function answerText(
  verdict: ReportedInvocation['verdict'],
  decision: ReportedInvocation['decision'],
): string {
  const decided =
    decision === undefined
      ? ''
      : ` (${decision === 'done' ? vscode.l10n.t('counted as done') : vscode.l10n.t('sent again')})`;
  if (verdict === undefined) return `${vscode.l10n.t('unknown: interrupted')}${decided}`;
  switch (verdict.kind) {
    case 'succeeded':
      return [vscode.l10n.t('succeeded'), verdict.note].filter(Boolean).join(': ');
    case 'partial':
      return vscode.l10n.t('the first {0} succeeded', verdict.succeeded);
    case 'unknown':
      return `${vscode.l10n.t('unknown: {0}', verdict.reason)}${decided}`;
    default:
      return verdict.reason;
  }
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
