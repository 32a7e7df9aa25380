/** The document that shows which records make a handler fail, as Markdown that reads well as it stands. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { plainItem } from '../../engine/events/plain-json';
import { recordText } from '../../engine/events/record-summary';
import { REPORTED_ITEMS } from '../../failed-batches/poison/handler-probe';
import type { PoisonSet } from '../../failed-batches/poison/poison-search';
import type { ProbeFailure } from '../../failed-batches/poison/probe';
import { changedAttributes } from './poison-changes';
import type { PoisonFinding } from './poison-finding';
import { handlerName, recordsOfSet } from './poison-finding';
import { dependenceSentences, restSentence, searchSentences, verdictSentence } from './poison-sentences';

export interface PoisonReport {
  readonly text: string;
  /** Line, from 0, of the heading of each set. */
  readonly setLines: readonly number[];
}

/** Named of a part that was not searched to its end. */
const MOST_NAMED = 20;

export function poisonReport(finding: PoisonFinding): PoisonReport {
  const { search, target } = finding;
  const { sets, rest } = search;
  const lines = [
    `# ${vscode.l10n.t('Poison records of {0}', handlerName(finding))}`,
    '',
    verdictSentence(finding),
    '',
    ...target.about,
    vscode.l10n.t('Captured batch: {0}', path.basename(target.captureFile)),
    ...searchSentences(finding),
    ...(sets.length === 0 ? [] : [restSentence(finding, rest)]),
    ...(sets.length === 0 ? restDetails(finding) : []),
  ];
  const setLines: number[] = [];
  for (const [number, set] of sets.entries()) {
    lines.push('');
    setLines.push(lines.length);
    lines.push(...setBlock(finding, set, number + 1));
  }
  return { text: `${lines.join('\n')}\n`, setLines };
}

function setBlock(finding: PoisonFinding, set: PoisonSet, number: number): readonly string[] {
  const records = recordsOfSet(finding, set);
  const names = records.map(({ record }) => recordText(record.record)).join(', ');
  const total = finding.batch?.records.length ?? 0;
  return [
    `## ${String(number)}. ${names}`,
    '',
    ...dependenceSentences(set),
    ...failureBlock(set.failure),
    ...records.flatMap(({ index, record }) => recordBlock(record, index, total)),
  ];
}

function failureBlock({ stackTrace, printed, ...failure }: ProbeFailure): readonly string[] {
  const frames = stackTrace.flatMap((entry) => entry.split('\n')).filter((line) => /^\s*at /.test(line));
  const wanted = frames.length === 0 || failure.errorType === REPORTED_ITEMS ? printed.trimEnd() : '';
  return [
    ...`${failure.errorType}: ${failure.errorMessage}`.split('\n'),
    ...(frames.length === 0 ? [] : ['', ...frames.map((line) => `    ${line.trim()}`)]),
    ...(wanted === ''
      ? []
      : ['', vscode.l10n.t('The end of what the handler printed:'), '', ...indented(wanted)]),
  ];
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `    ${line}`);
}

function recordBlock(encoded: EncodedRecord, index: number, total: number): readonly string[] {
  const { record } = encoded;
  const { Keys, OldImage, NewImage, SequenceNumber } = record.dynamodb;
  const changed = changedAttributes(OldImage, NewImage);
  return [
    '',
    `### ${vscode.l10n.t('Record {0} of {1}: {2}', index + 1, total, recordText(record))}`,
    '',
    vscode.l10n.t('Sequence number: {0}', SequenceNumber),
    vscode.l10n.t('Key: {0}', JSON.stringify(plainItem(Keys))),
    ...(changed.length === 0 ? [] : [vscode.l10n.t('Changed: {0}', changed.join(', '))]),
    ...(OldImage === undefined ? [] : imageBlock(vscode.l10n.t('Old image'), plainItem(OldImage))),
    ...(NewImage === undefined ? [] : imageBlock(vscode.l10n.t('New image'), plainItem(NewImage))),
    ...(OldImage === undefined && NewImage === undefined
      ? ['', vscode.l10n.t('The record has no image: the view type of its stream leaves them out.')]
      : []),
  ];
}

function imageBlock(title: string, image: unknown): readonly string[] {
  return ['', `${title}:`, '', '```json', ...JSON.stringify(image, null, 2).split('\n'), '```'];
}

/** Where no set was found: the error all the same, and what is known of the place. */
function restDetails({ search, batch }: PoisonFinding): readonly string[] {
  const { rest } = search;
  if (rest.kind === 'passes') return [];
  if (rest.kind !== 'ranOut' && rest.kind !== 'stopped') return ['', ...failureBlock(rest.failure)];
  if (rest.smallest === undefined) return [];
  const { indexes, failure } = rest.smallest;
  const named = indexes.slice(-MOST_NAMED).flatMap((index) => {
    const record = batch?.records[index]?.record;
    return record === undefined ? [] : [`- ${recordText(record)} (${record.dynamodb.SequenceNumber})`];
  });
  const last =
    named.length === indexes.length
      ? vscode.l10n.t('The records of that part:')
      : vscode.l10n.t('The last {0} records of that part:', named.length);
  return ['', ...failureBlock(failure), '', last, '', ...named];
}
