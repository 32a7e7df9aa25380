/** Runs redrives in this window: journal, progress, report, and what the view shows no more. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { JournalEntry } from '../../failed-batches/redrive/journal-entry';
import type { OpenJournal } from '../../failed-batches/redrive/redrive-journals';
import type { PlannedBatch, RedrivePlan } from '../../failed-batches/redrive/redrive-plan';
import { RedriveProgress } from '../../failed-batches/redrive/redrive-progress';
import type { RedriveReport } from '../../failed-batches/redrive/redrive-report';
import { reportOf } from '../../failed-batches/redrive/redrive-report';
import type { RedriveParts } from '../../failed-batches/redrive/redrive-run';
import { runRedrive } from '../../failed-batches/redrive/run-redrive';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { commandIds } from '../contributions';
import type { NotificationAction } from '../notifications';
import { showError, showInformation, withProgress } from '../notifications';
import { capturesFolder, keepCapturesOutOfGit } from '../settings';
import { functionLabel } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';
import { redriveQuestions } from './redrive-questions';
import { recordsByShard, sha256 } from './redrive-records';
import { runningElsewhere } from './redrive-refusals';
import { redriveReportText, summarySentence } from './redrive-report-text';
import type { RedriveStorage } from './redrive-storage';

/** What is loaded for a redrive that runs is not stopped half-way: its invocation is. */
const unstopped = new AbortController().signal;

export class RedriveRunner {
  constructor(
    private readonly parts: FailedBatchParts,
    private readonly storage: RedriveStorage,
  ) {}

  /** @throws CaptureError when the journal can't be written: then nothing more is sent */
  async begin(plan: RedrivePlan, connection: AwsConnection): Promise<void> {
    const journal = await this.storage.journals.create(plan, this.parts.clock.now());
    try {
      await this.refuseTwice(plan);
    } catch (error) {
      await journal.close();
      await this.storage.journals.remove(plan.id);
      throw error;
    }
    await this.run(journal, connection, journal.entries, { timeoutInSeconds: plan.timeoutInSeconds });
  }

  /** @throws as `begin`; also while another window works at it */
  async resume(id: string, connection: AwsConnection): Promise<void> {
    const journal = await this.storage.journals.open(id);
    const { functionArn } = journal.plan;
    let timeoutInSeconds: number;
    try {
      // It may have been mended by giving it more time.
      ({ timeoutInSeconds } = await withProgress(
        vscode.l10n.t('Reading function {0}', functionLabel(functionArn)),
        (stop) => this.parts.deployed.describe(connection, functionArn, stop),
      ));
    } catch (error) {
      await journal.close();
      throw error;
    }
    const resumed: JournalEntry = { type: 'resumed', atMs: this.parts.clock.now() };
    await this.run(journal, connection, [...journal.entries, resumed], { timeoutInSeconds, first: resumed });
  }

  /** Two windows, or two clicks, may have got here with the same batch. @throws an error for people */
  private async refuseTwice({ id, batches }: RedrivePlan): Promise<void> {
    const ids = new Set(batches.map((batch) => batch.id));
    for (const { plan, isRunning } of await this.storage.journals.list())
      if (isRunning && plan.id !== id && plan.batches.some((batch) => ids.has(batch.id)))
        throw runningElsewhere(plan.functionArn);
  }

  private async run(
    journal: OpenJournal,
    connection: AwsConnection,
    earlier: readonly JournalEntry[],
    { timeoutInSeconds, first }: { readonly timeoutInSeconds: number; readonly first?: JournalEntry },
  ): Promise<void> {
    const { plan } = journal;
    const entries = [...earlier];
    const progress = new RedriveProgress(plan, entries);
    const name = functionLabel(plan.functionArn);
    try {
      if (first !== undefined) await journal.append(first);
      await withProgress(vscode.l10n.t('Redriving to function {0}', name), async (stop, say) => {
        const redriveParts = this.partsOf(journal, connection, timeoutInSeconds, (entry) => {
          entries.push(entry);
          this.observe(plan, progress, entry, say);
        });
        await runRedrive(redriveParts, progress, stop);
      });
    } finally {
      await journal.close();
    }
    await this.tell(plan, reportOf(plan, entries), progress);
  }

