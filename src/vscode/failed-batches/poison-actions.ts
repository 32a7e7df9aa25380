/** From records that make the handler fail to the debugger, and to what their change did to the item. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import { keyText } from '../../engine/events/record-summary';
import { pick } from '../commands/stepwise-questions';
import type { RecordSelection } from '../debug/attribute-reader';
import { capturesFolder, keepCapturesOutOfGit } from '../settings';
import type { FailedBatchParts } from './failed-batch-parts';
import type { PoisonFinding } from './poison-finding';
import { recordsOfSet } from './poison-finding';
import { hasBreakpointNear } from './replay-entry';

/**
 * Starts a session with the records of a set and no other, which stops at the user's breakpoints, or where the handler
 * begins if there are none. Records that do not stand side by side become a capture of their own.
 */
export async function debugSet(parts: FailedBatchParts, finding: PoisonFinding, set: number): Promise<void> {
  const { target, launch } = finding;
  const { folder } = target;
  const taskRoot = path.resolve(folder.uri.fsPath, launch.cwd);
  const stopOnEntry = launch.stopOnEntry || !hasBreakpointNear({ handler: launch.handler, taskRoot });
  const records = selectionOf(finding, set);
  const captureFile = records === undefined ? await savedApart(parts, finding, set) : target.captureFile;
  // The records of a set come in one batch, whatever the configuration and its trigger make of them.
  const together = { batchSize: mappingLimits.batchSize.most, parallelizationFactor: 1, stopOn: undefined };
  await parts.startReplay.startFrom(
    { ...target.configuration, ...together, stopOnEntry },
    { folder, captureFile, noDebug: false, ...(records && { records }) },
  );
}

/** Old and new image of the set's record; of several, of the one that is chosen. */
export async function compareImages(
  { records: { documents } }: FailedBatchParts,
  finding: PoisonFinding,
  set: number,
  { isBeside = false }: { readonly isBeside?: boolean } = {},
): Promise<void> {
  const comparable = recordsOf(finding, set).filter(({ dynamodb: { OldImage, NewImage } }) =>
    isBeside ? OldImage !== undefined && NewImage !== undefined : (OldImage ?? NewImage) !== undefined,
  );
  const record = isBeside ? comparable.at(-1) : await chosen(comparable);
  if (record === undefined) return;
  const { eventName, dynamodb } = record;
  const place = `${finding.target.captureFile}#${finding.batch?.shardId ?? ''}#${dynamodb.SequenceNumber}`;
  const shown = { place, eventName, keyText: keyText(record) };
  await documents.showChange(shown, dynamodb, isBeside, isBeside ? vscode.ViewColumn.Beside : undefined);
}

async function chosen(records: readonly StreamRecord[]): Promise<StreamRecord | undefined> {
  if (records.length <= 1) return records[0];
  const items = records.map((record) => ({
    label: `${record.eventName} ${keyText(record)}`,
    description: record.dynamodb.SequenceNumber,
    record,
  }));
  const asked = await pick(
    { title: vscode.l10n.t('Compare Old and New Image'), step: 1, totalSteps: 1 },
    { placeholder: vscode.l10n.t('Of which record?'), items },
  );
  return asked === undefined || asked === 'back' ? undefined : asked.answer.record;
}

/** @returns undefined where other records stand between them */
function selectionOf({ batch, search }: PoisonFinding, set: number): RecordSelection | undefined {
  const indexes = search.sets[set]?.indexes ?? [];
  const positions = indexes.flatMap((index) => batch?.positions.slice(index, index + 1) ?? []);
  const [from] = positions;
  const last = positions.at(-1);
  if (batch === undefined || from === undefined || last === undefined) return undefined;
  const count = positions.length;
  return last - from + 1 === count ? { shardId: batch.shardId, from, count } : undefined;
}

function savedApart({ records }: FailedBatchParts, finding: PoisonFinding, set: number): Promise<string> {
  const { folder } = finding.target;
  const [first, ...others] = recordsOf(finding, set);
  if (first === undefined) throw new Error(vscode.l10n.t('There is no such record any more.'));
  return records.saveCapture(capturesFolder(folder), [first, ...others], keepCapturesOutOfGit(folder));
}

function recordsOf(finding: PoisonFinding, set: number): readonly StreamRecord[] {
  const found = finding.search.sets[set];
  return found === undefined ? [] : recordsOfSet(finding, found).map(({ record }) => record.record);
}
