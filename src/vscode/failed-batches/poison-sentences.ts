/** What a search for poison records found, in sentences. */
import * as vscode from 'vscode';
import { recordText } from '../../engine/events/record-summary';
import type { PoisonSet, RestOfBatch } from '../../failed-batches/poison/poison-search';
import type { ProbeFailure } from '../../failed-batches/poison/probe';
import { durationText, recordCountText } from '../debug/debug-console';
import type { PoisonFinding } from './poison-finding';
import { handlerName, recordsOfSet } from './poison-finding';

const LONGEST_MESSAGE = 200;

/** The one sentence that counts. */
export function verdictSentence(finding: PoisonFinding): string {
  const { sets, rest } = finding.search;
  const name = handlerName(finding);
  const [first, ...others] = sets;
  if (first === undefined) return restSentence(finding, rest);
  if (others.length > 0)
    return vscode.l10n.t('{0} independent causes in the batch make {1} fail.', sets.length, name);
  const what = recordsOfSet(finding, first).map(({ record }) => recordText(record.record));
  const error = errorText(first.failure);
  switch (first.dependence) {
    case 'alone':
      return vscode.l10n.t('{0} makes {1} fail: {2}', what[0] ?? '', name, error);
    case 'together':
      return vscode.l10n.t('{0} make {1} fail only together: {2}', what.join(', '), name, error);
    case 'order':
      return vscode.l10n.t(
        '{0} make {1} fail only together and in this order: {2}',
        what.join(', '),
        name,
        error,
      );
  }
}

/** The batch and what it cost. */
export function searchSentences(finding: PoisonFinding): readonly string[] {
  const { batch, batches, records, search, tookMs, launch } = finding;
  const preLaunchTask: unknown = finding.target.configuration['preLaunchTask'];
  const cost = vscode.l10n.t('{0} in {1}', runsText(search.runs), durationText(tookMs));
  const size =
    batches === 1
      ? vscode.l10n.t('The batch has {0}; {1}.', recordCountText(records), cost)
      : vscode.l10n.t(
          'Batch {0} of the capture was searched, {1} after {2} that passed; {3}.',
          batches,
          recordCountText(batch?.records.length ?? 0),
          recordCountText(records - (batch?.records.length ?? 0)),
          cost,
        );
  return [
    batch === undefined
      ? vscode.l10n.t('{0} batches with {1} were run; {2}.', batches, recordCountText(records), cost)
      : size,
    processSentence(finding),
    vscode.l10n.t('Handler {0}, a timeout of {1} s.', launch.handler, launch.timeoutInSeconds),
    ...(preLaunchTask !== undefined && !finding.hasBuilt
      ? [
          vscode.l10n.t(
            'The task "{0}" of the launch configuration did not run to a good end: if it builds the handler, run it and search again, or this is about an older build.',
            typeof preLaunchTask === 'string' ? preLaunchTask : JSON.stringify(preLaunchTask),
          ),
        ]
      : []),
  ];
}

function processSentence({ search }: PoisonFinding): string {
  switch (search.processes) {
    case 'fresh':
      return vscode.l10n.t('Each run had a process of its own.');
    case 'warm':
      return isUnfinished(search.rest) && search.sets.length === 0
        ? vscode.l10n.t('The runs shared a warm process.')
        : vscode.l10n.t('The runs shared a warm process; what was found was confirmed in fresh processes.');
    case 'turnedFresh':
      return vscode.l10n.t(
        'In a warm process the same records failed at one time and passed at another: the handler keeps state between invocations, or is flaky. So all was run again with a fresh process for each run.',
      );
  }
}

