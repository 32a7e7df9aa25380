/** Redrives that were interrupted, or that know what a new one would not: offered once after the start, and before the same batch is begun anew. */
import * as vscode from 'vscode';
import type { StoredRedrive } from '../../failed-batches/redrive/redrive-journals';
import { RedriveProgress } from '../../failed-batches/redrive/redrive-progress';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { commandIds } from '../contributions';
import { ask, showInformation } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';
import { countedBatches } from './counted';
import type { FailedBatchParts } from './failed-batch-parts';
import { runningElsewhere } from './redrive-refusals';
import type { RedriveRunner } from './redrive-runner';
import type { RedriveStorage } from './redrive-storage';

/** @throws CaptureError */
async function unfinishedRedrives({ journals }: RedriveStorage): Promise<readonly StoredRedrive[]> {
  return (await journals.list()).filter(
    ({ plan, entries, isRunning }) => !isRunning && new RedriveProgress(plan, entries).isUnfinished,
  );
}

/** Once after the window's start. @throws CaptureError */
export async function offerUnfinished(storage: RedriveStorage): Promise<void> {
  const [first, ...others] = await unfinishedRedrives(storage);
  if (first === undefined) return;
  const resume = {
    label: vscode.l10n.t('Resume Redrive'),
    run: () => vscode.commands.executeCommand(commandIds.resumeRedrive),
  };
  const name = functionLabel(first.plan.functionArn);
  showInformation(
    others.length === 0
      ? vscode.l10n.t('The redrive to function {0} was interrupted: {1}', name, progressText(first))
      : vscode.l10n.t('{0} redrives were interrupted.', others.length + 1),
    resume,
  );
}

/** @param argument an id, or anything: then the user chooses. @returns undefined when the user has gone away */
export async function chooseUnfinished(
  storage: RedriveStorage,
  argument: unknown,
): Promise<StoredRedrive | undefined> {
  const found = await unfinishedRedrives(storage);
  const named = found.find(({ plan }) => plan.id === argument);
  if (named !== undefined) return named;
  if (found.length === 0) {
    showInformation(vscode.l10n.t('No redrive was interrupted.'));
    return undefined;
  }
  if (found.length === 1) return found[0];
  const items = found.map((stored) => ({
    label: functionLabel(stored.plan.functionArn),
    description: new Date(stored.entries[0]?.atMs ?? 0).toLocaleString(),
    detail: progressText(stored),
    stored,
  }));
  const title = vscode.l10n.t('Which redrive shall be gone on with?');
  return (await vscode.window.showQuickPick(items, { title }))?.stored;
}

/** @throws an error for people where its connection is gone */
function connectionOf({ connections }: FailedBatchParts, { plan }: StoredRedrive): AwsConnection {
  const connection = connections.connections.find(({ id }) => id === plan.connectionId);
  if (connection !== undefined) return connection;
  throw new Error(
    vscode.l10n.t(
      'The redrive to function {0} can’t be gone on with: there is no connection "{1}" any more as it was then. Add it again with the same profile, region and endpoint.',
      functionLabel(plan.functionArn),
      plan.connectionName,
    ),
  );
}

/**
 * Before a batch is sent from anew: an earlier redrive may know what of it has succeeded.
 *
 * @returns whether it is to be begun anew
 * @throws an error for people while another window works at it; as `RedriveRunner.resume`
 */
export async function mayBeginAnew(
  parts: FailedBatchParts,
  storage: RedriveStorage,
  runner: RedriveRunner,
  batchIds: ReadonlySet<string>,
): Promise<boolean> {
  const all = await storage.journals.list();
  const open = all.filter(({ plan, entries }) => {
    const progress = new RedriveProgress(plan, entries);
    const isSame = plan.batches.some((batch) => batchIds.has(batch.id) && !progress.isSettled(batch));
    return isSame && progress.isUnfinished;
  });
  const running = open.find(({ isRunning }) => isRunning);
  if (running !== undefined) throw runningElsewhere(running.plan.functionArn);
  for (const earlier of open)
    if (!(await mayForget(parts, storage, runner, { earlier, batchIds }))) return false;
  return true;
}

/** Goes on with it, forgets it or leaves it. @returns whether it is forgotten */
async function mayForget(
  parts: FailedBatchParts,
  { journals }: RedriveStorage,
  runner: RedriveRunner,
  { earlier, batchIds }: { readonly earlier: StoredRedrive; readonly batchIds: ReadonlySet<string> },
): Promise<boolean> {
  const resume = vscode.l10n.t('Resume Redrive');
  const anew = vscode.l10n.t('Forget It and Begin Anew');
  const chosen = await ask(
    vscode.l10n.t(
      'An earlier redrive to function {0} was not finished.',
      functionLabel(earlier.plan.functionArn),
    ),
    [
      progressText(earlier),
      vscode.l10n.t('Resumed, it does not repeat what has succeeded. Begun anew, it sends all of it again.'),
      ...forgottenBesides(earlier, batchIds),
    ].join('\n\n'),
    resume,
    anew,
  );
  if (chosen === resume) await resumeStored(parts, runner, earlier);
  if (chosen === anew) await journals.remove(earlier.plan.id);
  return chosen === anew;
}

/** What only that journal knows of other batches is forgotten with it. */
function forgottenBesides(
  { plan, entries }: StoredRedrive,
  batchIds: ReadonlySet<string>,
): readonly string[] {
  const progress = new RedriveProgress(plan, entries);
  const others = plan.batches.filter(
    (batch) => !batchIds.has(batch.id) && !progress.isSettled(batch) && progress.hasBegun(batch.id),
  );
  if (others.length === 0) return [];
  return [
    vscode.l10n.t(
      'Forgotten with it is what has succeeded of others, which would be sent again as well: {0}.',
      countedBatches(others.length),
    ),
  ];
}

/** @throws an error for people; as `RedriveRunner.resume` */
export async function resumeStored(
  parts: FailedBatchParts,
  runner: RedriveRunner,
  stored: StoredRedrive,
): Promise<void> {
  const connection = connectionOf(parts, stored);
  const name = functionLabel(stored.plan.functionArn);
  const what = vscode.l10n.t('Go on with the redrive to function {0}', name);
  await parts.connections.permitChange(connection, what, [name]);
  await runner.resume(stored.plan.id, connection);
}

function progressText({ plan, entries }: StoredRedrive): string {
  const progress = new RedriveProgress(plan, entries);
  const settled = plan.batches.filter((batch) => progress.isSettled(batch)).length;
  const left = plan.batches.filter(
    (batch) => progress.of(batch.id).isDone && !progress.isSettled(batch),
  ).length;
  const unknown = plan.batches.filter(({ id }) => progress.of(id).open !== undefined).length;
  return [
    vscode.l10n.t('{0} of {1} batches are finished.', settled, plan.batches.length),
    ...(left === 0 ? [] : [vscode.l10n.t('Documents still to be dealt with: {0}.', left)]),
    ...(unknown === 0 ? [] : [vscode.l10n.t('Invocations that may have run: {0}.', unknown)]),
  ].join(' ');
}