  private partsOf(
    journal: OpenJournal,
    connection: AwsConnection,
    timeoutInSeconds: number,
    observe: (entry: JournalEntry) => void,
  ): RedriveParts {
    const { clock, deployed, queues, buckets, log } = this.parts;
    return {
      connection,
      clock,
      functions: {
        invoke: (on, functionArn, event, _planned, stop) =>
          deployed.invoke(on, functionArn, event, timeoutInSeconds, stop),
      },
      queues,
      buckets,
      journal,
      questions: redriveQuestions(functionLabel(journal.plan.functionArn)),
      loadRecords: (batch) => this.loadRecords(batch),
      hashOf: sha256,
      observe,
      warn: (sentence) => log.warn(sentence),
    };
  }

  private async loadRecords({ captureFile, shardId, failed }: PlannedBatch) {
    const shards = await recordsByShard(this.parts.replay, captureFile, unstopped);
    // A failed batch is of one shard, whatever its capture calls it.
    const own = failed === undefined ? shards.filter((shard) => shard.shardId === shardId) : shards;
    return own.flatMap(({ records }) => records);
  }

  private observe(
    plan: RedrivePlan,
    progress: RedriveProgress,
    entry: JournalEntry,
    say: (message: string) => void,
  ): void {
    const { log, failures } = this.parts;
    if (entry.type === 'left') log.warn(`${entry.batchId}: ${entry.reason}`);
    if (entry.type === 'answered')
      log.info(
        `${entry.batchId}: ${entry.answer.outcome} ${entry.answer.requestId ?? ''}, ${entry.verdict.kind}`,
      );
    if (!('batchId' in entry)) return;
    const batch = plan.batches.find(({ id }) => id === entry.batchId);
    const { failed } = batch ?? {};
    if (batch !== undefined && failed !== undefined && progress.isSettled(batch))
      for (const { at } of batch.documents) failures.remove({ batch: failed, at });
    const settled = plan.batches.filter((one) => progress.isSettled(one)).length;
    const records = plan.batches.reduce((sum, { id }) => sum + progress.of(id).position, 0);
    const soFar = vscode.l10n.t('{0} of {1} batches, {2} records', settled, plan.batches.length, records);
    const isThrottled = entry.type === 'answered' && entry.verdict.kind === 'throttled';
    say(isThrottled ? vscode.l10n.t('{0}. Lambda throttles the function; waiting', soFar) : soFar);
  }

  private async tell(plan: RedrivePlan, report: RedriveReport, progress: RedriveProgress): Promise<void> {
    const show = await this.reportAction(plan, report);
    const name = functionLabel(plan.functionArn);
    const summary = summarySentence(report);
    const left = report.batches.filter(({ outcome }) => outcome !== 'settled');
    if (left.length === 0) {
      showInformation(vscode.l10n.t('Redriven to function {0}. {1}', name, summary), ...show);
      return;
    }
    const trouble = left.find(({ outcome }) => outcome !== 'notBegun')?.trouble ?? left[0]?.trouble ?? '';
    const resume: NotificationAction = {
      label: vscode.l10n.t('Resume Redrive'),
      run: () => vscode.commands.executeCommand(commandIds.resumeRedrive, plan.id),
    };
    showError(
      new Error(vscode.l10n.t('Not all was redriven to function {0}. {1} {2}', name, summary, trouble)),
      ...show,
      ...(progress.isUnfinished ? [resume] : []),
    );
  }

  /** What was done is told also where no report of it can be written. */
  private async reportAction(
    plan: RedrivePlan,
    report: RedriveReport,
  ): Promise<readonly NotificationAction[]> {
    try {
      const file = await this.saveReport(plan, report);
      const open = () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
      return [{ label: vscode.l10n.t('Show Report'), run: open }];
    } catch (error) {
      showError(error);
      return [];
    }
  }

  private async saveReport(plan: RedrivePlan, report: RedriveReport): Promise<string> {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === plan.folder);
    // Beside the captures and not among them.
    const captures =
      folder === undefined ? path.join(plan.folder, '.stream-triggers', 'captures') : capturesFolder(folder);
    const kept = {
      path: path.join(captures, '..', 'redrives'),
      keepOutOfGit: folder === undefined || keepCapturesOutOfGit(folder),
    };
    const time = new Date(report.beganMs).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
    const name = functionLabel(plan.functionArn).replace(/[^a-zA-Z0-9_-]/g, '-');
    return this.storage.saveReport(kept, `redrive-${name}-${time}`, {
      markdown: redriveReportText(report),
      json: `${JSON.stringify(report, undefined, 2)}\n`,
    });
  }
}
