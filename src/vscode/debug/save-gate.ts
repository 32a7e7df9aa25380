/**
 * What takes the place of Lambda's wait before a retry: with `retryOnSave` a person who fixes the handler,
 * without it Lambda's own backoff if the configuration limits the retries, else nobody.
 */
import * as vscode from 'vscode';
import type { FailedAttempt, RetryDecision, RetryGate } from '../../engine/ports/retry-gate';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { verdictOf } from '../views/replays/batch-state-text';
import type { ReplaysModel } from '../views/replays/replays-model';
import type { WriteLine } from './debug-console';
import type { HandlerSession } from './handler-session';
import type { LaunchConfiguration } from './launch-configuration';
import type { MappingReport } from './mapping-report';
import type { RetrySignal } from './retry-signal';

export interface SaveGateSetting {
  readonly replays: ReplaysModel;
  readonly report: MappingReport;
  readonly retry: RetrySignal;
  readonly handler: HandlerSession;
  readonly write: WriteLine;
}

/** @returns undefined for Lambda's backoff */
export function retryGateFor(
  configuration: LaunchConfiguration,
  setting: SaveGateSetting,
): RetryGate | undefined {
  if (configuration.retryOnSave) return new SaveGate(setting);
  const limitsRetries =
    configuration.mapping !== undefined || configuration.mappingOptions.maximumRetryAttempts !== undefined;
  return limitsRetries ? undefined : givingUp(setting.report);
}

class SaveGate implements RetryGate {
  constructor(private readonly setting: SaveGateSetting) {}

  async beforeRetry({ batch }: FailedAttempt, stop: StopSignal): Promise<RetryDecision> {
    const { replays, report, retry, handler, write } = this.setting;
    const row = report.rowFor(batch);
    const verdict = row && verdictOf(row.state);
    if (row === undefined || verdict === undefined || stop.aborted) return 'retry';
    replays.setBatchState(row, { phase: 'waiting', ...verdict });
    write({
      category: 'console',
      text: `${vscode.l10n.t('Waiting: fix the handler and save, and the batch is fed again. The Replays view can also run it again or give it up.')}\n`,
    });
    const decision = await retry.wait(row);
    replays.setBatchState(row, { phase: 'finished', ...verdict });
    if (decision === 'giveUp') report.bind(batch, row);
    else handler.restartBeforeNext();
    return decision;
  }
}

function givingUp(report: MappingReport): RetryGate {
  return {
    beforeRetry: ({ batch }) => {
      const row = report.rowFor(batch);
      if (row !== undefined) report.bind(batch, row);
      return Promise.resolve('giveUp');
    },
  };
}