/** What is said of the batch without the sets; of the batch itself where there are none. */
export function restSentence(finding: PoisonFinding, rest: RestOfBatch): string {
  const { search, batches } = finding;
  const isAll = search.sets.length === 0;
  const name = handlerName(finding);
  switch (rest.kind) {
    case 'passes':
      if (!isAll) return vscode.l10n.t('Without what is listed here the batch passes.');
      return search.processes === 'turnedFresh' || (batches > 1 && search.runs > batches)
        ? vscode.l10n.t(
            'The batch passes in a fresh process, and failed in one that had handled records before: {0} keeps state between invocations, or is flaky.',
            name,
          )
        : vscode.l10n.t(
            'The batch passes here: {0} does not fail. What may differ on AWS: environment variables and permissions, what the handler reads from tables and services, the deployed code, the time, and what the process handled before.',
            name,
          );
    case 'fails':
      return vscode.l10n.t(
        'The rest of the batch fails as well ({0}): correct these first, then search again.',
        errorText(rest.failure),
      );
    case 'notARecord':
      return notARecordSentence(name, rest);
    case 'size':
      return vscode.l10n.t(
        'No single record is to blame: {0} fails with any {1} records or more, and passes with fewer: {2}',
        name,
        rest.count,
        errorText(rest.failure),
      );
    case 'unstable':
      return vscode.l10n.t(
        '{0} is flaky: the same {1} failed in one run and passed in another, so no record is blamed. It may depend on time, chance, the network, or on what it writes outside of its process. It failed with {2}',
        name,
        recordCountText(rest.indexes.length),
        errorText(rest.failure),
      );
    case 'ranOut':
    case 'stopped':
      return unfinishedSentence(rest, runsText(search.runs), isAll);
  }
}

type UnfinishedRest = Extract<RestOfBatch, { readonly kind: 'ranOut' | 'stopped' }>;

function isUnfinished(rest: RestOfBatch): rest is UnfinishedRest {
  return rest.kind === 'ranOut' || rest.kind === 'stopped';
}

function unfinishedSentence({ kind, smallest }: UnfinishedRest, runs: string, isAll: boolean): string {
  const ended =
    kind === 'ranOut'
      ? vscode.l10n.t('The search ended after {0}.', runs)
      : vscode.l10n.t('The search was cancelled after {0}.', runs);
  if (!isAll) return [ended, vscode.l10n.t('The rest of the batch was not searched to its end.')].join(' ');
  if (smallest === undefined) return [ended, vscode.l10n.t('There is no result.')].join(' ');
  const part = vscode.l10n.t(
    'The smallest part of the batch that is known to fail has {0}: {1}',
    recordCountText(smallest.indexes.length),
    errorText(smallest.failure),
  );
  return [ended, part].join(' ');
}

function runsText(runs: number): string {
  return runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', runs);
}

function notARecordSentence(
  name: string,
  { cause, failure, triedAlone }: Extract<RestOfBatch, { readonly kind: 'notARecord' }>,
): string {
  const error = errorText(failure);
  switch (cause) {
    case 'init':
      return vscode.l10n.t('No record is to blame: {0} can not be loaded: {1}', name, error);
    case 'noRecords':
      return vscode.l10n.t(
        'No record is to blame: {0} fails in the same way without any record: {1}',
        name,
        error,
      );
    case 'everyRecord':
      return vscode.l10n.t(
        'It is no single record: {0} fails for each of the {1} records that were tried alone, spread over the batch: {2}',
        name,
        triedAlone,
        error,
      );
  }
}

/** How the records of a set depend on each other; nothing for one record. */
export function dependenceSentences({
  dependence,
  acrossInvocations,
  indexes,
}: PoisonSet): readonly string[] {
  if (dependence === 'alone') return [];
  const order =
    dependence === 'order'
      ? vscode.l10n.t(
          'These {0} records fail only in this order; without any one of them this failure is gone.',
          indexes.length,
        )
      : vscode.l10n.t(
          'These {0} records fail only together; without any one of them this failure is gone.',
          indexes.length,
        );
  if (!acrossInvocations) return [order];
  return [
    order,
    vscode.l10n.t(
      'The last one fails as well when each is an invocation of its own in one process: the handler keeps state, on Lambda too.',
    ),
  ];
}

/** In a sentence: the first line, and not all of a long one. */
function errorText({ errorType, errorMessage }: ProbeFailure): string {
  const [line = ''] = errorMessage.split('\n');
  const characters = Array.from(line);
  const short =
    characters.length > LONGEST_MESSAGE ? `${characters.slice(0, LONGEST_MESSAGE - 1).join('')}…` : line;
  return short === '' ? errorType : `${errorType}: ${short}`;
}
