/** A replayed batch in words: what state it is in, where its records come from, why it failed. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DropReason } from '../../../engine/ports/mapping-observer';
import type { BatchOrigin, BatchState, BatchVerdict } from './replays-model';

export function verdictOf(state: BatchState): BatchVerdict | undefined {
  if (state.phase === 'running' || state.phase === 'stopped') return undefined;
  const { result, outcome } = state;
  return result === undefined || outcome === undefined ? undefined : { result, outcome };
}

export function hasFailed(state: BatchState): boolean {
  if (state.phase === 'discarded') return true;
  const verdict = verdictOf(state);
  return verdict !== undefined && verdict.outcome.kind !== 'succeeded';
}

/** The capture's file name, or the table. */
export function originName(origin: BatchOrigin): string {
  return origin.kind === 'capture' ? path.basename(origin.file) : origin.tableName;
}

export function batchStateText(state: BatchState): string {
  switch (state.phase) {
    case 'running':
      return vscode.l10n.t('running');
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'waiting':
      return vscode.l10n.t('failed, waiting for a fix');
    case 'discarded':
      return state.reason === 'GivenUp'
        ? [...(verdictOf(state) ? [finishedText(state as BatchVerdict)] : []), dropText(state.reason)].join(
            ', ',
          )
        : dropText(state.reason);
    case 'finished':
      return finishedText(state);
  }
}

export function dropText(reason: DropReason): string {
  switch (reason) {
    case 'RetryAttemptsExhausted':
      return vscode.l10n.t('discarded: retry attempts exhausted');
    case 'RecordAgeExceeded':
      return vscode.l10n.t('discarded: record age exceeded');
    case 'ExpiredFromStream':
      return vscode.l10n.t('lost: older than the 24 hours of the stream');
    case 'GivenUp':
      return vscode.l10n.t('given up');
  }
}

/** The error's type and message, or which rule made the response a failure. */
export function failureText({ result, outcome }: BatchVerdict): string {
  if (result.outcome !== 'succeeded') return `${result.errorType}: ${result.errorMessage}`;
  if (outcome.kind === 'partialFailure')
    return vscode.l10n.t('batchItemFailures: record {0} of the batch failed', outcome.firstFailedIndex + 1);
  return (outcome.kind === 'failed' ? outcome.reason : undefined) ?? vscode.l10n.t('failed by its response');
}

function finishedText({ result, outcome }: BatchVerdict): string {
  if (outcome.kind === 'partialFailure') return vscode.l10n.t('partly failed');
  switch (result.outcome) {
    case 'succeeded':
      return outcome.kind === 'succeeded'
        ? vscode.l10n.t('succeeded')
        : vscode.l10n.t('failed by its response');
    case 'functionError':
    case 'notInvoked':
      return vscode.l10n.t('failed: {0}', result.errorType);
    case 'timedOut':
      return vscode.l10n.t('timed out');
  }
}
